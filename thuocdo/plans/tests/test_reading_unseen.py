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


def test_partners_named_in_the_sentence_of_a_duty():
    rows = reading(
        "KẾ HOẠCH",
        "Công tác năm 2026",
        "I. PHÂN CÔNG THỰC HIỆN",
        "1. Phòng Nội vụ",
        "- Kiểm tra công vụ; phối hợp với Thanh tra huyện xử lý vi phạm.",
        "- Chủ trì, phối hợp với Phòng Tư pháp, Viettel huyện lắp đặt camera.",
        "- Tổ chức sát hạch, phối hợp với Trung tâm Chính trị huyện, trước ngày 30/9/2026.",
        "- Phối hợp với Văn phòng huyện tuyên truyền.",
    ).tasks
    assert [t.coordinating for t in rows] == [
        ("Thanh tra huyện",),
        ("Phòng Tư pháp", "Viettel huyện"),
        ("Trung tâm Chính trị huyện",),
        (),
    ]


def test_partners_behind_the_lead_of_an_owner_line():
    (task,) = said("1. Ký cam kết.", "- Chủ trì: Phòng Tổ chức cán bộ; phối hợp với Công đoàn ngành.").tasks  # fmt: skip
    assert (task.lead, task.coordinating) == (("Phòng Tổ chức cán bộ",), ("Công đoàn ngành",))


def test_words_tell_partners_only_where_no_column_does():
    row = "Sơ kết mô hình; phối hợp với Thanh tra tỉnh đánh giá"
    (told,) = said(("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"), ("1", row, "Sở Nội vụ", "Quý I/2026")).tasks  # fmt: skip
    assert told.coordinating == ("Thanh tra tỉnh",)
    (empty,) = said(TASKS, ("1", row, "Sở Nội vụ", "", "Quý I/2026", "")).tasks
    assert empty.coordinating == ()


def test_an_index_with_its_level_and_milestone_is_a_target_once():
    paper = said(
        ("TT", "Tiêu chí", "Chỉ tiêu 2026", "Cơ quan theo dõi", "Mốc hoàn thành"),
        ("1", "Tỷ lệ hồ sơ trễ hạn", "≤ 1%", "Văn phòng Sở", "31/12/2026"),
        ("2", "Mức độ hài lòng của người dân", "≥ 90%", "Văn phòng Sở", "Quý IV/2026"),
        TASKS,
        ("1", "Rà soát thủ tục", "Văn phòng Sở", "", "Quý I/2026", "Báo cáo"),
    )
    assert [(t.code, t.value, t.origin) for t in paper.targets] == [("1", "1", "table"), ("2", "90", "table")]  # fmt: skip
    assert [t.content for t in paper.tasks] == ["Rà soát thủ tục"]


def test_work_with_a_level_beside_it_stays_a_task():
    paper = said(
        ("TT", "Chỉ tiêu", "Mức đạt", "Đơn vị chủ trì", "Thời hạn"),
        ("1", "Hoàn thành số hóa hồ sơ", "100%", "Văn phòng Sở", "30/6/2026"),
        ("2", "Triển khai ký số", "100%", "Văn phòng Sở", "30/9/2026"),
    )
    assert [(t.number, t.schedule.due.isoformat()) for t in paper.tasks] == [("1", "2026-06-30"), ("2", "2026-09-30")]  # fmt: skip
    assert [t.task for t in paper.targets] == ["1", "2"]


def test_an_index_and_the_work_that_raises_it_stand_in_one_row():
    paper = said(
        ("STT", "Tiêu chí", "Mục tiêu năm 2026", "Giải pháp", "Cơ quan chủ trì", "Thời gian hoàn thành"),
        ("1", "Thanh toán trực tuyến", "≥ 60%", "Miễn phí khi nộp trực tuyến", "Sở Tài chính", "30/4/2026"),
    )  # fmt: skip
    (target,), (task,) = paper.targets, paper.tasks
    assert (target.name, target.value, target.responsible) == ("Thanh toán trực tuyến", "60", ("Sở Tài chính",))  # fmt: skip
    assert (task.content, str(task.schedule.due)) == ("Miễn phí khi nộp trực tuyến", "2026-04-30")


def test_the_agency_that_issues_the_plan_is_no_part_of_what_it_cites():
    (basis,) = reading(
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2026",
        "Căn cứ Kế hoạch số 15/KH-UBND ngày 05/01/2026 của UBND tỉnh về cải cách hành chính năm 2026, "
        "UBND xã ban hành Kế hoạch như sau:",
        "I. CHỈ TIÊU",
        "1. 100% hồ sơ đúng hạn.",
    ).document.legal_bases
    assert (basis.number, basis.issuer) == ("15/KH-UBND", "UBND tỉnh")
    assert basis.subject == "cải cách hành chính năm 2026"


def test_reports_at_the_end_of_semesters_and_by_a_whole_date():
    reports = said(
        TASKS,
        ("1", "Tập huấn", "Tổ Văn phòng", "", "Quý I/2026", ""),
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Tổ Văn phòng: theo dõi; cuối mỗi học kỳ tổng hợp, báo cáo Hiệu trưởng.",
        "2. Các tổ gửi kế hoạch trước ngày 15/9/2026; báo cáo kết quả vào cuối năm học.",
        "3. Tổ Tin học báo cáo kết quả về Tổ Văn phòng định kỳ 6 tháng trước ngày 05/6/2026.",
    ).reporting
    assert [(r.frequency, r.months, r.before_day) for r in reports] == [
        ("half_yearly", (1, 5), None),
        ("yearly", (5,), None),
        ("half_yearly", (6,), 5),
    ]


def test_a_duty_that_begins_with_an_office_word_is_no_heading():
    (_, first) = reading(
        "KẾ HOẠCH",
        "Công tác năm 2026",
        "I. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ: theo dõi Kế hoạch.",
        "2. Các sở, ban, ngành",
        "a) Ban hành kế hoạch của cơ quan, địa phương trước ngày 31/01/2026.",
    ).responsibilities
    assert (first.unit, first.content[:8]) == ("Các sở, ban, ngành", "Ban hành")


def test_the_signature_beside_a_long_line_of_recipients():
    foot = reading(
        "KẾ HOẠCH",
        "Công tác năm 2026",
        "I. CHỈ TIÊU",
        "1. 100% hồ sơ đúng hạn.",
        "Nơi nhận:",
        "KT. CHỦ TỊCH",
        "- Thường trực Tỉnh ủy, HĐND tỉnh; PHÓ CHỦ TỊCH",
        "Lâm Quốc Thái",
    ).document
    assert (foot.signer.name, foot.signer.position) == ("Lâm Quốc Thái", "PHÓ CHỦ TỊCH")
    assert foot.recipients == ("Thường trực Tỉnh ủy, HĐND tỉnh",)


def test_of_two_owner_columns_the_one_that_answers_leads():
    (task,) = said(
        ("TT", "Hoạt động", "Người phụ trách", "Người thực hiện", "Bắt đầu", "Kết thúc"),
        ("1", "Tập huấn giao tiếp", "Trưởng phòng Điều dưỡng", "Các khoa, phòng", "4/2026", "10/2026"),
    ).tasks  # fmt: skip
    assert (task.lead, task.coordinating) == (("Trưởng phòng Điều dưỡng",), ("Các khoa, phòng",))


def test_who_only_watches_is_no_owner():
    (task,) = said(
        ("STT", "Biện pháp khắc phục", "Bộ phận chịu trách nhiệm", "Thời hạn", "Bộ phận theo dõi"),
        ("1", "Chỉnh lý hồ sơ", "Văn phòng Sở", "Quý II/2026", "Lãnh đạo Sở"),
    ).tasks
    assert (task.lead, task.coordinating) == (("Văn phòng Sở",), ())


def test_closing_brackets_hold_owner_partners_and_time():
    first, second = said(
        "1. Tổ chức hội thi (Phòng Pháp chế chủ trì, phối hợp với Công đoàn Sở; Quý III/2026).",
        "2. Trả kết quả qua bưu chính (Văn phòng Sở; thường xuyên).",
    ).tasks
    assert (first.lead, first.coordinating) == (("Phòng Pháp chế",), ("Công đoàn Sở",))
    assert str(first.schedule.due) == "2026-09-30"
    assert (second.lead, second.schedule.kind) == (("Văn phòng Sở",), "continuous")


def test_the_year_of_what_was_inspected_is_not_the_year_of_the_plan():
    paper = reading(
        "Tân Giang, ngày 11 tháng 3 năm 2026",
        "KẾ HOẠCH",
        "Khắc phục hạn chế sau kiểm tra cải cách hành chính năm 2025",
        "I. NỘI DUNG",
        TASKS,
        ("1", "Chỉnh lý hồ sơ", "Văn phòng", "", "Quý II/2026", ""),
        "Nơi nhận:",
        "GIÁM ĐỐC",
        "BSCKII. Trương Văn Lộc",
    )
    assert paper.document.years == (2026,)
    assert "year-mismatch" not in {f.code for f in paper.findings}
    assert paper.document.signer.name == "Trương Văn Lộc"
