"""Scanned pages: recognised by Tesseract (`vie`) where it is installed, otherwise a note says so."""

from __future__ import annotations

import functools
import io
import shutil
import subprocess

from thuocdo.documents.intake.limits import OCR_SECONDS_PER_PAGE
from thuocdo.documents.intake.pdf_lines import Line
from thuocdo.documents.rules.blocks import Note
from thuocdo.documents.rules.secrecy import level_of
from thuocdo.lawbook.text import nfc

_DPI = 300
_HEAD = 0.4  # of the page: number, stamp, place, title


@functools.cache
def tesseract() -> str | None:
    """The program, if it is there and knows Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return program if "vie" in known.stdout.split() else None


def recognise(data: bytes, number: int, height: float) -> tuple[list[Line], Note]:
    """The lines of page `number` of a PDF, and the note that says how far they can be trusted."""
    program = tesseract()
    if program is None:
        return [], Note(
            "page-unread",
            f"Trang {number} là bản quét, máy chủ chưa cài Tesseract tiếng Việt nên chưa đọc được. "
            "Tải bản có chữ (Word hoặc PDF xuất từ Word) hoặc nhờ quản trị cài thêm.",
            number,
        )
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "-l", "vie", "--psm", "4", "--dpi", str(_DPI), "tsv"],
            input=_picture(data, number),
            capture_output=True,
            timeout=OCR_SECONDS_PER_PAGE,
            check=True,
        )
    except (subprocess.SubprocessError, OSError, ValueError, RuntimeError):
        return [], Note(
            "page-unread", f"Trang {number} là bản quét, không nhận dạng được chữ.", number
        )
    lines = _lines(done.stdout.decode("utf-8", errors="replace"))
    lines = [*stamps(data), *lines] if number == 1 else lines
    return lines, Note(
        "page-recognised",
        f"Trang {number} là bản quét, chữ do máy nhận dạng. Đối chiếu lại với bản gốc.",
        number,
    )


def stamps(data: bytes) -> list[Line]:
    """Marks of secrecy in the head of the first page: a word in a frame is lost where text is read in columns."""
    program = tesseract()
    if program is None:
        return []
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(_DPI), "tsv"],
            input=_picture(data, 1, _HEAD),
            capture_output=True,
            timeout=OCR_SECONDS_PER_PAGE,
            check=True,
        )
    except (subprocess.SubprocessError, OSError, ValueError, RuntimeError):
        return []
    lines = _lines(done.stdout.decode("utf-8", errors="replace"))
    return [line for line in lines if level_of(line.text)]


def _picture(data: bytes, number: int, part: float = 1.0) -> bytes:
    import pypdfium2

    book = pypdfium2.PdfDocument(data)
    try:
        image = book[number - 1].render(scale=_DPI / 72, grayscale=True).to_pil()
    finally:
        book.close()
    image = image.crop((0, 0, image.width, int(image.height * part)))
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def _lines(table: str) -> list[Line]:
    """Tesseract's words (TSV, pixels) as lines in points."""
    found: dict[tuple[str, ...], list[tuple[float, float, float, float, str]]] = {}
    for entry in table.splitlines()[1:]:
        field = entry.split("\t")
        if len(field) < 12 or field[0] != "5" or not field[11].strip():
            continue
        left, top, width, height = (int(v) * 72 / _DPI for v in field[6:10])
        place = tuple(field[2:5])
        found.setdefault(place, []).append((left, top, left + width, top + height, field[11]))
    lines = []
    for words in found.values():
        top, bottom = min(w[1] for w in words), max(w[3] for w in words)
        text = nfc(" ".join(w[4] for w in words))
        size = min(bottom - top, 14.0)
        parts = tuple((w[4], w[0], w[2]) for w in words)
        lines.append(Line(text, words[0][0], words[-1][2], top, bottom, size, False, parts))
    return lines
