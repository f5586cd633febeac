"""A PDF printed from a text in an old font (.VnTime): its bytes are TCVN3, its letters Vietnamese."""

import pytest

from thuocdo.documents import intake
from thuocdo.documents.intake.encodings import _TCVN3
from thuocdo.lawbook.mistakes import Mistake

WORDS = (
    "Kế hoạch cải cách hành chính, được đơn vị thực hiện",
    "Đường dây nóng - ưu tiên người dân",
)
BYTES = {letter: byte for byte, letter in _TCVN3.items()}


def typed(words):
    return "".join(BYTES.get(letter, letter) for letter in words).encode("latin-1")


def printed(font, lines):
    """One page as a printer wrote it: the font named, its code that of Windows, a space a quarter wide."""
    text = b" ".join(b"(" + line + b") Tj T*" for line in lines)
    stream = b"BT /F1 13 Tf 72 760 Td 20 TL " + text + b" ET"
    name = b"/ABCDEF+" + font.encode()
    widths = b" ".join([b"250"] + [b"500"] * 223)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
    face = b"<< /Type /Font /Subtype /TrueType /BaseFont %b /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [%b] /FontDescriptor 6 0 R >>"
    look = b"<< /Type /FontDescriptor /FontName %b /Flags 32 /FontBBox [0 -200 1000 900] /Ascent 900 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        face % (name, widths),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        look % name,
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + (
        b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("font", "drawn"), [(".VnTime", str), (".VnTime,Bold", str), (".VnTimeH", str.upper)]
)
def test_an_old_font_is_read_as_unicode_and_said(font, drawn):
    read = intake.read(printed(font, [typed(line) for line in WORDS]), "cu.pdf")
    assert " ".join(b.text for b in read.blocks) == drawn(" ".join(WORDS))
    assert [note.code for note in read.notes] == ["old-encoding"]


def test_a_font_of_today_is_left_as_it_is():
    read = intake.read(printed("Times", [b"Gi\xe1 50 \xb5m"]), "moi.pdf")
    assert [b.text for b in read.blocks] == ["Giá 50 µm"]
    assert not read.notes


def test_vni_is_refused_with_what_to_do():
    with pytest.raises(Mistake, match="bảng mã cũ VNI"):
        intake.read(printed("VNI-Times", ["caùc ñôn vò".encode("latin-1")]), "vni.pdf")
