"""The owner told by what stands there, not by the phrase: names, times and words of duty, in any order."""

import pytest

from thuocdo.documents.rules.blocks import Block
from thuocdo.plans.intake import read_plan


def said(*parts):
    """Tasks of a plan of 2026; rows as tuples, bold lines in stars: number, lead, coordinating, due."""
    head = ("KẾ HOẠCH", "Công tác năm 2026", "I. MỤC ĐÍCH", "Nâng cao chất lượng.", "II. NHIỆM VỤ")
    blocks = []
    for n, part in enumerate((*head, *parts), 1):
        if isinstance(part, tuple):
            blocks.append(Block(n, "row", " ".join(part), 1, part, 1))
        else:
            blocks.append(Block(n, "paragraph", part.strip("*"), 1, bold=part.startswith("**")))
    rows = read_plan(blocks, name="kh").tasks
    return [(t.number, t.lead, t.coordinating, str(t.schedule.due or "")) for t in rows]


def leads(*parts):
    return [(lead, due) for _, lead, _, due in said(*parts)]


@pytest.mark.parametrize(
    ("sentence", "lead", "due"),
    [
        ("Dọn kho lưu trữ. Văn thư đảm nhiệm, xong trong tháng 3/2026.", "Văn thư", "2026-03-31"),
        ("Dọn kho lưu trữ, do Phòng Nội vụ tham mưu, xong trước 30/6/2026.", "Phòng Nội vụ", "2026-06-30"),
        ("Dọn kho lưu trữ do Văn thư thực hiện.", "Văn thư", ""),
        ("Dọn kho lưu trữ. Phòng Tư pháp là đơn vị chịu trách nhiệm.", "Phòng Tư pháp", ""),
        ("Dọn kho lưu trữ (trách nhiệm: Phòng Nội vụ; xong: tháng 3/2026).", "Phòng Nội vụ", "2026-03-31"),
        ("Công chức Tư pháp - Hộ tịch được giao lập danh sách trước ngày 30/4/2026.", "Công chức Tư pháp - Hộ tịch", "2026-04-30"),
        ("Chậm nhất ngày 20/3/2026, Phòng Nội vụ phải gửi lịch kiểm tra.", "Phòng Nội vụ", "2026-03-20"),
        ("Trong quý II/2026, Văn phòng tổ chức tập huấn.", "Văn phòng", "2026-06-30"),
        ("Để giảm chờ đợi, Bộ phận Một cửa bố trí hai quầy.", "Bộ phận Một cửa", ""),
        ("UBND xã giao Văn phòng chủ trì lập sổ chung.", "Văn phòng", ""),
        ("Bà Lê Thị Bình, Trưởng phòng Nội vụ: Lập sổ chung trước 30/4/2026.", "Bà Lê Thị Bình, Trưởng phòng Nội vụ", "2026-04-30"),
    ],
)  # fmt: skip
def test_a_sentence(sentence, lead, due):
    assert leads(f"1. {sentence}") == [((lead,), due)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tham gia các lớp tập huấn do Sở Nội vụ mở.",
        "Dự các buổi nói chuyện do Sở Nội vụ tổ chức.",
        "Gửi báo cáo: Sở Nội vụ.",
        "Nâng cao nhận thức: cán bộ, công chức.",
        "Tuân thủ quy trình do Sở Y tế ban hành.",
    ],
)
def test_a_name_that_answers_for_nothing(sentence):
    """Work without an owner stays a clause: offered at review, never given to a name that stands in it."""
    rows = leads("1. Lập sổ chung. Văn thư thực hiện.", f"2. {sentence}", "3. Mua máy quét.")
    assert rows == [(("Văn thư",), "")]


@pytest.mark.parametrize(
    "line",
    [
        "Thuộc trách nhiệm của Phòng Tư pháp, xong trong quý II/2026.",
        "- Phòng Tư pháp được phân công thực hiện; thời hạn 30/6/2026.",
        "* Phòng Tư pháp tham mưu UBND xã ban hành trước ngày 30/6/2026.",
        "Đề nghị Phòng Tư pháp thực hiện, quý II/2026.",
    ],
)
def test_a_line_below(line):
    assert leads("1. Soát lại văn bản.", line) == [(("Phòng Tư pháp",), "2026-06-30")]


def test_labels_and_bare_names_count_where_they_return():
    one = ("1. Soát lại văn bản.", "- Ai làm: Phòng Tư pháp", "- Bao giờ: Quý II/2026")
    two = ("2. Lập sổ chung.", "- Ai làm: Văn thư", "- Bao giờ: Tháng 3/2026")
    wanted = [(("Phòng Tư pháp",), "2026-06-30"), (("Văn thư",), "2026-03-31")]
    assert leads(*one, *two) == wanted
    assert leads("1. Soát văn bản – Phòng Tư pháp – Quý II/2026", "2. Lập sổ / Văn thư / Tháng 3/2026") == wanted  # fmt: skip
    bare = ("1. Soát lại văn bản.", "Phòng Tư pháp", "2. Lập sổ chung.", "Văn thư")
    assert leads(*bare) == [(("Phòng Tư pháp",), ""), (("Văn thư",), "")]


def test_headings_that_only_name_their_owner():
    rows = said("**Trưởng phòng Nội vụ**", "- Lập sổ chung.", "**Công chức Địa chính - Xây dựng**", "- Đo đạc.")  # fmt: skip
    assert [lead for _, lead, _, _ in rows] == [("Trưởng phòng Nội vụ",), ("Công chức Địa chính - Xây dựng",)]  # fmt: skip
    charged = said("1. Văn phòng có trách nhiệm:", "- Lập sổ chung.", "2. Nhiệm vụ của Phòng Tư pháp", "- Soát văn bản.")  # fmt: skip
    assert [lead for _, lead, _, _ in charged] == [("Văn phòng",), ("Phòng Tư pháp",)]
    months = leads("**Tháng 3/2026**", "- Lập sổ chung: Văn phòng.", "**Tháng 4/2026**", "- Soát văn bản: Phòng Tư pháp.")  # fmt: skip
    assert months == [(("Văn phòng",), "2026-03-31"), (("Phòng Tư pháp",), "2026-04-30")]


def duties(*parts):
    """Tasks of a plan that only says who does what: unit and time in words."""
    head = ("KẾ HOẠCH", "Công tác năm 2026", "I. MỤC ĐÍCH", "Nâng cao chất lượng.")
    lines = (*head, "II. TỔ CHỨC THỰC HIỆN", *parts)
    blocks = [Block(n, "paragraph", part, 1) for n, part in enumerate(lines, 1)]
    return [(t.content, t.lead, t.schedule.text) for t in read_plan(blocks, name="kh").tasks]


def test_duties_under_headings_of_any_words():
    rows = duties(
        "1. Sở Y tế",
        "- Soát kho thuốc.",
        "Thời gian hoàn thành: Tháng 3/2026.",
        "- Lập sổ chung.",
        "2. Các chủ tàu đang neo đậu tại bến",
        "- Đăng ký chuyến đi.",
        "- Yêu cầu các thuyền viên mặc áo phao.",
        "3. Giao Sở Xây dựng là cơ quan đầu mối, chủ trì việc sửa bến; làm các việc sau:",
        "- Vẽ lại bến.",
        "4. Trách nhiệm của người giữ đèn:",
        "- Thắp đèn.",
        "5. Sở Công Thương",
        "- Cấp điện.",
    )
    assert rows == [
        ("Soát kho thuốc.", ("Sở Y tế",), "Tháng 3/2026"),
        ("Lập sổ chung.", ("Sở Y tế",), None),
        ("Đăng ký chuyến đi.", ("Các chủ tàu đang neo đậu tại bến",), None),
        ("Yêu cầu các thuyền viên mặc áo phao.", ("Các chủ tàu đang neo đậu tại bến",), None),
        ("Vẽ lại bến.", ("Sở Xây dựng",), None),
        ("Thắp đèn.", ("người giữ đèn",), None),
        ("Cấp điện.", ("Sở Công Thương",), None),
    ]


def test_owner_lines_that_tell_in_sentences():
    """Each clause gives the unit it is about, an empty label what stands below it; a missing owner stays missing."""
    told = said(
        "1. Soát văn bản cũ",
        "- Cơ quan thực hiện: Sở Tư pháp tiến hành soát các văn bản của ngành mình; các sở khác gửi kết quả về Sở Tư pháp.",
        "- Thời gian thực hiện:",
        "+ Các sở gửi kết quả trước ngày 15/4/2026.",
        "+ Sở Tư pháp báo cáo trước ngày 30/4/2026.",
        "2. Lập sổ chung",
        "- Đơn vị thực hiện: Các phòng theo chức năng, nhiệm vụ được giao.",
        "3. Mở lớp học",
        "Thời gian thực hiện sau khi có nhà mới.",
        "4. Mua máy quét",
        "Các phòng thuộc Sở có trách nhiệm lập danh sách máy cần mua.",
    )
    assert told == [
        ("1", ("Sở Tư pháp", "các sở khác"), (), "2026-04-30"),
        ("2", ("Các phòng",), (), ""),
        ("3", (), (), ""),
        ("4", ("Các phòng thuộc Sở",), (), ""),
    ]


def test_units_on_lines_of_their_own():
    rows = said(
        ("STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"),
        ("1", "Mở lớp học", "Sở Nội vụ\nSở Tư pháp\nUBND các xã", "Quý I/2026"),
        ("2", "Lập sổ", "Phòng Giáo dục\nvà Đào tạo", "Quý II/2026"),
    )
    assert [row[1] for row in rows] == [("Sở Nội vụ", "Sở Tư pháp", "UBND các xã"), ("Phòng Giáo dục và Đào tạo",)]  # fmt: skip
    bare = duties("Văn phòng UBND xã", "Theo dõi sổ chung.", "Phòng Kinh tế", "Bố trí kinh phí.")
    assert [lead for _, lead, _ in bare] == [("Văn phòng UBND xã",), ("Phòng Kinh tế",)]
    places = duties("1. UBND các xã Bình An, Hòa Lợi và phường Long Hoa", "- Lập sổ.", "2. Sở Y tế", "- Soát kho.")  # fmt: skip
    assert places[0][1] == ("UBND các xã Bình An, Hòa Lợi và phường Long Hoa",)


def test_a_time_before_its_work():
    rows = leads("- Trước ngày 20/01/2026: Lập sổ (Văn thư).", "- Tháng 12/2026: Tổng kết (Văn phòng).")  # fmt: skip
    assert rows == [(("Văn thư",), "2026-01-20"), (("Văn phòng",), "2026-12-31")]


def test_a_charged_heading_gives_its_partners_too():
    rows = said("1. Sửa bến", "a) Sở Y tế chủ trì, phối hợp với các sở, ngành:", "- Soát kho.", "b) Sở Tài chính:", "- Lập dự toán.")  # fmt: skip
    assert [row[1:3] for row in rows] == [(("Sở Y tế",), ("các sở, ngành",)), (("Sở Tài chính",), ())]  # fmt: skip
    told = duties("1. Yêu cầu Giám đốc các sở, Chủ tịch UBND các xã chỉ đạo soát kho.", "2. Sở Y tế", "- Lập sổ.")  # fmt: skip
    assert told[0][1] == ("Giám đốc các sở", "Chủ tịch UBND các xã")


def test_a_group_in_capitals_and_last_years_level():
    rows = said(("TT", "Nội dung", "Thời gian thực hiện"), ("A", "UBND CÁC XÃ, PHƯỜNG", ""), ("1", "Mở lớp", "Quý II"))  # fmt: skip
    assert [row[1] for row in rows] == [("UBND CÁC XÃ, PHƯỜNG",)]
    cells = [
        ("TT", "Chỉ tiêu", "ĐVT", "Năm 2025", "Năm 2026", "Đơn vị chủ trì"),
        ("1", "Tỷ lệ sổ điện tử", "%", "70", "85", "Văn phòng"),
    ]
    head = ("KẾ HOẠCH", "Công tác năm 2026", "I. CHỈ TIÊU")
    blocks = [Block(n, "paragraph", part, 1) for n, part in enumerate(head, 1)]
    blocks += [Block(n, "row", " ".join(row), 1, row, 1) for n, row in enumerate(cells, 4)]
    found = read_plan(blocks, name="kh").targets
    assert [(t.name, t.value) for t in found] == [("Tỷ lệ sổ điện tử", "85")]


def test_a_number_in_words_is_an_aim_only_among_aims():
    lines = ("KẾ HOẠCH", "Công tác năm 2026", "I. CHỈ TIÊU", "- Có ít nhất hai mô hình mới.", "II. NHIỆM VỤ", "1. Gặp mỗi bến không quá một lần trong năm. Văn thư thực hiện.")  # fmt: skip
    blocks = [Block(n, "paragraph", part, 1) for n, part in enumerate(lines, 1)]
    found = read_plan(blocks, name="kh").targets
    assert [(t.operator, t.value, t.unit) for t in found] == [(">=", "2", "mô hình")]


def test_columns_are_told_by_their_cells():
    unknown = said(
        ("Việc trọng tâm", "Nơi làm", "Khi nào"),
        ("Soát lại văn bản", "Phòng Tư pháp", "Trước 30/4/2026"),
        ("Lập sổ chung", "Văn thư", "Quý III/2026"),
    )
    assert unknown == [
        (None, ("Phòng Tư pháp",), (), "2026-04-30"),
        (None, ("Văn thư",), (), "2026-09-30"),
    ]
    roles = said(
        ("STT", "Nội dung", "Phân công nhiệm vụ", "Tiến độ"),
        ("1", "Soát văn bản", "Chủ trì: Phòng Tư pháp; Phối hợp: Văn phòng", "Quý I/2026"),
        ("2", "Lập sổ", "Văn thư (chủ trì), Văn phòng (phối hợp)", "Quý II/2026"),
    )
    assert [row[1:3] for row in roles] == [(("Phòng Tư pháp",), ("Văn phòng",)), (("Văn thư",), ("Văn phòng",))]  # fmt: skip
    crosses = said(
        ("STT", "Nội dung", "Văn phòng", "Phòng Nội vụ", "Thời gian"),
        ("1", "Soát văn bản", "x", "", "Quý I/2026"),
        ("2", "Lập sổ", "PH", "CT", "Quý II/2026"),
    )
    assert [row[1:3] for row in crosses] == [(("Văn phòng",), ()), (("Phòng Nội vụ",), ("Văn phòng",))]  # fmt: skip
    grouped = said(
        ("STT", "Nhiệm vụ", "Đơn vị", "Hoàn thành"),
        ("I", "VĂN PHÒNG", "", ""),
        ("1", "Lập sổ", "", "Quý I/2026"),
    )
    assert [row[1] for row in grouped] == [("VĂN PHÒNG",)]


def test_indices_with_an_owner_are_targets_and_leave_the_duties():
    table = [
        ("TT", "Chỉ tiêu", "Chủ trì"),
        ("1", "Tỷ lệ sổ điện tử đạt 60%", "Văn phòng"),
        ("2", "Tỷ lệ hồ sơ số hóa đạt tối thiểu 40%", "Phòng Nội vụ"),
    ]
    lines = ("KẾ HOẠCH", "Công tác năm 2026", "II. TỔ CHỨC THỰC HIỆN", "1. Văn phòng", "a) Lập sổ chung.", "b) Mở lớp tập huấn.")  # fmt: skip
    blocks = [Block(n, "paragraph", part, 1) for n, part in enumerate((*lines, "PHỤ LỤC"), 1)]
    blocks += [Block(n, "row", " ".join(row), 1, row, 1) for n, row in enumerate(table, 8)]
    plan = read_plan(blocks, name="kh")
    assert [(t.code, t.operator, t.value, t.responsible) for t in plan.targets] == [
        ("1", "=", "60", ("Văn phòng",)),
        ("2", ">=", "40", ("Phòng Nội vụ",)),
    ]
    assert [(t.content, t.lead) for t in plan.tasks] == [
        ("Lập sổ chung.", ("Văn phòng",)),
        ("Mở lớp tập huấn.", ("Văn phòng",)),
    ]
