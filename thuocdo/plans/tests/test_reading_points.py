"""Points inside points, figures that are no levels, names that are no units: what published plans showed."""

import pytest

from thuocdo.documents.rules.blocks import Block
from thuocdo.plans.intake import read_plan
from thuocdo.plans.rules.markers import marked
from thuocdo.plans.rules.owners import is_unit_list, leading_units, split_units
from thuocdo.plans.rules.values import figures


def said(*parts):
    """A plan of 2026 with these lines."""
    lines = enumerate(("KẾ HOẠCH", "Công tác năm 2026", *parts), 1)
    return read_plan([Block(n, "paragraph", part, 1) for n, part in lines], name="kh")


def rows(*parts):
    """Number, parent, lead and due of the tasks."""
    tasks = said("II. NHIỆM VỤ", *parts).tasks
    return [(t.number, t.parent, t.lead, str(t.schedule.due or "")) for t in tasks]


def levels(*parts):
    """Name, operator, value and unit of the targets."""
    targets = said("I. CHỈ TIÊU", *parts).targets
    return [(t.name, t.operator, t.value, t.unit) for t in targets]


def test_bracketed_numbers_are_points_of_the_number_above():
    paper = said(
        "II. NHIỆM VỤ",
        "1. Thể chế",
        "(1) Nội dung: Rà soát quy chế làm việc.",
        "(2) Tổ chức thực hiện:",
        "- Đơn vị thực hiện: Văn phòng Sở.",
        "- Thời gian: Quý II/2026.",
        "2. Đào tạo",
        "(1) Nội dung: Mở lớp cho công chức.",
        "(2) Tổ chức thực hiện: Đơn vị chủ trì: Phòng Tổ chức cán bộ; thời gian: Quý III/2026.",
    )
    assert [(t.number, t.content, t.lead, str(t.schedule.due)) for t in paper.tasks] == [
        ("1", "Thể chế: Rà soát quy chế làm việc", ("Văn phòng Sở",), "2026-06-30"),
        ("2", "Đào tạo: Mở lớp cho công chức", ("Phòng Tổ chức cán bộ",), "2026-09-30"),
    ]


def test_bracketed_numbers_alone_count_the_items():
    """Where nothing is counted "1.", "(1)" is the number itself."""
    found = rows(
        "(1) Lập sổ chung.", "Đơn vị chủ trì: Văn thư.", "(2) Mua máy.", "Đơn vị chủ trì: Kế toán."
    )
    assert found == [("1", None, ("Văn thư",), ""), ("2", None, ("Kế toán",), "")]


def test_steps_with_owners_are_points_of_their_item():
    found = rows(
        "1. Lập hệ thống",
        "Bước 1: Khảo sát.",
        "Đơn vị thực hiện: Văn phòng Sở.",
        "Bước 2: Lắp đặt.",
        "Đơn vị thực hiện: Thanh tra Sở.",
    )
    assert found == [("1", None, (), ""), ("1", "1", ("Văn phòng Sở",), ""), ("2", "1", ("Thanh tra Sở",), "")]  # fmt: skip


@pytest.mark.parametrize(
    "times",
    [
        ("(1) Khảo sát: Quý I/2026;", "(2) Nghiệm thu: chậm nhất ngày 15/6/2026.", "Đơn vị chủ trì: Kế toán."),
        ("(1) Khảo sát;", "(2) Nghiệm thu.", "Đơn vị chủ trì: Kế toán.", "Thời gian: (1): Quý I/2026; (2): 15/6/2026."),
    ],
)  # fmt: skip
def test_points_that_each_say_when_share_the_owner_below(times):
    assert rows("1. Lập hệ thống", *times) == [
        ("1", None, (), ""),
        ("1", "1", ("Kế toán",), "2026-03-31"),
        ("2", "1", ("Kế toán",), "2026-06-15"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("- Nội dung: (1) Khảo sát: Quý I/2026; (2) Nghiệm thu: 15/6/2026.", "- Đơn vị chủ trì: Kế toán."),
        ("(1) Khảo sát; (2) Nghiệm thu.", "Đơn vị chủ trì: Kế toán.", "(1): Trong Quý I/2026; (2): Chậm nhất ngày 15/6/2026."),
    ],
)  # fmt: skip
def test_a_list_inside_one_line_is_done_with_its_last_part(lines):
    assert rows("1. Lập hệ thống", *lines) == [("1", None, ("Kế toán",), "2026-06-15")]


def test_one_duty_for_many_addressees():
    paper = said(
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng Sở chủ trì theo dõi Kế hoạch.",
        "2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Liên đoàn Lao động tỉnh, Hội Nông dân tỉnh, Hội Liên hiệp "
        "Phụ nữ tỉnh, Hội Cựu chiến binh tỉnh, Tỉnh đoàn, Báo và Phát thanh, Truyền hình tỉnh, Liên minh Hợp tác xã tỉnh, "
        "các cơ quan thông tấn báo chí trên địa bàn tỉnh, theo chức năng, nhiệm vụ của mình, tăng cường phổ biến Kế hoạch.",
    )
    assert len(paper.responsibilities) == 2
    assert len(paper.tasks[1].lead) == 9
    assert paper.tasks[1].lead[6] == "Báo và Phát thanh, Truyền hình tỉnh"


@pytest.mark.parametrize(
    ("sentence", "name", "level"),
    [
        ("Tỷ lệ người dân trên 15 tuổi có tài khoản đạt 80%", "Tỷ lệ người dân trên 15 tuổi có tài khoản", ("=", "80", "%")),
        ("95% trẻ em dưới 36 tháng tuổi được cân đo", "trẻ em dưới 36 tháng tuổi được cân đo", ("=", "95", "%")),
        ("Hộ vay dưới 100 triệu đồng trả nợ đúng hạn đạt 70%", "Hộ vay dưới 100 triệu đồng trả nợ đúng hạn", ("=", "70", "%")),
        ("Xây dựng 01 triệu căn hộ nhà ở xã hội", "Xây dựng nhà ở xã hội", ("=", "1", "triệu căn hộ")),
        ("Ít nhất 02 vùng trồng được cấp mã số", "trồng được cấp mã số", (">=", "2", "vùng")),
        ("90% thủ tục làm trực tuyến, trừ thủ tục có thời hạn trên 30 ngày", "thủ tục làm trực tuyến, trừ thủ tục có thời hạn trên 30 ngày", ("=", "90", "%")),
        ("100% hồ sơ đúng hạn (không kể 5% hồ sơ phức tạp)", "hồ sơ đúng hạn (không kể 5% hồ sơ phức tạp)", ("=", "100", "%")),
        ("Tuổi thọ trung bình đạt 75 tuổi", "Tuổi thọ trung bình", ("=", "75", "tuổi")),
        ("Thời gian chờ dưới 30 phút", "Thời gian chờ", ("<", "30", "phút")),
        ("Tuổi thọ trung bình trên 75 tuổi", "Tuổi thọ trung bình", (">", "75", "tuổi")),
        ("Có 12 bác sĩ trên 1.000 dân", "trên 1.000 dân", ("=", "12", "bác sĩ")),
    ],
)  # fmt: skip
def test_a_figure_that_tells_which_things_is_no_level(sentence, name, level):
    assert levels(f"1. {sentence}.") == [(name, *level)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Tổ chức 5 lớp tập huấn cho trên 100 người", [("=", "5"), (">", "100")]),
        ("Tổ chức 10 hội nghị, trên 1000 lượt người tham dự", [("=", "10"), (">", "1000")]),
        ("Tỷ lệ đúng hạn, trừ trường hợp bất khả kháng, trên 95%", [(">", "95")]),
        ("Tỷ lệ đúng hạn trừ trường hợp bất khả kháng là 95%", [("=", "95")]),
        ("Tỷ lệ đúng hạn, không kể hồ sơ đặc thù, phấn đấu 95%", [("=", "95")]),
        ("Giảm trừ 20% chi phí", [("=", "20")]),
    ],
)
def test_a_level_behind_a_count_or_an_exception_is_not_lost(sentence, found):
    assert [(f.operator, f.value) for f in figures(sentence)] == found


def test_a_time_beside_a_share_may_be_a_level_of_its_own():
    found = levels("1. 98% hồ sơ đúng hạn, thời gian chờ dưới 30 phút.")
    assert [row[2:] for row in found] == [("98", "%"), ("30", "phút")]


def test_two_shares_joined_by_and_name_each_its_own():
    assert [row[0] for row in levels("1. 80% cấp huyện và 100% cấp xã có bộ phận một cửa.")] == [
        "cấp huyện",
        "cấp xã có bộ phận một cửa",
    ]


@pytest.mark.parametrize(
    "field", ["Tổ chức, bộ máy", "Khoa học và công nghệ", "Đội ngũ cán bộ", "Bộ chỉ số", "Hội nhập quốc tế", "Các nhiệm vụ", "Sở hữu trí tuệ", "Phòng chống tham nhũng"]
)  # fmt: skip
def test_a_field_that_begins_like_a_unit(field):
    assert not is_unit_list(field)


@pytest.mark.parametrize(
    "name", ["Tổ chức cán bộ", "Khoa Dược", "Đội Quản lý thị trường số 1", "Bộ, ngành", "Hội Nông dân", "các Vụ, Cục", "Phòng Văn hóa - Xã hội", "Tỉnh đoàn", "Hạt Kiểm lâm"]
)  # fmt: skip
def test_units_with_the_same_beginnings(name):
    assert is_unit_list(name)


def test_fields_between_fields_own_nothing():
    found = said(
        "II. NHIỆM VỤ",
        "1. Thể chế",
        "- Rà soát văn bản trước ngày 30/6/2026.",
        "2. Tổ chức bộ máy ở địa phương",
        "- Sắp xếp đơn vị trực thuộc.",
        "3. Văn phòng Sở",
        "- Theo dõi Kế hoạch.",
    ).tasks
    assert [t.lead for t in found] == [("Văn phòng Sở",)]


def test_the_verb_of_a_sentence_is_no_part_of_the_name():
    named = leading_units("Sở KH&CN thúc đẩy chuyển giao công nghệ")
    assert named == ("Sở KH&CN", "thúc đẩy chuyển giao công nghệ")
    assert split_units("Báo và Đài Phát thanh, Truyền hình tỉnh") == ("Báo", "Đài Phát thanh, Truyền hình tỉnh")  # fmt: skip


@pytest.mark.parametrize(
    "name", ["Ban Chỉ đạo chuyển đổi số tỉnh", "Tổ công tác chuyển đổi số cộng đồng", "Văn phòng điều phối nông thôn mới", "Quỹ bảo vệ và phát triển rừng", "Hội bảo vệ quyền trẻ em", "Đội kiểm soát liên ngành", "Chi cục Chăn nuôi và Thú y", "Phòng Dịch vụ công", "Phòng Hộ tịch"]
)  # fmt: skip
def test_a_name_that_holds_a_verb_is_whole(name):
    assert leading_units(f"{name} chủ trì rà soát") == (name, "chủ trì rà soát")


def test_a_step_in_front_of_a_line_is_its_number():
    assert (marked("Bước 2: Lắp đặt").label, marked("(1): Quý I/2026").kind) == ("2", "none")


def test_closing_brackets_of_a_list_that_goes_on():
    found = rows(
        "1. Thể chế",
        "- Rà soát văn bản (Phòng Pháp chế, Quý II/2026);",
        "- Tự kiểm tra văn bản (Phòng Pháp chế, Quý III/2026);",
        "- Đào tạo cán bộ (theo Kế hoạch số 10/KH-UBND).",
    )
    assert [(lead, due) for _, _, lead, due in found] == [
        (("Phòng Pháp chế",), "2026-06-30"),
        (("Phòng Pháp chế",), "2026-09-30"),
    ]


def test_a_heading_that_is_a_year_holds_for_the_quarters_below_it():
    found = rows(
        "1. Năm 2026",
        "- Lập đề án. Chủ trì: Văn thư. Thời gian: Quý II.",
        "2. Năm 2027",
        "- Tổng kết. Chủ trì: Văn thư. Thời gian: Quý IV.",
    )
    assert [due for _, _, lead, due in found if lead] == ["2026-06-30", "2027-12-31"]


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("Có 12 bác sĩ, 32 giường bệnh trên 10.000 dân.", ["bác sĩ", "giường bệnh"]),
        ("Thu nhập bình quân đạt 85 triệu đồng/người/năm.", ["triệu đồng/người/năm"]),
        ("Có thêm 05 xã nông thôn mới, 02 xã kiểu mẫu.", ["xã", "xã"]),
    ],
)
def test_what_a_figure_counts(line, units):
    assert [unit for _, _, _, unit in levels(f"- {line}")] == units


def table(*cells):
    """Lead and due of the rows of a table."""
    heads = ("STT", "Nội dung", "Chủ trì", "Thời gian")
    blocks = [Block(1, "paragraph", "KẾ HOẠCH", 1), Block(2, "paragraph", "Công tác năm 2026", 1)]
    blocks += [
        Block(n, "row", " ".join(row), 1, row, 1) for n, row in enumerate((heads, *cells), 3)
    ]
    return [(t.lead, str(t.schedule.due or "")) for t in read_plan(blocks, name="kh").tasks]


def test_a_ditto_says_the_cell_above_again():
    found = table(
        ("1", "Rà soát", "Văn thư", "Quý I"),
        ("2", "Soát", "-nt-", "''"),
        ("3", "Xét", "Như trên", ""),
    )
    assert found == [(("Văn thư",), "2026-03-31"), (("Văn thư",), "2026-03-31"), (("Văn thư",), "")]


def test_a_ditto_looks_past_headings_and_nt_in_capitals_is_a_name():
    found = table(
        ("1", "Rà soát", "Văn thư", "Quý I"), ("II", "Thể chế", "", ""), ("2", "Soát", "nt", "nt"),
        ("3", "Xét", "NT", "Quý II"),
    )  # fmt: skip
    assert found[-2:] == [(("Văn thư",), "2026-03-31"), (("NT",), "2026-06-30")]


def test_groups_own_their_rows_only_where_every_group_is_a_unit():
    rows_of = (("1", "Rà soát", "", "Quý I"), ("2", "Soát", "", "Quý II"))
    fields = table(("I", "Thuế", "", ""), *rows_of, ("II", "Thể chế", "", ""), *rows_of)
    units = table(("I", "Văn thư", "", ""), *rows_of, ("II", "Thanh tra Sở", "", ""), *rows_of)
    assert [lead for lead, _ in fields] == [(), (), (), ()]
    assert [lead for lead, _ in units] == [("Văn thư",)] * 2 + [("Thanh tra Sở",)] * 2


def test_a_last_point_about_everybody_does_not_own_the_points_above_it():
    found = rows(
        "1. Thể chế",
        "- Văn phòng Sở ban hành quy chế trong Quý I/2026.",
        "- Sở Nội vụ có văn bản hướng dẫn trước 15/3/2026.",
        "- Cổng thông tin điện tử đăng tải văn bản.",
        "- Thủ trưởng cơ quan chịu trách nhiệm.",
    )
    assert [lead for _, _, lead, _ in found] == [
        ("Văn phòng Sở",),
        ("Sở Nội vụ",),
        ("Cổng thông tin điện tử",),
        ("Thủ trưởng cơ quan",),
    ]


def test_sentences_to_all_units_behind_an_owner_line_are_no_words_of_the_item():
    paper = said(
        "II. NHIỆM VỤ",
        "1. Thể chế",
        "Rà soát văn bản.",
        "Đơn vị chủ trì: Văn phòng Sở.",
        "Các phòng căn cứ Kế hoạch này tổ chức thực hiện.",
        "Trong quá trình thực hiện, vướng mắc phản ánh về Văn phòng Sở.",
    )
    assert [t.content for t in paper.tasks] == ["Thể chế: Rà soát văn bản."]


def test_an_order_above_dashes_names_their_owner():
    paper = said(
        "III. TỔ CHỨC THỰC HIỆN",
        "Giao Sở Y tế:",
        "- Chủ trì tham mưu.",
        "Giao Sở Tài chính:",
        "- Bố trí kinh phí.",
    )
    assert [duty.unit for duty in paper.responsibilities] == ["Sở Y tế", "Sở Tài chính"]


def test_a_point_that_begins_with_its_time_stays_a_point():
    (task,) = said(
        "II. NHIỆM VỤ",
        "1. Phòng dịch",
        "- Sau khi có kế hoạch, tổ chức tập huấn.",
        "- Đột xuất kiểm tra lớp học.",
        "- Đơn vị chủ trì: Trạm Y tế.",
    ).tasks
    assert "tổ chức tập huấn" in task.content
    assert "kiểm tra lớp học" in task.content


def test_an_order_in_the_middle_of_a_sentence_stays_in_it():
    duties = said(
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Các phòng được phân công chủ trì nhiệm vụ lập kế hoạch.",
        "2. Giao Văn phòng Sở theo dõi, đôn đốc.",
    ).responsibilities
    assert [duty.unit for duty in duties] == ["Các phòng được phân công", "Văn phòng Sở"]


def test_the_word_chi_tieu_before_a_figure_is_no_part_of_its_name():
    (target,) = said(
        "II. NHIỆM VỤ",
        "1. Phòng dịch",
        "- Chỉ tiêu: 100% ổ dịch được xử lý.",
        "- Đơn vị thực hiện: Trạm Y tế.",
    ).targets
    assert (target.name, target.origin, target.responsible) == ("ổ dịch được xử lý", "task", ("Trạm Y tế",))  # fmt: skip


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Đến năm 2026: 80% xã có trạm y tế; đến năm 2030: 100% xã có trạm y tế.", ["Đến năm 2026: xã có trạm y tế", "đến năm 2030: xã có trạm y tế"]),
        ("Tỷ lệ hộ dùng nước sạch: đô thị 98%, nông thôn 75%.", ["Tỷ lệ hộ dùng nước sạch đô thị", "Tỷ lệ hộ dùng nước sạch nông thôn"]),
        ("100% cơ sở có từ 50 lao động trở lên được kiểm tra.", ["cơ sở có từ 50 lao động trở lên được kiểm tra"]),
        ("Năng suất lúa 60 tạ/ha; tổ chức ít nhất 01 lớp tập huấn/năm.", ["Năng suất lúa", "tổ chức"]),
    ],
)  # fmt: skip
def test_what_a_level_is_a_level_of(line, names):
    assert [name for name, *_ in levels(f"1. {line}")] == names


def test_a_title_before_the_sentence_that_names_the_owner():
    tasks = said(
        "II. NHIỆM VỤ",
        "1. Về tuyên truyền: Giao Văn phòng chủ trì, phối hợp Trạm Y tế tuyên truyền.",
        "2. Về tiêm chủng: Trạm Y tế tổ chức tiêm vét trước ngày 30/4/2026.",
        "3. Trung tâm Y tế tổ chức 02 lớp: 01 lớp cho xã, 01 lớp cho thôn.",
    ).tasks
    assert [(t.lead, t.coordinating) for t in tasks] == [
        (("Văn phòng",), ("Trạm Y tế",)),
        (("Trạm Y tế",), ()),
        (("Trung tâm Y tế",), ()),
    ]
