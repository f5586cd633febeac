"""Whatever the bytes, a reader reads or says why not: no other error, no endless work."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thuocdo.documents import intake
from thuocdo.documents.intake import pdf
from thuocdo.documents.rules.blocks import Reading
from thuocdo.documents.rules.references import references
from thuocdo.documents.rules.secrecy import level_of
from thuocdo.documents.tests import factories
from thuocdo.lawbook.mistakes import Mistake

SEEDS = {
    "docx": factories.plan_docx(),
    "pdf": factories.plan_pdf(),
    "xlsx": factories.plan_xlsx(),
    "plain": factories.plain_pdf(),
    "locked": factories.locked_pdf(),
}
PARTS = {
    "docx": ["word/document.xml", "word/numbering.xml", "word/styles.xml", "[Content_Types].xml"],
    "xlsx": ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"],
}
many = settings(
    max_examples=120, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def in_this_process():
    """Thousands of files: the child process that reads each PDF is tested by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(intake.READERS, "pdf", pdf.read)
        yield


def read(data):
    try:
        return intake.read(data, "tệp")
    except Mistake:
        return None


def mutated(data: bytes, seed: int) -> bytes:
    """Bytes changed, cut out, doubled or moved, a few times."""
    dice, out = random.Random(seed), bytearray(data)
    for _ in range(dice.randint(1, 12)):
        at, n = dice.randrange(len(out) + 1), dice.randint(1, 40)
        match dice.randrange(5):
            case 0:
                out[at : at + n] = dice.randbytes(n)
            case 1:
                del out[at : at + n]
            case 2:
                out[at:at] = out[at : at + n] * dice.randint(1, 30)
            case 3:
                out[at : at + 1] = bytes([dice.randrange(256)])
            case 4:
                out[at:at] = str(dice.choice([-1, 0, 2**31, 10**12])).encode()
    return bytes(out)


@many
@given(st.binary(max_size=4000))
def test_any_bytes(data):
    assert isinstance(read(data), Reading | None)


@many
@given(st.text(alphabet=st.sampled_from("aâđ .-\t\n$\\*#<>/{}()%≥0123456789ẾH"), max_size=300))
def test_any_text_with_markup(text):
    reading = read(text.encode())
    for block in reading.blocks if reading else ():
        assert block.text
        assert "\n" not in block.text + "".join(block.cells)


@pytest.mark.parametrize("name", SEEDS)
@many
@given(st.integers(0, 2**32))
def test_bytes_of_a_real_file_changed(name, seed):
    assert isinstance(read(mutated(SEEDS[name], seed)), Reading | None)


@pytest.mark.parametrize(("kind", "part"), [(k, p) for k in PARTS for p in PARTS[k]])
@settings(parent=many, max_examples=60)
@given(st.integers(0, 2**32))
def test_parts_of_a_package_changed(kind, part, seed):
    """The package stays whole, so the damage reaches the reader behind the unpacking."""

    def change(parts):
        parts[part] = mutated(parts[part], seed)

    assert isinstance(read(factories.repacked(SEEDS[kind], change)), Reading | None)


@many
@given(
    st.text(alphabet=st.sampled_from("0123456789/-–QĐKHUBNDTWngàyc ủacủa.ậtMẬT():;"), max_size=200)
)
def test_references_in_any_text(text):
    for found in references(text):
        assert found.key
        assert text[found.span[0] : found.span[1]]
    assert level_of(text) in ("", "Mật", "Tối mật", "Tuyệt mật")
