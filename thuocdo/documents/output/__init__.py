"""Rows to files: CSV and XLSX that open right in Vietnamese Excel and run nothing; official letters and documents."""

from thuocdo.documents.output.forms import FormColumn, form
from thuocdo.documents.output.letters import letter_docx, letter_pdf
from thuocdo.documents.output.papers import pack_pdf, paper_docx, paper_pdf
from thuocdo.documents.output.sheets import entry_xlsx, paper_xlsx
from thuocdo.documents.output.tables import csv_rows, safe, xlsx

__all__ = [
    "FormColumn",
    "csv_rows",
    "entry_xlsx",
    "form",
    "letter_docx",
    "letter_pdf",
    "pack_pdf",
    "paper_docx",
    "paper_pdf",
    "paper_xlsx",
    "safe",
    "xlsx",
]
