"""Finished work stands under the domain its plan's heading names."""

from thuocdo.lawbook.editions.reports import ReportForm
from thuocdo.lawbook.reader import shipped
from thuocdo.reporting.rules.placing import Done, by_domain, domain_of


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
        "Công tác cải cách hành chính",
        "Tuyên truyền cải cách hành chính",
        "",
        "Cải cách",
    ):
        assert domain_of(group, cchc()) is None


def test_no_line_is_lost():
    lines = [
        Done("- Thể chế.", "Cải cách thể chế"),
        Done("- Lạ.", "Nhiệm vụ khác"),
        Done("- Giao ban.", ""),
    ]
    found = by_domain(lines, cchc(), "direction")
    assert (found["institutions"], found["direction"]) == ("- Thể chế.", "- Lạ.\n- Giao ban.")
