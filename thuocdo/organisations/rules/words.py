"""The closed lists of this room, each code with the word an official reads."""

KINDS: dict[str, str] = {
    "government": "Ủy ban nhân dân",
    "agency": "Sở, ban, ngành",
    "room": "Phòng chuyên môn, nghiệp vụ",
    "bureau": "Phòng GD&ĐT quận, huyện",
    "commune": "Xã, phường, đặc khu",
    "school": "Trường học",
    "centre": "Trung tâm",
    "other": "Đơn vị khác",
}

CHANGES: dict[str, str] = {
    "create": "Thành lập",
    "merge": "Sáp nhập",
    "split": "Chia tách",
    "rename": "Đổi tên",
    "transfer": "Chuyển đơn vị quản lý",
    "abolish": "Giải thể",
}

EDITION_STATES: dict[str, str] = {
    "draft": "Dự thảo",
    "in_force": "Đang áp dụng",
    "replaced": "Đã được thay thế",
}
