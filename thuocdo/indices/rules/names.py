"""What each index is called on a screen, in the order in which officials meet them."""

from collections.abc import Sequence

from thuocdo.lawbook.rulebook import Edition

NAMES = {
    "qd-766": "Bộ chỉ số phục vụ người dân, doanh nghiệp (766)",
    "par-department": "Chỉ số cải cách hành chính cấp sở (PAR INDEX)",
    "par-room": "Chỉ số cải cách hành chính của phòng và người đứng đầu",
    "sipas": "Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)",
    "pci": "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)",
    "pci-indicators": "PCI: các chỉ tiêu của chỉ số thành phần",
    "papi": "Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI)",
    "ddci": "Chỉ số năng lực cạnh tranh cấp sở, ngành và địa phương (DDCI)",
    "dti": "Chỉ số chuyển đổi số (DTI)",
    "ict-index": "Chỉ số sẵn sàng ứng dụng công nghệ thông tin (ICT Index)",
    "education-satisfaction": "Chỉ số hài lòng đối với dịch vụ giáo dục công",
    "par-ca-mau": "Chỉ số cải cách hành chính tỉnh Cà Mau (bộ năm 2013)",
}


def name_of_index(key: str, editions: Sequence[Edition] = ()) -> str:
    """Its name; of one an agency made, the title of its newest edition.

    >>> name_of_index("dti")
    'Chỉ số chuyển đổi số (DTI)'
    """
    return NAMES.get(key) or (editions[-1].body.title if editions else key)
