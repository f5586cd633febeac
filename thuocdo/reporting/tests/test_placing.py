"""Finished work stands under the domain its plan's heading names."""

from thuocdo.lawbook.editions.reports import ReportForm
from thuocdo.lawbook.reader import shipped
from thuocdo.reporting.rules.placing import Done, by_domain, domain_of, knowing


def cchc():
    edition = next(e for e in shipped().report_forms() if "/cchc/" in e.path)
    assert isinstance(edition.body, ReportForm)
    return {d.key: d.title for d in edition.body.domains}


def test_headings_of_a_departments_plan_find_their_domain():
    found = {group: domain_of(group, cchc()) for group in (
        "Chỉ đạo, điều hành, kiểm tra và tuyên truyền", "Cải cách thể chế", "Cải cách thủ tục hành chính",
        "Cải cách tổ chức bộ máy", "Cải cách chế độ công vụ", "Cải cách tài chính công", "Xây dựng và phát triển chính quyền số",
    )}  # fmt: skip
    assert list(found.values()) == list(cchc())


def test_headings_of_another_programme_find_none():
    for group in (
        "Chỉ số Đào tạo lao động",
        "Chỉ số Chi phí thời gian",
        "Chỉ số Tính minh bạch",
        "",
        "Cải cách",
    ):
        assert domain_of(group, cchc()) is None


def test_no_line_is_lost_but_those_of_another_programme():
    lines = [
        Done("- Thể chế.", 1, "Cải cách thể chế"),
        Done("- Lạ.", 1, "Nhiệm vụ khác"),
        Done("- Giao ban.", 3, ""),
        Done("- PCI.", 2, "Chỉ số Gia nhập thị trường"),
    ]
    plans = knowing({1: {"Cải cách thể chế"}, 2: {"Chỉ số Gia nhập thị trường"}}, cchc())
    assert plans == {1}
    found = by_domain(lines, cchc(), "direction", plans)
    assert (found["institutions"], found["direction"]) == ("- Thể chế.", "- Lạ.\n- Giao ban.")
    assert not any("PCI" in text for text in found.values())
    assert by_domain(lines[3:], cchc(), "direction", frozenset())["direction"] == "- PCI."
