"""From a file to blocks: what kind it is by its content, whether it is safe, what it says.

`read` is the one door. It writes nothing, follows no link and raises only `Mistake`.
"""

from __future__ import annotations

from pathlib import Path

from thuocdo.documents.intake import pdf_apart, sheet, text, word
from thuocdo.documents.intake.kinds import PICTURES, READABLE, kind_of, too_large
from thuocdo.documents.intake.limits import MAX_BYTES
from thuocdo.documents.rules import secrecy
from thuocdo.documents.rules.blocks import Block, Note, Reading
from thuocdo.lawbook.mistakes import Mistake

__all__ = ["Block", "Note", "Reading", "bytes_of", "check_upload", "grid", "read", "too_large"]

READERS = {"txt": text.read, "docx": word.read, "pdf": pdf_apart.read, "xlsx": sheet.read}


def read(source: Path | str | bytes, name: str = "") -> Reading:
    """The blocks of a .txt, .docx, .pdf or .xlsx, told apart by content. `name` is what people call it."""
    data = source if isinstance(source, bytes) else bytes_of(Path(source))
    name = name or (Path(source).name if not isinstance(source, bytes) else "tài liệu")
    kind = kind_of(data, name)
    if kind not in READABLE:
        raise Mistake(
            f"“{name}” không phải văn bản đọc được (nhận ra: {kind}). "
            "Hãy dùng tệp Word (.docx), PDF, Excel (.xlsx) hoặc văn bản thuần (.txt)."
        )
    reading = READERS[kind](data, name)
    if not any(any(c.isalnum() for c in b.text) for b in reading.blocks) and not reading.notes:
        raise Mistake(f"“{name}” không có nội dung chữ. Kiểm tra lại tệp rồi tải lên lần nữa.")
    return reading


def grid(data: bytes, name: str, *, every_digit: bool = False) -> list[tuple[int, list[str]]]:
    """A sheet as rows with their numbers, as printed or with every digit held. Raises Mistake for any other file."""
    kind = kind_of(data, name)
    if kind != "xlsx":
        raise Mistake(
            f"“{name}” không phải tệp Excel (.xlsx). Lưu thành .xlsx rồi tải lên.", field="file"
        )
    return sheet.grid(data, name, every_digit=every_digit)


def bytes_of(path: Path) -> bytes:
    """The bytes of a file on disk, refused before they are read when there are too many."""
    if not path.exists():
        raise Mistake(f"Không tìm thấy tệp “{path}”. Kiểm tra lại đường dẫn.")
    if not path.is_file():
        raise Mistake(f"“{path}” không phải là tệp. Hãy chỉ đúng tệp văn bản.")
    if path.stat().st_size > MAX_BYTES:
        raise too_large(path.name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Mistake(f"Không mở được tệp “{path}”. Kiểm tra quyền đọc tệp.") from error


def check_upload(data: bytes, name: str) -> str:
    """The kind of a file people may keep here: docx, pdf, xlsx, txt, png, jpg.

    Raises Mistake for any other kind, for what is broken or unsafe, and for what is stamped secret.
    """
    kind = kind_of(data, name)
    if kind in PICTURES:
        return kind
    if kind not in READABLE:
        raise Mistake(
            f"“{name}” không được nhận (nhận ra: {kind}). Hãy tải lên tệp PDF, Word (.docx), Excel (.xlsx) "
            "hoặc ảnh (.jpg, .png)."
        )
    named = Path(name).suffix.lower().lstrip(".")
    if kind == "txt" and (named in READABLE or named in PICTURES) and named != "txt":
        raise Mistake(
            f"“{name}” bị hỏng: bên trong không phải tệp .{named}. Xuất lại tệp từ bản gốc rồi tải lên."
        )
    blocks = pdf_apart.head(data, name) if kind == "pdf" else READERS[kind](data, name).blocks
    secrecy.refuse(secrecy.stamp_of(blocks))
    return kind
