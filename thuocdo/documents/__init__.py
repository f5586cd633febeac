"""Official documents, their numbers, files, evidence and citations; reading and writing DOCX, PDF, XLSX.

A document is known by what is printed on it: number, symbol, date. It is recorded once, with or without
its file, and reused wherever it is cited: "1234/SGDĐT-VP ngày 05/3/2023" is recognised in any text.
A file is checked by its content, kept once under its hash, and served only through a checked view.
Evidence puts one document or one file beside a thing of any room ("assignment:7").
Numbers are taken from a series of the agency inside the transaction that issues the thing: no gap, no
number twice; a cancelled one stays with its reason. An external series is typed by the registry clerk.

What it does not do: hold anything marked secret; draft or sign documents; route incoming mail.

`intake` reads txt, docx, pdf and xlsx into `rules.blocks`; `output` writes rows as CSV and XLSX.
"""
