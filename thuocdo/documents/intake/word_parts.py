"""The parts of a DOCX that are read, as plain trees: no links followed, no entities, nothing made up.

python-docx makes an object of its own for every element touched and opens every part; a reader needs four.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from thuocdo.documents.intake.word_styles import W
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # ISO 29500 strict: the same, named otherwise
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True)
class Parts:
    """Roots of the parts; `styles` and `numbering` are None where the file has none."""

    document: Any
    body: Any
    styles: Any
    numbering: Any
    title: str


def open_parts(data: bytes, name: str) -> Parts:
    """Raises Mistake where the file has no readable body. A damaged side part is as good as none."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = _root(package, "word/document.xml")
        body = None if document is None else document.find(f"{W}body")
        if body is None:
            raise Mistake(f"“{name}” bị hỏng, không mở được. Mở lại bằng Word, lưu rồi tải lên.")
        properties = _root(package, "docProps/core.xml")
        title = None if properties is None else properties.findtext(_TITLE)
        return Parts(
            document,
            body,
            _root(package, "word/styles.xml"),
            _root(package, "word/numbering.xml"),
            nfc(title or ""),
        )


def _root(package: zipfile.ZipFile, part: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        content = package.read(part)
        return etree.fromstring(content.replace(_STRICT, W[1:-1].encode()), parser)
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError, ValueError):
        return None
