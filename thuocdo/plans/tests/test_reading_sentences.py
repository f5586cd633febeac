"""Plans that say who does what in sentences beside owner lines, and the short words offices write in tables."""

import pytest

from thuocdo.documents.rules.blocks import Block
from thuocdo.plans.intake import read_plan
from thuocdo.plans.rules.schedules import read_schedule

TASKS = ("TT", "Nhiệm vụ", "P. chủ trì", "P. phối hợp", "Thời gian")


def said(*parts):
    """A plan with these lines of work: paragraphs as words, rows as tuples."""
    blocks = [
        Block(n, "paragraph", part, 1)
        if isinstance(part, str)
        else Block(n, "row", " ".join(part), 1, part, 1)
        for n, part in enumerate(("KẾ HOẠCH", "Công tác năm 2026", *parts), 1)
    ]
    return read_plan(blocks, name="kh")


def owned(paper):
    return [(t.number, t.lead, t.coordinating) for t in paper.tasks if t.lead]


def test_items_with_owner_lines_and_items_with_owners_in_the_sentence_are_all_tasks():
    paper = said(
        "I. NHIỆM VỤ",
        "1. Thể chế",
        "a) Xây dựng quy chế. Giao Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở; hoàn thành trước ngày 15/02/2026.",
        "b) Phòng Pháp chế chủ trì thẩm định văn bản, thời hạn hoàn thành: Quý III/2026.",
        "2. Chuyển đổi số",
        "a) Duy trì hệ thống chất lượng. Đơn vị thực hiện: Văn phòng Sở. Thời gian: thường xuyên.",
    )
    assert owned(paper) == [
        ("a", ("Văn phòng Sở",), ("Thanh tra Sở",)),
        ("b", ("Phòng Pháp chế",), ()),
        ("a", ("Văn phòng Sở",), ()),
    ]
    kinds = [t.schedule.kind for t in paper.tasks if t.lead]
    assert kinds == ["deadline", "deadline", "continuous"]


def test_any_verb_behind_a_unit_makes_it_the_owner():
    paper = said(
        "I. NHIỆM VỤ",
        "1. Công khai",
        "- Phòng Kinh tế công khai quy hoạch trong vòng 15 ngày kể từ ngày được phê duyệt.",
        "- Công chức Tài chính - Kế toán công khai ngân sách hằng quý.",
        "- Đẩy mạnh tuyên truyền trên loa truyền thanh.",
    )
    assert [(t.lead, t.schedule.kind) for t in paper.tasks] == [
        (("Phòng Kinh tế",), "on_event"),
        (("Công chức Tài chính - Kế toán",), "recurring"),
    ]


def test_the_word_nhiem_vu_before_an_item_is_no_part_of_it():
    (task,) = said(
        "I. GIẢI PHÁP",
        "1.1. Nhiệm vụ: Rút ngắn thời gian cấp phép còn không quá 02 ngày làm việc.",
        "Cơ quan chủ trì: Sở Tài chính.",
    ).tasks
    assert task.content.startswith("Rút ngắn")


def test_shortening_a_time_is_an_aim_a_time_limit_is_none():
    (target,) = said(
        "I. NHIỆM VỤ",
        "1. Văn phòng chủ trì rút ngắn thời gian cấp phép còn không quá 02 ngày làm việc.",
        "2. Văn phòng chủ trì trả lời công dân không quá 05 ngày làm việc.",
    ).targets
    assert (target.operator, target.value, target.unit) == ("<=", "2", "ngày làm việc")


def test_short_heads_and_short_names_of_rooms():
    paper = said(
        "I. NHIỆM VỤ",
        TASKS,
        ("1", "Rà soát văn bản", "Pháp chế", "VP, QLNS", "Q.III"),
        ("2", "Công khai dự toán", "VP", "QLNS", "Mỗi quý 01 lần"),
    )
    assert owned(paper) == [("1", ("Pháp chế",), ("VP", "QLNS")), ("2", ("VP",), ("QLNS",))]
    assert str(paper.tasks[0].schedule.due) == "2026-09-30"
    assert paper.tasks[1].schedule.rule == "FREQ=MONTHLY;INTERVAL=3"


@pytest.mark.parametrize(
    ("words", "rule"),
    [("Mỗi tháng 02 lần", "FREQ=MONTHLY"), ("Mỗi tuần 1 lần", "FREQ=WEEKLY")],
)
def test_how_often_in_each_period(words, rule):
    assert read_schedule([words], 2026).schedule.rule == rule


def test_a_closing_sentence_below_a_table_is_no_task():
    paper = said(
        "I. NHIỆM VỤ",
        TASKS,
        ("1", "Rà soát văn bản", "Pháp chế", "", "Tháng 3"),
        "II. TỔ CHỨC THỰC HIỆN",
        "Các tổ chuyên môn, Tổ Văn phòng thực hiện nghiêm túc Kế hoạch này.",
    )
    assert [t.number for t in paper.tasks] == ["1"]


def test_a_group_may_have_a_time_and_a_list_in_a_cell_goes_on_behind_the_page():
    paper = said(
        "I. NHIỆM VỤ",
        TASKS,
        ("I", "Thể chế", "", "", "Năm 2026"),
        ("1", "Hoàn thành: (1) Kho số; (2) Bản đồ;", "Pháp chế", "VP", "Tháng 3"),
        ("", "(3) Sổ tay.", "", "", ""),
    )
    (task,) = paper.tasks
    assert (task.group, task.content) == (
        "Thể chế",
        "Hoàn thành: (1) Kho số; (2) Bản đồ; (3) Sổ tay.",
    )


def test_aims_with_points_ranks_and_what_no_unit_may_fall_below():
    targets = said(
        "I. MỤC TIÊU",
        "1. Mục tiêu chung: Phấn đấu điểm số PCI đạt trên 70 điểm.",
        "2. Mục tiêu cụ thể",
        "- Chỉ số Gia nhập thị trường: ≥ 7,50 điểm;",
        "- Xếp hạng DDCI: 1 - 5.",
        "- Không có đơn vị nào dưới 80%.",
        "II. NHIỆM VỤ",
        "1. Văn phòng chủ trì trình tại Kỳ họp thứ 9.",
    ).targets
    assert [(t.operator, t.value, t.unit) for t in targets] == [
        (">", "70", "điểm"), (">=", "7.50", "điểm"), (">=", "1", "hạng"), ("<=", "5", "hạng"), (">=", "80", "%"),
    ]  # fmt: skip
    assert targets[1].name == "Chỉ số Gia nhập thị trường"


def test_the_same_aim_for_two_years_is_no_contradiction():
    paper = said(
        "I. CHỈ TIÊU",
        ("TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan theo dõi"),
        ("I", "Đến năm 2030", "", "", ""),
        ("1", "Quy mô kinh tế số", "%", "≥ 30", "Sở Tài chính"),
        ("II", "Đến năm 2045", "", "", ""),
        ("2", "Quy mô kinh tế số", "%", "≥ 50", "Sở Tài chính"),
    )
    assert len(paper.targets) == 2
    assert "conflicting-targets" not in {f.code for f in paper.findings}


def test_owner_lines_under_the_last_dash_of_every_item_speak_of_the_item():
    paper = said(
        "I. NỘI DUNG THỰC HIỆN",
        "1. Minh bạch thông tin",
        "- Công khai văn bản.",
        "- Trả lời câu hỏi của doanh nghiệp.",
        "+ Đơn vị chủ trì: Văn phòng Sở",
        "+ Thời gian thực hiện: Thường xuyên",
        "2. Chi phí thời gian",
        "- Rà soát thủ tục.",
        "- Cắt giảm giấy tờ.",
        "+ Đơn vị chủ trì: Thanh tra Sở",
        "+ Thời gian thực hiện: Trong Quý II/2026",
        "3. Cam kết",
        "- Ký bản cam kết.",
        "+ Đơn vị chủ trì: Văn phòng Sở",
    )
    assert owned(paper) == [
        ("1", ("Văn phòng Sở",), ()),
        ("2", ("Thanh tra Sở",), ()),
        ("3", ("Văn phòng Sở",), ()),
    ]
    assert paper.tasks[1].content == "Chi phí thời gian - Rà soát thủ tục. - Cắt giảm giấy tờ."


def test_a_bracket_behind_a_field_names_the_owner_of_its_points():
    paper = said(
        "I. NHIỆM VỤ",
        "1. Cải cách thể chế (Phòng Pháp chế chủ trì)",
        "- Rà soát văn bản, hoàn thành trong tháng 6.",
        "2. Cải cách thủ tục (Văn phòng Sở chủ trì; Thanh tra Sở phối hợp)",
        "- Công bố danh mục ngay sau khi có Quyết định của Bộ trưởng.",
        "- Thứ Hai hằng tuần, rà soát hồ sơ sắp đến hạn.",
    )
    assert [(t.parent, t.lead, t.coordinating, t.schedule.kind) for t in paper.tasks if t.lead] == [
        ("1", ("Phòng Pháp chế",), (), "deadline"),
        ("2", ("Văn phòng Sở",), ("Thanh tra Sở",), "on_event"),
        ("2", ("Văn phòng Sở",), ("Thanh tra Sở",), "recurring"),
    ]
    assert paper.tasks[-1].schedule.rule == "FREQ=WEEKLY;BYDAY=MO"


def test_a_column_of_fields_holds_for_the_rows_beside_it():
    paper = said(
        "I. CHỈ TIÊU",
        ("Nhóm chỉ số", "Chỉ số thành phần", "Điểm tối đa", "Điểm phấn đấu", "Bộ phận chịu trách nhiệm"),
        ("Công khai", "Thủ tục công khai đúng hạn", "4", "4", "Văn phòng"),
        ("", "Hồ sơ đồng bộ lên Cổng", "14", "13,5", "Trung tâm"),
        ("Tiến độ", "Hồ sơ đúng hạn", "20", "19,8", "Các phòng"),
        "II. NHIỆM VỤ",
        ("Lĩnh vực", "Công việc", "Bộ phận thực hiện", "Lãnh đạo UBND phụ trách", "Thời hạn"),
        ("Thể chế", "Rà soát văn bản", "Văn phòng", "Chủ tịch", "Tháng 3"),
        ("", "Tập huấn", "Văn phòng", "Phó Chủ tịch", "Tháng 4"),
        ("Thủ tục", "Xin lỗi", "Trung tâm", "Chủ tịch", "Hằng ngày"),
    )  # fmt: skip
    assert [(t.group, t.name, t.value) for t in paper.targets] == [
        ("Công khai", "Thủ tục công khai đúng hạn", "4"),
        ("Công khai", "Hồ sơ đồng bộ lên Cổng", "13.5"),
        ("Tiến độ", "Hồ sơ đúng hạn", "19.8"),
    ]
    assert [(t.group, t.content, t.lead) for t in paper.tasks] == [
        ("Thể chế", "Rà soát văn bản", ("Văn phòng",)),
        ("Thể chế", "Tập huấn", ("Văn phòng",)),
        ("Thủ tục", "Xin lỗi", ("Trung tâm",)),
    ]


def test_what_last_year_reached_is_no_target():
    (target,) = said(
        "I. CHỈ TIÊU",
        ("TT", "Mục tiêu", "Năm 2025 (kết quả)", "Mục tiêu 2026"),
        ("1", "Tỷ lệ hồ sơ trực tuyến", "62%", "80%"),
    ).targets
    assert (target.name, target.value) == ("Tỷ lệ hồ sơ trực tuyến", "80")


def test_to_mend_a_weakness_is_work_and_each_quarter_and_on_demand_is_a_rhythm():
    (task,) = said(
        "I. NHIỆM VỤ",
        "a) Khắc phục hạn chế sau kiểm tra",
        "- Chủ trì: Sở Nội vụ.",
        "- Thời hạn: hằng quý và đột xuất.",
    ).tasks
    assert (task.number, task.lead) == ("a", ("Sở Nội vụ",))
    assert task.schedule.rule == "FREQ=MONTHLY;INTERVAL=3"


def test_unit_colon_work_and_its_time_stand_on_one_line():
    first, second = said(
        "I. CÁC NHÓM NHIỆM VỤ",
        "Nhóm 1. Tiến độ",
        "1.1. Trung tâm Phục vụ hành chính công: Nhắc việc tự động; phối hợp: Công an xã; thời gian: từ tháng 3/2026.",
        "1.2. Công an xã: Giải quyết hồ sơ cư trú; thời gian: hằng ngày.",
    ).tasks
    assert (first.content, first.lead) == (
        "Nhắc việc tự động",
        ("Trung tâm Phục vụ hành chính công",),
    )
    assert first.coordinating == ("Công an xã",)
    assert (first.schedule.kind, str(first.schedule.start)) == ("continuous", "2026-03-01")
    assert (second.schedule.kind, second.schedule.text) == ("continuous", "hằng ngày")


def test_bare_numbers_under_thoi_gian_thang_are_months():
    paper = said(
        "I. HOẠT ĐỘNG",
        ("STT", "Hoạt động", "Người chịu trách nhiệm chính", "Người tham gia", "Thời gian (tháng)"),
        ("1", "Lắp kiosk", "Phòng Vật tư", "Tổ CNTT", "4-5"),
        ("2", "Khảo sát", "Phòng Quản lý chất lượng", "Các khoa", "3, 6, 9, 12"),
        ("3", "Tập huấn", "Phòng Điều dưỡng", "", "8"),
    )
    assert [(t.schedule.text, t.schedule.kind, str(t.schedule.due)) for t in paper.tasks] == [
        ("4-5", "window", "2026-05-31"),
        ("3, 6, 9, 12", "recurring", "2026-12-31"),
        ("8", "deadline", "2026-08-31"),
    ]


def test_times_inside_the_words_of_a_duty():
    paper = said(
        "I. NỘI DUNG VÀ PHÂN CÔNG",
        "1. Phòng Văn hóa - Xã hội",
        "1.1. Phát thanh 02 lần/tuần.",
        "1.2. Tổ chức hội nghị đối thoại: tháng 5 và tháng 10.",
    )
    assert [t.schedule.rule for t in paper.tasks] == [
        "FREQ=WEEKLY",
        "FREQ=YEARLY;BYMONTH=5,10;BYMONTHDAY=-1",
    ]


def test_the_fifth_of_the_month_after_comes_each_month():
    rule = read_schedule(["Chậm nhất ngày 05 tháng sau"], 2026).schedule.rule
    assert rule == "FREQ=MONTHLY;BYMONTHDAY=5"


def test_how_things_stand_is_no_aim():
    (target,) = said(
        "I. CHỈ TIÊU",
        "- Thời gian cấp Phiếu lý lịch tư pháp rút ngắn từ 10 ngày xuống còn 7 ngày làm việc.",
    ).targets
    assert (target.operator, target.value) == ("<=", "7")


def test_a_numbered_line_between_rows_heads_the_rows_below():
    paper = said(
        "I. NHIỆM VỤ",
        TASKS,
        "I. Nhận thức số",
        ("01", "Phát động phong trào", "Phòng Văn hóa", "Đoàn xã", "3/2026"),
        "II. Chính quyền số",
        ("02", "Kiểm tra an toàn", "Công an xã", "Văn phòng", "2 lần/năm"),
    )
    assert [(t.number, t.group) for t in paper.tasks] == [
        ("01", "Nhận thức số"),
        ("02", "Chính quyền số"),
    ]


def test_to_hold_a_meeting_is_no_organisation():
    (task,) = said(
        "I. NHIỆM VỤ",
        "1. Giao Văn phòng xây dựng kế hoạch.",
        "2. Tổ chức hội nghị đối thoại: tháng 5 và tháng 10.",
    ).tasks
    assert (task.number, task.lead) == ("1", ("Văn phòng",))


def test_points_under_units_are_tasks_beside_a_unit_that_has_its_work_on_one_line():
    paper = said(
        "I. NHIỆM VỤ",
        "1. Sở Khoa học và Công nghệ",
        "- Nâng cấp Hệ thống thông tin, hoàn thành trong Quý I/2026.",
        "- Bảo đảm an toàn thông tin, vận hành 24/7.",
        "2. UBND các xã, phường",
        "- Mỗi tháng tổ chức buổi hướng dẫn lưu động.",
        "3. Các cơ quan báo chí: Tuyên truyền thường xuyên.",
    )
    assert [(t.lead[0], t.schedule.kind, t.schedule.start) for t in paper.tasks] == [
        ("Sở Khoa học và Công nghệ", "deadline", None),
        ("Sở Khoa học và Công nghệ", "continuous", None),
        ("UBND các xã, phường", "recurring", None),
        ("Các cơ quan báo chí", "continuous", None),
    ]


def test_the_first_month_of_each_quarter():
    rule = read_schedule(["Trước ngày 05 của tháng đầu quý sau"], 2026).schedule.rule
    assert rule == "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"


def test_who_prepares_a_meeting_owns_it_and_last_years_points_are_no_targets():
    paper = said(
        "I. GIẢI PHÁP",
        ("STT", "Chỉ số thành phần", "Kết quả năm 2025 (điểm)", "Mục tiêu năm 2026 (điểm)", "Giải pháp", "Đơn vị chủ trì", "Thời gian"),
        ("1", "Tính minh bạch", "7,1", "8,0", "Công khai quy trình", "Văn phòng", "Quý II/2026"),
    )  # fmt: skip
    assert [(t.name, t.value) for t in paper.targets] == [("Tính minh bạch", "8.0")]
    (task,) = said(
        "I. NỘI DUNG",
        "1. Tổ chức phiên họp của Ban Chỉ đạo",
        "- Thời gian: mỗi quý một lần",
        "- Chuẩn bị nội dung: Sở Nội vụ",
    ).tasks
    assert (task.lead, task.schedule.rule) == (("Sở Nội vụ",), "FREQ=MONTHLY;INTERVAL=3")


def test_quarters_as_columns_with_crosses_are_times_and_codes_are_numbers():
    paper = said(
        "I. PHÂN CÔNG NHIỆM VỤ",
        ("Mã", "Đầu việc", "Q1", "Q2", "Q3", "Q4", "Phòng phụ trách"),
        ("A1", "Rà soát quy trình", "x", "x", "", "", "Phòng Quản lý đầu tư"),
        ("A2", "Đối thoại", "", "x", "", "x", "Văn phòng"),
        ("B1", "Khảo sát", "", "", "", "x", "Văn phòng"),
    )
    assert [(t.number, t.schedule.kind, str(t.schedule.due)) for t in paper.tasks] == [
        ("A1", "window", "2026-06-30"),
        ("A2", "recurring", "2026-12-31"),
        ("B1", "deadline", "2026-12-31"),
    ]


def test_levels_under_the_bare_heading_muc_are_targets():
    targets = said(
        "I. CHỈ TIÊU",
        ("STT", "Chỉ tiêu", "Mức", "Chủ trì"),
        ("1", "Hồ sơ nộp trực tuyến", "Từ 70% trở lên", "Trung tâm"),
        ("2", "Hồ sơ đúng hạn", "99%", "Các phòng"),
    ).targets
    assert [(t.operator, t.value) for t in targets] == [(">=", "70"), ("=", "99")]


def test_a_row_cut_inside_a_name_goes_on_in_every_cell():
    (task,) = said(
        "I. NHIỆM VỤ",
        TASKS,
        ("3", "Tổ chức hội thi kỷ niệm ngày truyền thống của", "Công đoàn", "Đoàn Thanh niên", "Quý III"),
        ("", "ngành", "Sở", "", ""),
    ).tasks  # fmt: skip
    assert task.content.endswith("truyền thống của ngành")
    assert task.lead == ("Công đoàn Sở",)


def test_the_remedy_under_a_weakness_names_its_owner():
    paper = said(
        "I. NHIỆM VỤ, GIẢI PHÁP",
        "1. Về chế độ báo cáo",
        "Hạn chế: Báo cáo gửi chậm 02 lần.",
        "Giải pháp: Văn phòng Sở nhắc việc trước hạn, hoàn thành trước ngày 30/4/2026.",
        "2. Về tham mưu",
        "Hạn chế: Một số văn bản bị trả lại.",
        "Giải pháp: Phòng Tôn giáo rà soát quy trình soạn thảo.",
    )
    assert [(t.parent, t.lead) for t in paper.tasks] == [
        ("1", ("Văn phòng Sở",)),
        ("2", ("Phòng Tôn giáo",)),
    ]


def test_who_leads_and_who_carries_out_in_one_owner_line():
    (task,) = said(
        "I. NỘI DUNG",
        "1.1. Tham mưu ban hành văn bản.",
        "Phân công: Phòng Pháp chế làm đầu mối, các phòng chuyên môn thực hiện.",
        "Tiến độ: 6 tháng, năm.",
    ).tasks
    assert (task.lead, task.coordinating) == (("Phòng Pháp chế",), ("các phòng chuyên môn",))
    assert task.schedule.rule == "FREQ=MONTHLY;INTERVAL=6"


def test_behind_the_parts_of_a_row_its_group_goes_on():
    paper = said(
        "I. CHỈ TIÊU",
        ("TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan theo dõi"),
        ("I", "Đến năm 2030", "", "", ""),
        ("1", "Dịch vụ công", "", "", ""),
        ("1.1", "Hồ sơ trực tuyến", "%", "≥ 80", "Văn phòng"),
        ("1.2", "Thanh toán trực tuyến", "%", "80", "Văn phòng"),
        ("2", "Kinh tế số", "%", "≥ 30", "Sở Tài chính"),
    )
    assert [t.group for t in paper.targets] == ["Dịch vụ công", "Dịch vụ công", "Đến năm 2030"]


def test_the_owner_behind_the_colon_of_a_field_owns_its_points():
    paper = said(
        "I. NHIỆM VỤ",
        "1. Tham gia của người dân: Sở Nội vụ chủ trì, phối hợp với Ủy ban MTTQ Việt Nam tỉnh",
        "- Hướng dẫn thực hiện Luật, hoàn thành trong tháng 5/2026.",
        "2. Dịch vụ công: Sở Y tế, Sở Giáo dục và Đào tạo chủ trì theo lĩnh vực",
        "- Khảo sát sự hài lòng trước ngày 30/9/2026.",
    )
    assert [(t.lead, t.coordinating) for t in paper.tasks if t.lead] == [
        (("Sở Nội vụ",), ("Ủy ban MTTQ Việt Nam tỉnh",)),
        (("Sở Y tế", "Sở Giáo dục và Đào tạo"), ()),
    ]


def test_sections_may_be_numbers():
    paper = said(
        "1. Mục tiêu",
        "1.1. 100% quy trình nội bộ được rà soát.",
        "2. Nội dung và phân công",
        TASKS,
        ("1", "Rút ngắn thời gian cấp bằng tốt nghiệp còn 10 ngày", "P. Đào tạo", "", "Quý II"),
        "3. Tổ chức thực hiện",
        "Trưởng các đơn vị chịu trách nhiệm thực hiện.",
    )
    assert [(t.code, t.operator, t.value) for t in paper.targets] == [
        ("1.1", "=", "100"),
        (None, "<=", "10"),
    ]
    assert [t.number for t in paper.tasks] == ["1"]


def test_months_as_headings_give_their_time_to_what_stands_below():
    paper = said(
        "I. LỊCH THỰC HIỆN",
        "1. Tháng 01/2026",
        "- Văn phòng: ban hành kế hoạch.",
        "2. Tháng 02/2026",
        "- Thanh tra: xây dựng kế hoạch kiểm tra, hoàn thành trước ngày 20/02/2026.",
        "- Văn phòng Sở cập nhật trang thông tin hằng ngày.",
        "- Văn phòng Sở theo dõi điểm số hằng ngày trên Cổng.",
    )
    assert [(t.lead, str(t.schedule.due or t.schedule.kind)) for t in paper.tasks] == [
        (("Văn phòng",), "2026-01-31"),
        (("Thanh tra",), "2026-02-20"),
        (("Văn phòng Sở",), "continuous"),
        (("Văn phòng Sở",), "2026-02-28"),
    ]


def test_ct_and_ph_in_one_cell():
    (task,) = said(
        "I. NHIỆM VỤ",
        ("TT", "Nội dung", "Thực hiện", "Hoàn thành"),
        ("1", "Nâng cấp phần mềm", "CT: Phòng Tin học; PH: các phòng", "T4/2026"),
    ).tasks
    assert (task.lead, task.coordinating) == (("Phòng Tin học",), ("các phòng",))
