"""Rows to files, as bytes or streamed: CSV and XLSX that open right in Vietnamese Excel and run nothing."""

from thuocdo.documents.output.forms import FormColumn, form
from thuocdo.documents.output.tables import csv_rows, safe, xlsx

__all__ = ["FormColumn", "csv_rows", "form", "safe", "xlsx"]
