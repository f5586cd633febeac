"""What is wrong with an edition, in words, at its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.lawbook.tree import find


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong, at a line counted from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Faulty(Mistake):
    """Text that is no valid edition: all its faults in one message."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)), field="text")
        self.faults = faults


_WORDS = {
    "missing": "Thiếu “{key}”.",
    "extra_forbidden": "Không có khóa nào tên “{key}”. Kiểm tra lại chính tả.",
    "unexpected_keyword_argument": "Không có khóa nào tên “{key}”. Kiểm tra lại chính tả.",
    "string_type": '“{key}” phải là chữ; số thì đặt trong ngoặc kép, như "1.10".',
    "string_too_short": "“{key}” đang để trống.",
    "string_pattern_mismatch": "“{key}” chỉ gồm chữ thường không dấu, số và gạch nối.",
    "literal_error": "“{key}” là “{value}”; chỉ nhận: {expected}.",
    "too_short": "“{key}” đang để trống.",
    "int_parsing": "“{key}” phải là số nguyên.",
    "int_type": "“{key}” phải là số nguyên.",
    "bool_parsing": "“{key}” phải là true hoặc false.",
    "date_type": "“{key}” phải là ngày, viết như 2023-01-20.",
    "date_parsing": "“{key}” phải là ngày có thật, viết như 2023-01-20.",
    "date_from_datetime_parsing": "“{key}” phải là ngày có thật, viết như 2023-01-20.",
    "list_type": "“{key}” phải là danh sách.",
    "dict_type": "“{key}” phải là bảng khóa và giá trị.",
    "decimal_parsing": "“{key}” phải là số, viết như 12.5.",
    "value_error": "{error}",
    "union_tag_invalid": "Không có “{tag}”; chỉ nhận: {expected_tags}.",
    "union_tag_not_found": "Thiếu {discriminator}.",
}


def in_words(error: Mapping[str, Any], node: Any) -> str:
    """One error of pydantic for the person who typed the text."""
    key = find(node, error["loc"])[1]
    if error["type"] == "missing":
        key = str(error["loc"][-1])
    about = {name: str(said).replace(" or ", ", ") for name, said in error.get("ctx", {}).items()}
    shape = _WORDS.get(error["type"], "Giá trị của “{key}” không hợp lệ: {value}.")
    return nfc(shape.format(key=key, value=error["input"], **about))
