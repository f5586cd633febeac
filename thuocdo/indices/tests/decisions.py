"""Five annexes of invented decisions, each printed in another way, with the rule every criterion means.

A row is its cells; None continues the cell above (merged down), ">" the cell before (merged across). After "=>"
in the last place stands what a careful reader would choose: `kind`, or "hand" where the paper leaves it open.
"""

from dataclasses import dataclass

from thuocdo.documents.tests.factories import docx_of


@dataclass(frozen=True)
class Printed:
    lines: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    after: tuple[str, ...]
    means: dict[str, str]
    title: str
    rounding: str = ""
    bands: tuple[tuple[str, str], ...] = ()


COMMUNES = Printed(
    (
        "Phụ lục I",
        "BỘ TIÊU CHÍ ĐÁNH GIÁ, XẾP LOẠI CÔNG TÁC CẢI CÁCH HÀNH CHÍNH CỦA UBND CÁC XÃ, PHƯỜNG",
        "(Kèm theo Quyết định số 1215/QĐ-UBND ngày 14 tháng 5 năm 2026 của Ủy ban nhân dân thành phố)",
    ),
    ("STT", "Điểm chuẩn", "Lĩnh vực/Tiêu chí", "Phương pháp đánh giá", "Minh chứng", "Điểm tự chấm"),
    (
        ("I", "15", "CHỈ ĐẠO ĐIỀU HÀNH", "", "", ""),
        ("1.1", "2", "Kế hoạch cải cách hành chính năm", "Ban hành trước 31/12 năm trước: 2 điểm\nBan hành sau 31/12: 1 điểm\nKhông ban hành: 0 điểm", "Kế hoạch", ""),
        ("1.2", "4", "Mức độ hoàn thành kế hoạch", "Đạt 100%: 4 điểm; từ 80% đến dưới 100%: 2 điểm; dưới 80%: 0", "Báo cáo", ""),
        ("1.3", "3", "Báo cáo định kỳ", "Đủ số lượng, đúng thời gian: 3 điểm. Mỗi báo cáo gửi chậm trừ 0,5 điểm, thiếu 01 báo cáo trừ 1 điểm", "Báo cáo", ""),
        ("1.4", "3", "Kiểm tra cải cách hành chính", "", "Kế hoạch, kết luận kiểm tra", ""),
        ("", "1", "- Ban hành kế hoạch kiểm tra", "", "", ""),
        ("", "2", "- Kiểm tra từ 30% số đơn vị trở lên", "", "", ""),
        ("1.5", "3", "Sáng kiến trong cải cách hành chính", "Có 01 sáng kiến được công nhận: 1,5 điểm; từ 02 sáng kiến trở lên: 3 điểm; không có: 0", "Quyết định công nhận", ""),
        ("II", "20", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "", "", ""),
        ("2.1", "10", "Tỷ lệ hồ sơ giải quyết đúng hạn", "Tỷ lệ hồ sơ đúng hạn từ 95% - 100% thì điểm đánh giá được tính theo công thức: (Tỷ lệ % hồ sơ đúng hạn x 10)/100%. Dưới 95%: 0 điểm", "Số liệu Hệ thống", ""),
        ("2.2", "4", "Công khai thủ tục hành chính", "Công khai đầy đủ, kịp thời: 4 điểm; công khai chưa đầy đủ: 2 điểm; không công khai: 0 điểm", "Hình ảnh", ""),
        ("2.3", "6", "Hồ sơ trực tuyến toàn trình", "Số hồ sơ trực tuyến/Tổng số hồ sơ tiếp nhận x Điểm chuẩn", "", ""),
        ("", "35", "TỔNG CỘNG", "", "", ""),
    ),
    (
        "Tổng điểm được làm tròn đến 02 chữ số thập phân.",
        "Xếp loại:",
        "- Xuất sắc: từ 32 điểm trở lên;",
        "- Tốt: từ 28 đến dưới 32 điểm;",
        "- Khá: từ 21 đến dưới 28 điểm;",
        "- Trung bình: dưới 21 điểm.",
    ),
    {
        "1.1": "choice", "1.2": "steps", "1.3": "hand", "1.4": "parts", "1.5": "choice",
        "2.1": "step_ratio", "2.2": "choice", "2.3": "ratio",
    },
    "Bộ tiêu chí đánh giá, xếp loại công tác cải cách hành chính của UBND các xã, phường",
    "total:2",
    (("Xuất sắc", "32"), ("Tốt", "28"), ("Khá", "21"), ("Trung bình", "0")),
)  # fmt: skip

ROOMS = Printed(
    (
        "PHỤ LỤC",
        "TIÊU CHÍ CHẤM ĐIỂM THI ĐUA CẢI CÁCH HÀNH CHÍNH CÁC PHÒNG CHUYÊN MÔN",
        "(Ban hành kèm theo Quyết định số 88/QĐ-SKHCN ngày 20/01/2026 của Giám đốc Sở Khoa học và Công nghệ)",
    ),
    ("TT", "Nội dung tiêu chí", "Thang điểm", "Tài liệu kiểm chứng"),
    (
        ("A", "TIÊU CHÍ CHUNG", "40", ""),
        ("1", "Chấp hành kỷ luật, kỷ cương", "10", "Biên bản"),
        ("a)", "Không có công chức vi phạm", "10", ""),
        ("b)", "Có 01 công chức vi phạm", "5", ""),
        ("c)", "Có từ 02 công chức vi phạm trở lên", "0", ""),
        ("2", "Thực hiện nhiệm vụ được giao", "20", "Phần mềm theo dõi"),
        ("", "- Hoàn thành 100% nhiệm vụ đúng hạn", "20", ""),
        ("", "- Hoàn thành từ 90% đến dưới 100%", "15", ""),
        ("", "- Hoàn thành từ 80% đến dưới 90%", "10", ""),
        ("", "- Hoàn thành dưới 80%", "0", ""),
        ("3", "Ứng dụng chữ ký số", "10", "Thống kê"),
        ("3.1", "Lãnh đạo phòng dùng chữ ký số", "4", ""),
        ("", "+ Có", "4", ""),
        ("", "+ Không", "0", ""),
        ("3.2", "Tỷ lệ văn bản ký số (tỷ lệ % x 6 điểm)", "6", ""),
        ("B", "TIÊU CHÍ RIÊNG", "60", ""),
        ("1", "Giải quyết hồ sơ đúng hạn: mỗi hồ sơ trễ hạn trừ 0,5 điểm", "30", "Hệ thống một cửa"),
        ("2", "Xử lý phản ánh, kiến nghị", "10", ""),
        ("", "100% đúng hạn", "10", ""),
        ("", "Dưới 100%", "5", ""),
        ("", "Không xử lý", "0", ""),
        ("3", "Mức độ hài lòng của tổ chức, cá nhân (kết quả khảo sát x 20/100)", "20", ""),
        ("C", "ĐIỂM THƯỞNG", "5", ""),
        ("1", "Mỗi sáng kiến cấp thành phố được cộng 2 điểm", "5", ""),
        ("D", "ĐIỂM TRỪ", "5", ""),
        ("1", "Mỗi lần bị phê bình bằng văn bản trừ 1 điểm", "5", ""),
        ("Tổng điểm (A+B)", ">", "100", ""),
    ),
    (
        "Ghi chú: Điểm từng tiêu chí và tổng điểm làm tròn đến một chữ số thập phân.",
        "Phòng đạt từ 90 điểm trở lên xếp loại A; từ 80 điểm đến dưới 90 điểm xếp loại B; dưới 80 điểm xếp loại C.",
    ),
    {
        "A.1": "choice", "A.2": "steps", "A.3.1": "yes_no", "A.3.2": "ratio", "B.1": "deduct",
        "B.2": "choice", "B.3": "external", "C.1": "count", "D.1": "deduct",
    },
    "Tiêu chí chấm điểm thi đua cải cách hành chính các phòng chuyên môn",
    "every:1",
    (("A", "90"), ("B", "80"), ("C", "0")),
)  # fmt: skip

SCHOOLS = Printed(
    (
        "ỦY BAN NHÂN DÂN THÀNH PHỐ",
        "BẢNG TIÊU CHÍ ĐÁNH GIÁ MỨC ĐỘ CHUYỂN ĐỔI SỐ CỦA CƠ SỞ GIÁO DỤC",
        "(Kèm theo Quyết định số 4725/QĐ-UBND ngày 30/12/2025)",
    ),
    ("TT", "Tiêu chí", "Yêu cầu cần đạt", "Cách tính điểm", "Điểm tối đa", "Tài liệu minh chứng"),
    (
        ("1", "Chuyển đổi số trong dạy, học", "", "", "100", ""),
        ("1.1", "Kế hoạch tổ chức dạy học trực tuyến", "Có kế hoạch", "Có: 10 điểm; Không: 0 điểm", "10", "Kế hoạch"),
        ("1.2", "Hệ thống quản lý học tập", "Triển khai", "- Có triển khai: tối đa 20 điểm\n- Không triển khai: 0 điểm", "20", "Đường dẫn"),
        ("1.3", "Tỷ lệ giáo viên khai thác học liệu số", "", "- Dưới 20%: tối đa 10 điểm\n- Từ 20% - 50%: tối đa 20 điểm\n- Trên 50%: tối đa 30 điểm", "30", "Báo cáo"),
        ("1.4", "Số phòng học thông minh", "", "Mỗi phòng được 5 điểm, tối đa 20 điểm", "20", "Hồ sơ"),
        ("1.5", "Tỷ lệ học sinh có thiết bị", "≥ 60%", "≥60%: 20đ; 40% ≤ tỷ lệ <60%: 10đ; <40%: 0đ", "20", ""),
        ("2", "Chuyển đổi số trong quản trị", "", "", "60", ""),
        ("2.1", "Sổ điểm, học bạ điện tử", "", "Tỷ lệ lớp dùng học bạ điện tử × 30", "30", ""),
        ("2.2", "Bộ phận phụ trách", "", "Đã thành lập và có phân công: 10 điểm, đã thành lập chưa phân công: 5 điểm, chưa thành lập: 0 điểm", "10", ""),
        ("2.3", "Thanh toán học phí không dùng tiền mặt", "", "Đạt 100% phụ huynh: 20 điểm; dưới 100% thì tính theo tỷ lệ % đạt được", "20", ""),
        ("", "Tổng điểm", "", "", "160", ""),
    ),
    (
        "Mức độ 1: Tổng điểm dưới 80 điểm (chưa đáp ứng).",
        "Mức độ 2: Tổng điểm từ 80 điểm đến dưới 120 điểm.",
        "Mức độ 3: Tổng điểm từ 120 điểm trở lên.",
    ),
    {
        "1.1": "yes_no", "1.2": "yes_no", "1.3": "steps", "1.4": "count", "1.5": "steps",
        "2.1": "ratio", "2.2": "choice", "2.3": "ratio",
    },
    "Bảng tiêu chí đánh giá mức độ chuyển đổi số của cơ sở giáo dục",
    "",
    (("Mức độ 3", "120"), ("Mức độ 2", "80"), ("Mức độ 1", "0")),
)  # fmt: skip

HEADS = Printed(
    (
        "Phụ lục 02",
        "BẢNG ĐIỂM ĐÁNH GIÁ TRÁCH NHIỆM NGƯỜI ĐỨNG ĐẦU TRONG THỰC HIỆN CẢI CÁCH HÀNH CHÍNH",
        "(Kèm theo Quyết định số 17/QĐ-SNV ngày 05/02/2026 của Giám đốc Sở Nội vụ)",
    ),
    ("Mã số", "Tiêu chí đánh giá", "Hướng dẫn chấm điểm", "Số điểm", "Ghi chú"),
    (
        ("1", "Công tác lãnh đạo", ">", "30", ""),
        ("1.1", "Chủ trì giao ban cải cách hành chính", "Đủ 4 cuộc/năm: 10 điểm; thiếu 01 cuộc trừ 2,5 điểm", "10", ""),
        ("1.2", "Trực tiếp đối thoại với người dân", "Có tổ chức được 10 điểm, không tổ chức được 0 điểm", "10", ""),
        ("1.3", "Gửi bản tự đánh giá", "Gửi đúng thời hạn: 10; gửi chậm: 5; không gửi: 0", "10", ""),
        ("2", "Kết quả của cơ quan", ">", "70", ""),
        ("2.1", "Chỉ số cải cách hành chính", "Chỉ số (%) nhân với 0,4", "40", ""),
        ("2.2", "Xếp hạng so với năm trước", "Tăng hạng hoặc giữ trong 5 hạng đầu: 15 điểm\nGiữ hạng: 10 điểm\nGiảm hạng: 5 điểm", "15", ""),
        ("2.3", "Hồ sơ quá hạn", "Không có hồ sơ quá hạn: 15 điểm\nDưới 1%: 10 điểm\nTừ 1% đến dưới 3%: 5 điểm\nTừ 3% trở lên: 0 điểm", "15", ""),
        ("", "Cộng", "", "100", ""),
    ),
    (
        "Kết quả lấy hai chữ số sau dấu phẩy, không làm tròn từng tiêu chí.",
        "1. Hoàn thành xuất sắc (từ 90 điểm trở lên)",
        "2. Hoàn thành tốt (từ 70 đến dưới 90 điểm)",
        "3. Hoàn thành (từ 50 đến dưới 70 điểm)",
        "4. Không hoàn thành (dưới 50 điểm)",
    ),
    {
        "1.1": "deduct", "1.2": "yes_no", "1.3": "timely", "2.1": "external", "2.2": "choice", "2.3": "choice",
    },
    "Bảng điểm đánh giá trách nhiệm người đứng đầu trong thực hiện cải cách hành chính",
    "total:2",
    (("Hoàn thành xuất sắc", "90"), ("Hoàn thành tốt", "70"), ("Hoàn thành", "50"), ("Không hoàn thành", "0")),
)  # fmt: skip

DEPARTMENTS = Printed(
    (
        "PHỤ LỤC I",
        "BỘ CHỈ SỐ THEO DÕI, ĐÁNH GIÁ KẾT QUẢ CẢI CÁCH HÀNH CHÍNH CÁC SỞ, BAN, NGÀNH NĂM 2026",
        "(Kèm theo Quyết định số 990/QĐ-UBND ngày 02/4/2026 của Chủ tịch Ủy ban nhân dân thành phố)",
    ),
    ("STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Điểm đánh giá", ">", "Ghi chú"),
    (
        (None, None, None, "Tự đánh giá", "Thẩm định", None),
        ("1", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC", "10", "", "", ""),
        ("1.1", "Mức độ thực hiện kế hoạch CCHC", "4", "", "", ""),
        ("", "Thực hiện đạt từ 80% - 100% nhiệm vụ đề ra thì điểm đánh giá được tính theo công thức [Tỷ lệ % hoàn thành x 4.00]/100%", "", "", "", ""),
        ("", "Thực hiện dưới 80% nhiệm vụ đề ra: 0", "0", "", "", ""),
        ("1.2", "Kiểm tra việc thực hiện nhiệm vụ", "3", "", "", ""),
        ("1.2.1", "Thực hiện kế hoạch kiểm tra", "1", "", "", ""),
        ("", "Đạt 100% kế hoạch: 1", "1", "", "", ""),
        ("", "Đạt từ 70% - dưới 100%: 0,5", "0,5", "", "", ""),
        ("", "Đạt dưới 70%: 0", "0", "", "", ""),
        ("1.2.2", "Xử lý các vấn đề phát hiện qua kiểm tra", "2", "", "", ""),
        ("", "Tính theo công thức: (b/a)*2.00, trong đó: a là tổng số vấn đề phải xử lý; b là số vấn đề đã xử lý xong", "", "", "", ""),
        ("1.3", "Chế độ báo cáo", "3", "", "", ""),
        ("", "Gửi đủ, đúng thời hạn quy định: 3", "3", "", "", ""),
        ("", "Gửi đủ nhưng có báo cáo chậm: 1,5", "1,5", "", "", ""),
        ("", "Không gửi đủ báo cáo: 0", "0", "", "", ""),
        ("2", "CẢI CÁCH THỂ CHẾ", "5", "", "", ""),
        ("2.1", "Văn bản quy phạm pháp luật ban hành đúng tiến độ", "3", "", "", ""),
        ("", "Từ 90% số văn bản trở lên: 3; dưới 90%: Tỷ lệ % x 3/90%", "", "", "", ""),
        ("2.2", "Có văn bản bị xử lý do trái luật", "2", "", "", ""),
        ("", "Không có: 2", "2", "", "", ""),
        ("", "Có: 0", "0", "", "", ""),
        ("3", "TÁC ĐỘNG CỦA CẢI CÁCH (Điều tra xã hội học)", "10", "", "", ""),
        ("3.1", "Chỉ số hài lòng (SIPAS) quy đổi: SIPAS x 10/100", "10", "", "", ""),
        ("", "TỔNG CỘNG", "25", "", "", ""),
    ),
    (),
    {
        "1.1": "step_ratio", "1.2.1": "steps", "1.2.2": "ratio", "1.3": "timely", "2.1": "capped_ratio",
        "2.2": "yes_no", "3.1": "external",
    },
    "Bộ chỉ số theo dõi, đánh giá kết quả cải cách hành chính các sở, ban, ngành năm 2026",
)  # fmt: skip

DECISIONS = {
    "communes": COMMUNES, "rooms": ROOMS, "schools": SCHOOLS, "heads": HEADS, "departments": DEPARTMENTS,
}  # fmt: skip


def decision_docx(printed: Printed) -> bytes:
    def fill(document):
        for line in printed.lines:
            document.add_paragraph(line)
        rows = [printed.head, *printed.rows]
        table = document.add_table(len(rows), len(printed.head), style="Table Grid")
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text is None:
                    table.cell(r, c).merge(table.cell(r - 1, c))
                elif text == ">":
                    table.cell(r, c).merge(table.cell(r, c - 1))
                else:
                    table.cell(r, c).text = text
        for line in printed.after:
            document.add_paragraph(line)

    return docx_of(fill)
