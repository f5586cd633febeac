"""PDF: the characters of each page become ruled table rows and, around them, paragraphs."""

from __future__ import annotations

import io
import logging
import time
from typing import Any

from thuocdo.documents.intake import scan
from thuocdo.documents.intake.assembly import Assembly
from thuocdo.documents.intake.limits import MAX_PAGE_LINES, MAX_PAGE_MARKS, MAX_PAGES, MAX_SECONDS
from thuocdo.documents.intake.pdf_lines import Line, lines_of, marks_of
from thuocdo.documents.intake.pdf_pages import Page, drop_running
from thuocdo.documents.intake.pdf_paragraphs import Paragraphs
from thuocdo.documents.intake.pdf_tables import Table, tables_of
from thuocdo.documents.rules.blocks import Note, Reading
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read(data: bytes, name: str) -> Reading:
    notes: list[Note] = []
    book = _open(data, name)
    try:
        pages = _pages(book, data, name, notes)
    except (Mistake, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever a malformed object makes Python raise
        raise _broken(name) from error
    finally:
        book.close()
    drop_running(pages)
    out = Assembly(name)
    _write(pages, out)
    return Reading(name, "pdf", tuple(out.blocks), len(pages), _title(book), tuple(notes))


def _broken(name: str) -> Mistake:
    return Mistake(f"“{name}” bị hỏng, không mở được. Xuất lại PDF từ văn bản gốc rồi tải lên.")


def _open(data: bytes, name: str) -> Any:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    locked = Mistake(f"“{name}” có đặt mật khẩu. Bỏ mật khẩu, lưu lại rồi tải lên.")
    try:
        book = pdfplumber.open(io.BytesIO(data))
        count = len(book.pages)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise locked from error
        raise _broken(name) from error
    except Exception as error:  # as above
        raise _broken(name) from error
    if not count:
        raise _broken(name)
    if count > MAX_PAGES:
        raise Mistake(f"“{name}” có {count} trang, quá {MAX_PAGES}. Chỉ tải lên phần cần đọc.")
    return book


def _title(book: Any) -> str:
    value = (book.metadata or {}).get("Title")
    return nfc(value) if isinstance(value, str) else ""


def _pages(book: Any, data: bytes, name: str, notes: list[Note]) -> list[Page]:
    begun = time.monotonic()
    pages: list[Page] = []
    for number, source in enumerate(book.pages, 1):
        if time.monotonic() - begun > MAX_SECONDS:
            raise Mistake(
                f"“{name}” quá phức tạp: sau {MAX_SECONDS} giây mới đọc được {number - 1} trang. Tách tệp rồi tải lên."
            )
        pages.append(_page(source, number, data, notes))
        source.close()  # drops the cached layout: memory stays flat
    return pages


def _page(source: Any, number: int, data: bytes, notes: list[Note]) -> Page:
    page = Page(number, float(source.width), float(source.height))
    marks = marks_of(source.chars[:MAX_PAGE_MARKS])
    if len(marks) < 8 and source.images:
        page.lines, note = scan.recognise(data, number, page.height)
        notes.append(note)
        return page
    ruled = len(source.lines) + len(source.rects) + len(source.curves) <= MAX_PAGE_LINES
    page.tables = tables_of(source, marks) if ruled else []
    page.lines = lines_of([m for m in marks if not m.taken])
    return page


def _write(pages: list[Page], out: Assembly) -> None:
    """Tables and paragraphs in reading order; a paragraph may run over a page, a table row may not."""
    paragraphs = Paragraphs(out, pages)
    for page in pages:
        paragraphs.begin(page)
        things: list[Line | Table] = [*page.lines, *page.tables]
        for thing in sorted(things, key=lambda t: (t.top, t.left)):
            if isinstance(thing, Table):
                paragraphs.flush()
                out.open_table()
                for row in thing.rows:
                    out.row(row.cells, page=page.number, bold=row.bold, above=row.above)
            else:
                paragraphs.add(thing)
        paragraphs.end()
    paragraphs.flush()
