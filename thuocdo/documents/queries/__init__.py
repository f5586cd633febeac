"""What pages and other rooms may ask about documents, files, evidence and numbers."""

from thuocdo.documents.queries.evidence import Proof, evidence_of, proved_by
from thuocdo.documents.queries.finding import search
from thuocdo.documents.queries.known import candidates, dates, known
from thuocdo.documents.queries.numbers import missing_numbers, series_lines
from thuocdo.documents.queries.storage import (
    content,
    folder,
    open_file,
    path_of,
    received,
    whole_upload,
)

__all__ = [
    "Proof",
    "candidates",
    "content",
    "dates",
    "evidence_of",
    "folder",
    "known",
    "missing_numbers",
    "open_file",
    "path_of",
    "proved_by",
    "received",
    "search",
    "series_lines",
    "whole_upload",
]
