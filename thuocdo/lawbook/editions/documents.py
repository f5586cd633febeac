"""`sources.yaml`: the documents the rulebook cites."""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.lawbook.editions.form import Form, Key, Neighbours, Problem, Strict, Text


class CitationCase(Strict):
    source: Key
    cited: Text


class SourcesForm(Form[CitationCase]):
    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        if not self.documents:
            yield ("documents",), "Không có văn bản nào."

    def failure(self, case: CitationCase, rulebook: Neighbours) -> Iterator[str]:
        found = self.documents.get(case.source)
        if found is None or found.citation != case.cited:
            yield f"“{case.source}” được viện dẫn là “{found and found.citation}”."
