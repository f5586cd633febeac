"""The plans of the invented department as paper: written as data (`demo/plans`), printed as DOCX and PDF."""
