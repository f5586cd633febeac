"""What a file is, told by its content; its name only breaks ties. And whether a package is safe to open."""

from __future__ import annotations

import io
import zipfile
import zlib

import puremagic

from thuocdo.documents.intake.limits import (
    FREE_UNZIPPED_BYTES,
    MAX_BYTES,
    MAX_MEGABYTES,
    MAX_PART_BYTES,
    MAX_PARTS,
    MAX_PIXELS,
    MAX_RATIO,
    MAX_UNZIPPED_BYTES,
)
from thuocdo.lawbook.mistakes import Mistake

READABLE = ("txt", "docx", "pdf", "xlsx")
PICTURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97–2003, and the shell of an encrypted .docx
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_FOREIGN = {  # named to people, never read
    ".doc": "tệp Word 97–2003",
    ".xls": "tệp Excel 97–2003",
    ".zip": "tệp nén ZIP",
    ".rar": "tệp nén RAR",
    ".7z": "tệp nén 7z",
    ".odt": "tệp LibreOffice",
    ".pptx": "tệp trình chiếu",
    ".exe": "chương trình",
}


def kind_of(data: bytes, name: str) -> str:
    """txt, docx, pdf, xlsx, or words for what else it is. Raises `Mistake` for empty, encrypted, unsafe."""
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise Mistake(f"“{name}” là tệp rỗng. Kiểm tra lại tệp rồi tải lên lần nữa.")
    if len(data) > MAX_BYTES:
        raise too_large(name)
    for kind, start in PICTURES.items():
        if data.startswith(start):
            return _picture(data, name, kind)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(OLE):
        return _old_office(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, name)
    return "txt" if _is_text(data) else _foreign(data, name)


def too_large(name: str) -> Mistake:
    return Mistake(
        f"“{name}” lớn hơn {MAX_MEGABYTES} MB. Tách tệp hoặc giảm độ phân giải bản quét rồi tải lại."
    )


def _picture(data: bytes, name: str, kind: str) -> str:
    """A whole picture of a size a screen can hold; its head alone is no proof of either."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Mistake(f"Ảnh “{name}” quá lớn. Giảm kích thước ảnh rồi tải lại.")
            image.verify()
    except Mistake:
        raise
    except Exception as error:  # Pillow raises whatever a damaged chunk makes it raise
        raise Mistake(f"Ảnh “{name}” bị hỏng. Lưu lại ảnh rồi tải lên.") from error
    return kind


def _old_office(data: bytes, name: str) -> str:
    if _ENCRYPTED in data:
        raise Mistake(f"“{name}” có đặt mật khẩu. Bỏ mật khẩu, lưu lại rồi tải lên.")
    raise Mistake(
        f"“{name}” là tệp Word/Excel đời cũ (97–2003). Mở bằng Word hoặc Excel, lưu thành .docx/.xlsx rồi tải lên."
    )


def _package(data: bytes, name: str) -> str:
    """Which package it is, after the whole of it was found safe."""
    broken = Mistake(f"“{name}” bị hỏng, không mở được. Mở lại bằng Word/Excel, lưu rồi tải lên.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            kind = next((k for p, k in _MAIN_PARTS.items() if p in package.namelist()), None)
            _check_sizes(package, len(data), name)
            if kind is None:
                return _foreign(data, name)
            _check_parts(package, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise broken from error
    except (RuntimeError, ValueError, UnicodeError, LookupError, MemoryError) as error:
        if isinstance(error, Mistake):
            raise
        raise broken from error
    return kind


def _check_sizes(package: zipfile.ZipFile, packed: int, name: str) -> None:
    """Refuse a package that would unfold too far, before any of it is unfolded."""
    parts = package.infolist()
    total = sum(p.file_size for p in parts)
    if any(p.flag_bits & 1 for p in parts):
        raise Mistake(f"“{name}” có đặt mật khẩu. Bỏ mật khẩu, lưu lại rồi tải lên.")
    if (
        len(parts) > MAX_PARTS
        or total > MAX_UNZIPPED_BYTES
        or any(p.file_size > MAX_PART_BYTES for p in parts)
        or (total > FREE_UNZIPPED_BYTES and total > MAX_RATIO * packed)
    ):
        raise Mistake(
            f"“{name}” nén quá nhiều dữ liệu, mở ra sẽ vượt giới hạn. Lưu lại thành tệp nhỏ hơn rồi tải lên."
        )


def _check_parts(package: zipfile.ZipFile, name: str) -> None:
    """No macros, no document type declarations (the way to external entities and to entity bombs)."""
    for part in package.infolist():
        if part.filename.lower().endswith("vbaproject.bin"):
            raise Mistake(
                f"“{name}” có chứa macro. Lưu lại thành .docx/.xlsx không macro rồi tải lên."
            )
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            content = package.read(part)
            if any(mark in content for mark in _DOCTYPES):
                raise Mistake(
                    f"“{name}” có khai báo thực thể XML lạ, không an toàn. Mở bằng Word/Excel, lưu lại rồi tải lên."
                )


def _is_text(data: bytes) -> bool:
    """Text has no NUL (UTF-16 told by its mark apart) and almost no control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = data[:65536]
    controls = sum(b < 32 and b not in (9, 10, 11, 12, 13, 27) for b in sample)
    return b"\0" not in sample and controls * 200 <= len(sample) and not _has_magic(data)


def _has_magic(data: bytes) -> bool:
    return data.startswith(
        (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
    )


def _foreign(data: bytes, name: str) -> str:
    if data.startswith(b"{\\rtf"):
        return "tệp RTF"
    try:
        suffix = puremagic.from_string(data[:4096], filename=name)
    except (puremagic.PureError, ValueError, IndexError, KeyError):
        suffix = ""
    return _FOREIGN.get(suffix.lower(), "không rõ loại tệp")
