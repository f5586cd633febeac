"""Words that names of units begin with, and words that make a group of them."""

from __future__ import annotations

import re

# A word or two a unit's name begins with, as the administration writes it (lower case here).
STARTS = (
    r"văn phòng|phòng|thanh tra|sở|ubnd|hđnd|ubmttq|ủy ban|uỷ ban|hội đồng|ban giám đốc|ban giám hiệu|ban(?! hành)|chi cục|cục|vụ|tổng cục"
    r"|trung tâm|trường|trạm|đội|tổ(?! chức)|bộ phận|bộ|công an|quân đội|hiệp hội|hội(?!\s*(?:nghị|thảo|thi|chợ|diễn|họp)(?![\wÀ-ỹ]))|đoàn|liên đoàn|liên minh|công đoàn|mttq|mặt trận|đảng ủy|đảng uỷ|chi bộ"
    r"|huyện ủy|huyện uỷ|thành ủy|tỉnh ủy|thị ủy|thường trực|lãnh đạo|giám đốc|phó giám đốc|chủ tịch|phó chủ tịch|hiệu trưởng|phó hiệu trưởng"
    r"|thủ trưởng|trưởng|chánh|cơ quan|đơn vị|tổ chức(?=\s*(?:$|[,;:.)]|chính trị|cán bộ|liên quan|có liên|có|và cá nhân|cá nhân|tín dụng|đoàn thể|hội(?!\s*(?:nghị|thảo|thi|họp))|xã hội|khoa học|hành nghề|đảng|công đoàn|bộ máy|biên chế|kinh tế|cơ sở|trực thuộc|thuộc|hành chính))|doanh nghiệp|viện|học viện|đại học(?=\s+(?-i:[A-ZĐÀ-Ỹ]))|bệnh viện|kho bạc|bảo hiểm|ngân hàng|báo(?! cáo)|đài|cổng"
    r"|công chức|viên chức|cán bộ|chuyên viên|giáo viên|tổng phụ trách|kế toán|văn thư|bch|bcđ|bđh|bql|bcs|hợp tác xã|điện lực|bưu điện|vnpt|viettel"
    r"|quận|huyện|thị xã|thành phố|xã(?! hội)|phường|thị trấn|thôn|khu phố|tổ dân phố|ấp|khóm|bản|tdp|địa phương|các|cả|tất cả|toàn|toàn thể|những|(?:mỗi|từng)(?!\s+(?:ngày|tuần|tháng|quý|năm|kỳ|học kỳ|lần|đợt)(?![\wÀ-ỹ]))|đồng chí|đ/c|ông|bà|tỉnh đoàn|thành đoàn|huyện đoàn|bí thư|phó bí thư|đồn(?= biên)|hạt(?= kiểm)|thống kê(?= (?:tỉnh|thành|huyện|cơ sở|khu vực))|già làng|y tế thôn|chính quyền"
    r"|cá nhân|thành viên|ngành|khoa|cụm|khối|chi đoàn|chi hội|quỹ|liên hiệp|tòa án|toà án|viện kiểm sát|thi hành án|thuế|hải quan|kiểm lâm|quản lý thị trường|bhxh|lđlđ|đtn|ttyt|bqlda|nhà trường|tiểu ban|câu lạc bộ|thư viện|bảo tàng|nhà hát|nhà văn hóa|vườn quốc gia|khu bảo tồn|cảng vụ|tạp chí|công ty|tổng công ty|tập đoàn|xí nghiệp|ubmt|lực lượng"
)
# Words that only begin with such a syllable: "khoa học", "đội ngũ", "bộ máy", "sở hữu".
COMPOUNDS = (
    r"sở (?:hữu|thích|trường)|bộ (?:máy|chỉ số|tiêu chí|thủ tục|hồ sơ|dữ liệu|câu hỏi|công cụ|quy|luật|sản phẩm|nhận diện)|vụ (?:việc|án|mùa|đông|xuân|hè|thu|trọng)"
    r"|khoa (?:học|trương)|khối (?:lượng|kiến thức)|đội (?:ngũ|hình)|đoàn (?:kết|viên|đại biểu(?! quốc hội))|hội (?:nhập|trường|đàm|tụ|chẩn)|viện (?:phí|trợ|dẫn)|quỹ (?:đất|nhà|thời gian|đạo)|cụm công nghiệp|cụm từ"
    r"|phòng(?:,| )\s*(?:chống|bệnh|dịch(?! vụ)|ngừa|cháy|trừ|hộ(?! tịch)|vệ)|trường (?:hợp|học hạnh phúc|chuẩn)|văn phòng phẩm|tổ yến|ấp trứng|trạm (?:bts|bơm|biến áp)|cổng (?:dịch vụ|làng|chào)|ngành nghề|báo cáo|bản (?:đồ|tin|quyền|sắc|chất|lĩnh)|thư viện số"
    r"|(?:thành phố|xã|huyện|phường|thôn) (?:thông minh|sáng tạo|nông thôn mới|đạt chuẩn|hội số|hội hoá|hội hóa)|mỗi xã một sản phẩm|lực lượng (?:lao động|sản xuất)|hợp tác quốc tế|doanh nghiệp số|thuế suất|đài (?:tưởng|thọ)"
)
START = re.compile(rf"(?!(?:{COMPOUNDS})(?![\wÀ-ỹ]))(?:{STARTS})(?![\wÀ-ỹ])", re.IGNORECASE)

BARE = (
    r"sở|ban|ngành|phòng|đơn vị|cơ quan|tổ chức|cá nhân|doanh nghiệp|địa phương|đoàn thể|bộ phận|trường|hội|đoàn|quận|huyện|thị xã"
    r"|thành phố|xã|phường|thị trấn|thôn|bản|buôn|làng|sóc|ấp|khu phố|tổ dân phố|tdp|khóm|tổ|bộ|cơ sở|trung tâm|bệnh viện|viện|lực lượng|tổ chức chính trị - xã hội|hợp tác xã"
    r"|cán bộ|công chức|viên chức|người lao động|giáo viên|nhân viên|chi cục|cục|chi bộ|ban ngành|sở ngành|cấp|hội đoàn thể|đặc khu|khoa|cbccvc|cbgv|hộ gia đình|người dân"
)
# "các phòng", "Các Sở": a plural without a name waits for the rest of its group.
BARE_GROUP = re.compile(
    rf"(?:(?:tất cả|toàn thể)\s+)?(?:(?:các|những)\s+)?(?:{BARE})(?:\s*,\s*(?:{BARE}))*",
    re.IGNORECASE,
)
BARE_START = re.compile(rf"(?!(?:{COMPOUNDS})(?![\wÀ-ỹ]))(?:{BARE})(?![\wÀ-ỹ])", re.IGNORECASE)
# "Thủ trưởng các cơ quan" before "đơn vị": the plural at the end is still open.
OPEN_END = re.compile(
    r"\s(?:các|những)\s+(?:sở|ban|ngành|phòng|đơn vị|cơ quan|tổ chức|bộ phận|khoa|cán bộ)$",
    re.IGNORECASE,
)
LEVEL = r"cấp (?:tỉnh|huyện|xã|thành phố|trung ương)|quận|huyện|thị xã|thành phố|xã|phường|thị trấn|thôn|khu phố|tổ dân phố|ấp|bản|buôn|làng|sóc|khóm|đặc khu|tdp"
ENDS_WITH_LEVEL = re.compile(rf"(?:^|\s)(?:{LEVEL})$", re.IGNORECASE)
STARTS_WITH_LEVEL = re.compile(rf"(?:và\s+)?(?:{LEVEL})(?![\wÀ-ỹ])")
SCHOOLS = re.compile(
    r"(?:mầm non|mẫu giáo|tiểu học|trung học cơ sở|trung học phổ thông|thcs|thpt|th|mn|ptdtnt|ptdtbt|liên cấp|th&thcs|gdtx|gdnn-gdtx|gdnn|cao đẳng|trung cấp|đại học|chuyên biệt|dân tộc nội trú|phổ thông|pt)(?![\wÀ-ỹ])",
    re.IGNORECASE,
)
# Fields whose office's name holds a comma: "Sở Văn hóa, Thể thao và Du lịch".
COMMA_NAMES = re.compile(
    r"(?:văn ho[áa]|văn hóa),\s*(?:thể thao|thông tin|khoa học|xã hội|gia đình)|lao động,\s*thương binh|nông nghiệp,\s*môi trường"
    r"|kinh tế,\s*hạ tầng|tài chính,\s*kế hoạch|công nghiệp,\s*thương mại|thể thao,\s*du lịch|giáo dục thường xuyên,\s*giáo dục nghề nghiệp|khoa học,\s*công nghệ|phát thanh,\s*truyền hình|thông tin,\s*truyền thông|phòng công chức,\s*viên chức|tổng hợp,\s*\w+\s*-\s*",
    re.IGNORECASE,
)
VERBS = (
    r"chủ trì|phối hợp|tham mưu|xây dựng|tổ chức|thực hiện|triển khai|hướng dẫn|rà soát|kiểm tra|theo dõi|đôn đốc|báo cáo|trình|tổng hợp|ban hành"
    r"|cập nhật|hoàn thành|hoàn thiện|đề xuất|đánh giá|công khai|tuyên truyền|quản lý|vận hành|nâng cấp|nâng cao|bố trí|cân đối|thẩm định|lồng ghép|phổ biến"
    r"|đảm bảo|bảo đảm|đẩy mạnh|tăng cường|nghiên cứu|cung cấp|chỉ đạo|khảo sát|thống kê|tiếp tục|kịp thời|thường xuyên|căn cứ|có trách nhiệm|chịu trách nhiệm"
    r"|giám sát|thanh tra|tiếp nhận|giải quyết|xử lý|số hóa|số hoá|đào tạo|bồi dưỡng|tập huấn|phát động|quán triệt|duy trì|mở|lập|đăng|niêm yết|gửi|chủ động|nghiêm túc"
    r"|định kỳ|sử dụng|phân công|phát huy|đưa|kết nối|chuẩn hóa|chuẩn hoá|cắt giảm|đơn giản|áp dụng|tập trung|khai thác|thu|giao|biên soạn|phê duyệt|in|cấp|tham gia|giúp|làm|bàn giao|tự|vận động|hỗ trợ|xác định|lựa chọn|sửa đổi|ứng dụng|mua|trang bị|đầu tư|(?<!ào )tạo|sắp xếp|kiện toàn|tiến hành|chuẩn bị|thành lập|phát triển|mời|lấy|công bố|tích hợp|liên thông|đổi mới|cải cách|cải thiện|đăng ký|lãnh đạo|phấn đấu|thông tin|cam kết|dự toán|ghi|chi|nắm|khắc phục|chấp hành|huy động|tuyển|phân tích|điều tra|cử|đo lường|chịu|lắp đặt|ký kết|ký(?! túc)|thí điểm|nhân rộng|phát hành|phát thanh|khen thưởng|trao đổi|thu thập|đối thoại|tháo gỡ|đăng tải|nhắc|giải đáp|bảo trì|bảo dưỡng"
    r"|thúc đẩy|khuyến khích|bổ sung|bám sát|củng cố|cung ứng|dự báo|điều chỉnh|điều hành|(?<!ăn phòng )điều phối|định hướng|động viên|giới thiệu|góp ý|hình thành|khôi phục|kêu gọi|(?<!ội )(?<!ổ )kiểm soát|kiểm kê|kiểm định|kiến nghị|liên kết|liên hệ|lưu trữ|ngăn chặn|phân bổ|phân cấp|phân loại|phát hiện|phòng ngừa|quảng bá|quan tâm|quyết liệt|rút ngắn|sơ kết|tổng kết|sáp nhập|thanh toán|tham dự|tham vấn|thẩm tra|thể chế hóa|thiết kế|thiết lập|thu hút|thực thi|thu gom|tích cực|tiếp thu|tiết kiệm|tranh thủ|tư vấn|tuân thủ|ưu tiên|vận dụng|xác minh|xác nhận|xem xét|xúc tiến|(?<!ội đồng )xét|cụ thể hóa|cụ thể hoá|làm tốt|lắng nghe|khẩn trương|chấn chỉnh|xử phạt|chuyển giao|(?<!hỉ đạo )(?<!ông tác )(?<!hòng )chuyển đổi|cảnh báo|chăm sóc|mở rộng|nêu gương|gương mẫu|trực tiếp|luân chuyển|khởi công|di dời|tận dụng|nỗ lực|trồng|(?<!hăn )nuôi|tiêm|khám|phun|diệt|(?<!ội )(?<!ổ )(?<!uỹ )(?<!Ban )(?<!ban )bảo vệ|bảo tồn|bảo quản|dự phòng|có (?:văn bản|kế hoạch|báo cáo|giải pháp|biện pháp)"
)
VERB_START = re.compile(rf"(?:{VERBS})(?![\wÀ-ỹ])", re.IGNORECASE)
