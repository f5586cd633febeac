"""The three real plans whole: counts, heads, and every known fault a finding, none repaired."""

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from thuocdo.documents.intake import read
from thuocdo.plans.intake import read_plan
from thuocdo.plans.rules.findings import CODES

PLANS = Path(os.environ.get("THUOCDO_PLANS", Path(__file__).parents[4] / "shared" / "plans"))
PCI, CCHC, QD766 = "haiphong-pci-2022-2023", "haiphong-cchc-2023", "haiphong-qd766-2022"

pytestmark = pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans are not here")


@cache
def plan(name):
    return read_plan(read(PLANS / f"{name}.txt").blocks, name=name)


def test_pci_has_52_targets_in_8_groups_and_22_tasks():
    table = [t for t in plan(PCI).targets if t.origin == "table"]
    assert len(table) == 52
    groups = Counter(t.group for t in table)
    assert list(groups.values()) == [8, 4, 13, 7, 8, 8, 3, 1]
    numbers = [t.number for t in plan(PCI).tasks]
    assert numbers == ["1", None, *map(str, range(3, 23))]
    assert all(t.lead for t in plan(PCI).tasks)


def test_cchc_has_44_numbers_their_children_and_48_owners():
    tasks = plan(CCHC).tasks
    assert [t.number for t in tasks if t.number and t.number.isdigit()] == [
        str(n) for n in range(1, 45)
    ]
    assert sum(bool(t.lead) for t in tasks) == 48
    assert Counter(t.parent for t in tasks if t.parent) == {"1": 3, "3": 1, "6": 1, "40": 3}
    prose = {t.code for t in plan(CCHC).targets if t.group == "CHỈ TIÊU CHỦ YẾU"}
    assert prose == {None, *map(str, range(2, 12))}


def test_qd766_duties_are_its_tasks():
    reading = plan(QD766)
    assert [d.unit for d in reading.responsibilities] == [
        *["Các phòng Sở, các đơn vị giáo dục"] * 3,
        *["Văn phòng Sở"] * 4,
    ]
    assert [(t.parent, t.number) for t in reading.tasks] == [
        ("1", "a"), ("1", "b"), ("1", "c"), ("2", "a"), ("2", "b"), ("2", "e"), ("2", "b"),
    ]  # fmt: skip


def test_heads_and_feet():
    pci = plan(PCI).document
    assert (pci.number, pci.symbol, pci.place, pci.date) == (None, "KH-SGDĐT", "Hải Phòng", "2022-08")  # fmt: skip
    assert pci.years == (2022, 2023)
    assert (pci.signer.name, pci.signer.position, pci.signer.on_behalf_of) == ("Bùi Văn Kiệm", "GIÁM ĐỐC", None)  # fmt: skip
    assert [(c.number, c.date) for c in pci.replaces] == [("1732/KH-SGDĐT-VP", "2021-08-16")]
    cchc = plan(CCHC).document
    assert [c.number for c in cchc.legal_bases] == ["76/NQ-CP", "216/KH-UBND", "4647/QĐ-UBND"]
    assert (cchc.signer.position, cchc.signer.on_behalf_of) == ("PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC")


# Fault of the signed paper: plan, code, line.
KNOWN = [
    (PCI, "group-missing", 141),  # nine sub-indices in the text, eight groups in the annex
    (PCI, "reference-missing", 153),  # "mục IX - Phụ lục II": the annex ends at VIII
    (PCI, "duplicate-number", 219),  # two sections numbered 5
    (PCI, "unit-missing", 285),  # 1.6 without %
    (PCI, "value-suspect", 286),  # 1.7 "hơn tháng"
    (PCI, "direction-suspect", 311),  # 4.2
    (PCI, "direction-suspect", 313),  # 4.4
    (PCI, "direction-suspect", 320),  # 5.1
    (PCI, "unit-suspect", 342),  # 7.3 an exam mean in %
    (PCI, "missing-number", 351),
    (PCI, "conflicting-addresses", 357),
    (PCI, "due-before-start", 368),
    (PCI, "unknown-unit", 369),  # "Các đơn vị liên"
    (CCHC, "missing-number", 27),
    (CCHC, "conflicting-targets", 41),  # 50 % and 30 %
    (CCHC, "conflicting-dates", 231),  # 15/01/2022 and 10/01/2023
    (CCHC, "year-mismatch", 231),
    (CCHC, "broken-sequence", 287),  # 7 is a point of 6
    (CCHC, "missing-schedule", 289),
    (CCHC, "value-suspect", 304),  # 260
    (CCHC, "missing-number", 323),
    (CCHC, "owner-indefinite", 338),  # the agency itself
    (CCHC, "citation-suspect", 343),  # ISO 1801:2020
    (QD766, "conflicting-names", 47),
    (QD766, "broken-sequence", 73),
    (QD766, "duplicate-number", 75),
]


@pytest.mark.parametrize(("name", "code", "line"), KNOWN)
def test_known_fault_is_a_finding(name, code, line):
    assert (code, line) in {(f.code, f.source.block) for f in plan(name).findings}


def test_nothing_printed_is_repaired():
    by_code = {t.code: t for t in plan(PCI).targets if t.origin == "table"}
    assert (by_code["1.6"].unit, by_code["7.3"].unit, by_code["4.2"].operator) == (None, "%", ">=")
    damaged = [t for t in plan(CCHC).targets if t.value == "260"]
    assert [t.unit for t in damaged] == [None]


@pytest.mark.parametrize("name", [PCI, CCHC, QD766])
def test_every_code_is_documented_and_a_reading_survives_json(name):
    reading = plan(name)
    assert {f.code for f in reading.findings} <= set(CODES)
    assert type(reading).from_json(reading.to_json()) == reading
