"""Official documents, their numbers, files, evidence and citations; reading and writing DOCX, PDF, XLSX."""
