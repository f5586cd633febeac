"""`sources.yaml`: the documents the rulebook cites."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from thuocdo.lawbook.editions.form import Form, Key, Problem, Strict, Text

if TYPE_CHECKING:
    from thuocdo.lawbook.rulebook import Rulebook


class CitationCase(Strict):
    source: Key
    cited: Text


class SourcesForm(Form[CitationCase]):
    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        if not self.documents:
            yield ("documents",), "Không có văn bản nào."

    def failure(self, case: CitationCase, rulebook: Rulebook) -> Iterator[str]:
        found = self.documents.get(case.source)
        if found is None or found.citation != case.cited:
            yield f"“{case.source}” được viện dẫn là “{found and found.citation}”."
