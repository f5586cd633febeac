"""Rows to files: CSV and XLSX that open right in Vietnamese Excel and run nothing; official letters as DOCX and PDF."""

from thuocdo.documents.output.forms import FormColumn, form
from thuocdo.documents.output.letters import letter_docx, letter_pdf
from thuocdo.documents.output.tables import csv_rows, safe, xlsx

__all__ = ["FormColumn", "csv_rows", "form", "letter_docx", "letter_pdf", "safe", "xlsx"]
