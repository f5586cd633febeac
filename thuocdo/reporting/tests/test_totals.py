"""Random figures of units: the document, its annex as a sheet and the data say the same sums, and the same twice."""

import io
from decimal import Decimal

import openpyxl
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thuocdo.documents.output import paper_docx, paper_xlsx
from thuocdo.reporting import actions, output
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries.forms import form_of
from thuocdo.reporting.queries.papers import data_of, paper_of
from thuocdo.reporting.rules.figures import Figure
from thuocdo.reporting.rules.reports import told
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_reports import (  # noqa: F401
    ALL,
    TODAY,
    duty,
    head,
    of,
    opened_round,
    sent,
    whole_of,
)

FIGURES = st.fixed_dictionaries(
    {key: st.one_of(st.none(), st.tuples(st.integers(0, 10**7), st.booleans())) for key in ALL}
)


@pytest.fixture
def everyone(opened_round, units, head):  # noqa: F811
    for unit in units:
        sent(of(opened_round, unit), head(unit))
    return opened_round


def annexes(data):
    """The document's tables with figures, as lists of the words in their cells."""
    tables = [[[c.text for c in row.cells] for row in t.rows] for t in Document(io.BytesIO(data)).tables]  # fmt: skip
    return [rows for rows in tables if rows[0][0] == "TT"]


def sheets(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[list(row) for row in page.iter_rows(values_only=True)] for page in book.worksheets]


@given(told_by=st.lists(FIGURES, min_size=3, max_size=3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_document_sheet_and_data_say_the_sum_of_what_was_told(everyone, units, focal, told_by):
    for unit, figures in zip(units, told_by, strict=True):
        kept = {k: [str(v[0]), v[1]] for k, v in figures.items() if v is not None}
        Report.objects.filter(round=everyone, unit=unit, whole=False).update(figures=kept)
    Report.objects.filter(round=everyone, whole=True).update(figures={}, taken={})
    whole = actions.consolidate(by=focal, at=AT, report=whole_of(everyone))
    paper, data = paper_of(whole, TODAY), data_of(whole, TODAY)
    word, sheet = paper_docx(paper), paper_xlsx(paper)
    (totals, per_unit), (totals_sheet, unit_sheet) = annexes(word), sheets(sheet)
    printed = {row[1]: row[3] for row in totals[1:]}
    cells = {row[1]: row[3] for row in totals_sheet if row[1]}
    values = {row["title"]: row for row in data["figures"]}
    heads, last = per_unit[0], per_unit[-1]
    last_cells = dict(zip(heads, unit_sheet[-1], strict=True))
    lines = {line.key: line for line in form_of(everyone).figures}
    for key in ALL:
        line, given_by = lines[key], [f[key] for f in told_by if f[key] is not None]
        title = line.title
        if not given_by:
            assert (values[title]["value"], printed[title], cells[title]) == (None, "–", "–")
            continue
        total, estimate = sum(v for v, _ in given_by), any(e for _, e in given_by)
        words = told(line, Figure(str(total), estimate))
        assert (Decimal(values[title]["value"]), values[title]["estimate"]) == (total, estimate)
        if estimate:
            assert printed[title] == cells[title] == last[heads.index(title)] == words
        else:
            assert printed[title] == last[heads.index(title)] == words
            assert cells[title] == last_cells[title] == total
    again = paper_of(Report.objects.get(pk=whole.pk), TODAY)
    assert (paper_docx(again), paper_xlsx(again)) == (word, sheet)
    assert output.as_json(data_of(whole, TODAY)) == output.as_json(data)
