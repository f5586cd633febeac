"""Ways of writing met in plans nobody had read before: frames in two columns, lettered groups, sentences."""

from thuocdo.documents.rules.blocks import Block
from thuocdo.plans.intake import read_plan

TASKS = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")


def reading(*parts):
    """Paragraphs as words, rows as tuples."""
    blocks = [
        Block(n, "paragraph", part, 1)
        if isinstance(part, str)
        else Block(n, "row", " ".join(part), 1, part, 1)
        for n, part in enumerate(parts, 1)
    ]
    return read_plan(blocks, name="kh")


def said(*sentences):
    return reading("KẾ HOẠCH", "Công tác năm 2026", "I. NHIỆM VỤ", *sentences)


def test_head_and_foot_in_two_columns():
    paper = reading(
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("XÃ VĨNH THUẬN", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 27/KH-UBND", "Vĩnh Thuận, ngày 12 tháng 01 năm 2026"),
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2026",
        TASKS,
        ("1", "Rà soát văn bản", "Phòng Tư pháp", "", "Quý II/2026", "Báo cáo"),
        ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
        ("- UBND thành phố;", "CHỦ TỊCH"),
        ("", "Trần Văn Khải"),
    )
    head = paper.document
    assert (head.number, head.symbol, head.date) == ("27", "KH-UBND", "2026-01-12")
    assert (head.issuer, head.place) == ("ỦY BAN NHÂN DÂN XÃ VĨNH THUẬN", "Vĩnh Thuận")
    assert (head.signer.name, head.signer.position) == ("Trần Văn Khải", "CHỦ TỊCH")
    assert head.recipients == ("UBND thành phố",)
    assert [t.content for t in paper.tasks] == ["Rà soát văn bản"]


def test_a_number_above_a_sheet_is_no_task():
    paper = reading(
        ("ỦY BAN NHÂN DÂN TỈNH HÀ LAM", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 312/KH-UBND", "", "", "Hà Lam, ngày 30 tháng 12 năm 2025"),
        ("KẾ HOẠCH", "", "", ""),
        ("Cải cách hành chính năm 2026", "", "", ""),
        TASKS,
        ("1", "Rà soát văn bản", "Sở Tư pháp", "", "Quý II/2026", "Báo cáo"),
    )
    assert (paper.document.number, paper.document.date) == ("312", "2025-12-30")
    assert [t.content for t in paper.tasks] == ["Rà soát văn bản"]


def test_letters_above_numbered_rows_are_groups():
    rows = said(
        TASKS,
        ("a)", "Chỉ đạo, điều hành", "", "", "", ""),
        ("1", "Ban hành kế hoạch", "Sở Nội vụ", "", "Quý I/2026", "Kế hoạch"),
        ("2", "Kiểm tra", "Sở Nội vụ", "", "Quý II/2026", "Báo cáo"),
        ("b)", "Thủ tục hành chính", "", "", "", ""),
        ("3", "Giao ban", "Văn phòng UBND tỉnh", "", "Thứ sáu hằng tuần", "Thông báo"),
    ).tasks
    assert [(t.number, t.parent, t.group) for t in rows] == [
        ("1", None, "Chỉ đạo, điều hành"),
        ("2", None, "Chỉ đạo, điều hành"),
        ("3", None, "Thủ tục hành chính"),
    ]
    assert rows[-1].schedule.rule == "FREQ=WEEKLY;BYDAY=FR"


def test_letters_below_a_numbered_title_stay_its_children():
    rows = said(
        TASKS,
        ("1", "Tổ chức hội nghị", "", "", "", ""),
        ("a)", "Chuẩn bị tài liệu", "Sở Nội vụ", "", "Quý I/2026", ""),
        ("b)", "Mời đại biểu", "Văn phòng UBND tỉnh", "", "Quý I/2026", ""),
    ).tasks
    assert [(t.number, t.parent) for t in rows] == [("1", None), ("a", "1"), ("b", "1")]


def test_a_verb_inside_a_name_stays_in_it():
    (task,) = said(
        "1. Giao Phòng Quản lý xây dựng chủ trì, phối hợp với Văn phòng Sở xây dựng quy trình, "
        "hoàn thành trước ngày 31 tháng 3 năm 2026."
    ).tasks
    assert (task.lead, task.coordinating) == (("Phòng Quản lý xây dựng",), ("Văn phòng Sở",))


def test_times_inside_sentences():
    first, second = said(
        "1. Giao Văn phòng Sở bố trí máy quét tại bộ phận một cửa; thời gian: Quý II/2026.",
        "2. Thanh tra Sở chủ trì kiểm tra tại cơ sở, mỗi năm 02 lần vào tháng 5 và tháng 10.",
    ).tasks
    assert str(first.schedule.due) == "2026-06-30"
    assert second.schedule.rule == "FREQ=YEARLY;BYMONTH=5,10;BYMONTHDAY=-1"


def test_an_impossible_date_inside_a_sentence_is_told():
    paper = said(
        "1. Đề nghị UBND các xã, phường cử đầu mối phối hợp trước ngày 30/02/2026.",
        "2. Giao Văn phòng Sở tổng hợp, hoàn thành trước ngày 31/3/2026.",
    )
    assert paper.tasks[0].lead == ("UBND các xã, phường",)
    assert paper.tasks[0].schedule.due is None
    assert "impossible-date" in {f.code for f in paper.findings}


def test_figures_in_a_table_of_tasks_have_the_group_of_their_letter():
    (target,) = said(
        ("STT", "Tiêu chí", "Cơ quan chịu trách nhiệm", "Chỉ tiêu năm 2026", "Mốc hoàn thành"),
        ("a)", "Thủ tục hành chính", "", "", ""),
        ("1", "Tỷ lệ hồ sơ trễ hạn", "Sở Tư pháp", "< 1%", "31/12/2026"),
    ).targets
    assert (target.group, target.operator, target.value) == ("Thủ tục hành chính", "<", "1")
