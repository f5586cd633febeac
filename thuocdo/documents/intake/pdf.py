"""PDF: the characters of each page become ruled table rows and, around them, paragraphs."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator
from typing import Any

from thuocdo.documents.intake import scan
from thuocdo.documents.intake.assembly import Assembly
from thuocdo.documents.intake.encodings import MIXED, in_vn_font
from thuocdo.documents.intake.limits import MAX_PAGE_LINES, MAX_PAGE_MARKS, MAX_PAGES, MAX_SECONDS
from thuocdo.documents.intake.pdf_lines import Line, lines_of, marks_of, with_numbers
from thuocdo.documents.intake.pdf_pages import Page, drop_running
from thuocdo.documents.intake.pdf_paragraphs import Paragraphs
from thuocdo.documents.intake.pdf_tables import Table, tables_of
from thuocdo.documents.intake.pdf_unruled import unruled
from thuocdo.documents.rules.blocks import Block, Note, Reading
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read(data: bytes, name: str) -> Reading:
    notes: list[Note] = []
    book = _open(data, name)
    pages = _pages(book, data, name, notes)
    return Reading(name, "pdf", _blocks(pages, name), len(pages), _title(book), tuple(notes))


def head(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of the first page, nothing recognised; refuses a file that acts when it is opened."""
    book = _open(data, name)
    if _acts(book):
        raise Mistake(f"“{name}” có mã lệnh chạy khi mở. In lại thành PDF thường rồi tải lên.")
    return _blocks(_pages(book, data, name, None, 1), name)


def _acts(book: Any) -> bool:
    """Whether the document runs a script or starts a program on opening."""
    from pdfminer.pdftypes import resolve1

    try:
        catalog = book.doc.catalog
        opening = resolve1(catalog.get("OpenAction"))
        names = resolve1(catalog.get("Names"))
        kind = resolve1(opening.get("S")) if isinstance(opening, dict) else None
        scripts = isinstance(names, dict) and "JavaScript" in names
        return scripts or getattr(kind, "name", "") in ("JavaScript", "Launch")
    except Exception:  # a damaged catalogue: pdfminer raises what the object makes Python raise
        return True


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


def _pages(
    book: Any, data: bytes, name: str, notes: list[Note] | None, first: int = MAX_PAGES
) -> list[Page]:
    """Pages laid out; `notes` None leaves scanned pages unrecognised but for a mark of secrecy."""
    try:
        pages = list(_laid_out(book, data, name, notes, first))
    except (Mistake, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever a malformed object makes Python raise
        raise _broken(name) from error
    finally:
        book.close()
    drop_running(pages)
    return pages


def _laid_out(
    book: Any, data: bytes, name: str, notes: list[Note] | None, first: int
) -> Iterator[Page]:
    begun = time.monotonic()
    for number, source in enumerate(book.pages[:first], 1):
        if time.monotonic() - begun > MAX_SECONDS:
            raise Mistake(
                f"“{name}” quá phức tạp: sau {MAX_SECONDS} giây mới đọc được {number - 1} trang. Tách tệp rồi tải lên."
            )
        yield _page(source, number, data, notes)
        source.close()  # drops the cached layout: memory stays flat


def _page(source: Any, number: int, data: bytes, notes: list[Note] | None) -> Page:
    page = Page(number, float(source.width), float(source.height))
    chars = source.chars[:MAX_PAGE_MARKS]
    marks = marks_of(chars)
    if notes is not None and any(in_vn_font(str(c.get("fontname", ""))) for c in chars):
        notes += [note for note in [Note("old-encoding", MIXED)] if note not in notes]
    if len(marks) < 8 and source.images:
        if notes is not None:
            page.lines, note = scan.recognise(data, number, page.height)
            notes.append(note)
        elif number == 1:
            page.lines = scan.stamps(data)
        return page
    ruled = len(source.lines) + len(source.rects) + len(source.curves) <= MAX_PAGE_LINES
    page.tables = tables_of(source, marks) if ruled else []
    more, lines = unruled(lines_of([m for m in marks if not m.taken]))
    page.lines = with_numbers(lines)
    page.tables += more
    return page


def _blocks(pages: list[Page], name: str) -> tuple[Block, ...]:
    """Tables and paragraphs in reading order; a paragraph may run over a page, a table row may not."""
    out = Assembly(name)
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
    return tuple(out.blocks)
