"""Published indices, computed again from their published parts (THUOCDO_DATA)."""

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest

from thuocdo.indices.intake.figures import rounds
from thuocdo.indices.intake.tables import read_sheet
from thuocdo.indices.rules.explaining import explanation, recompute
from thuocdo.indices.rules.rounds import compute_round, ranks
from thuocdo.lawbook import reader

DATA = Path(os.environ.get("THUOCDO_DATA", Path(__file__).parents[4] / "shared" / "data"))
NEAR = Decimal("0.00001")
PCI, PAPI = "pci/pci_subindices_2006_2017.csv", "papi/papi_subdimensions_2011_2022.csv"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published figures are not here")


def computed(index: str, name: str):
    """Rounds with their scores, and the file's own rows by year and unit."""
    book = reader.shipped()
    lists = {name: form.units for name, form in book.unit_lists.items()}
    found = rounds(read_sheet(DATA / name), book.index(index), lists)
    with (DATA / name).open(encoding="utf-8-sig") as file:
        rows = {(int(r["year"]), r["province_code"]): r for r in csv.DictReader(file)}
    return [(one, compute_round(one.ready, one.figures)) for one in found], rows


def test_pci_every_year_and_every_rank():
    scored, rows = computed("pci", PCI)
    far, misplaced = {}, {}
    for one, units in scored:
        published = {u: rows[one.year, u] for u in units}
        far[one.year] = max(
            abs(s.total - Decimal(published[u]["pci_published"])) for u, s in units.items()
        )
        places = ranks({u: s.total for u, s in units.items()})
        misplaced[one.year] = sum(
            places[u].place != int(published[u]["rank_published"]) for u in units
        )
    print("PCI", {year: (str(d), misplaced[year]) for year, d in far.items()})
    assert set(far) == set(range(2006, 2018))
    assert {year for year, d in far.items() if d > NEAR} == {2011}
    assert {year for year, n in misplaced.items() if n} == {2011}


def test_the_year_that_cannot_be_reproduced_is_said_so():
    scored, _ = computed("pci", PCI)
    flagged = {one.year for one, _ in scored if any("không tái lập" in f for f in one.flags)}
    assert flagged == {2011}


def test_papi_dimensions_and_totals_with_their_blanks():
    scored, rows = computed("papi", PAPI)
    far, blanks = {}, 0
    for one, units in scored:
        for unit, s in units.items():
            row = rows[one.year, unit]
            codes = {f"d{d}": str(d) for d in range(1, 9)} | {"papi_total_unweighted": "total"}
            for column, code in codes.items():
                points = s.points(code) if code in s.result.points else None
                if row[column] == "":
                    assert not isinstance(points, Decimal), (one.year, unit, column)
                    blanks += 1
                else:
                    assert isinstance(points, Decimal), (one.year, unit, column)
                    far[one.year] = max(far.get(one.year, 0), abs(points - Decimal(row[column])))
    print("PAPI", {year: str(d) for year, d in far.items()}, "blanks kept", blanks)
    assert set(far) == set(range(2011, 2023))
    assert max(far.values()) <= NEAR
    assert blanks > 0


def test_eight_sub_indices_of_2017_from_their_indicators_and_the_composite_of_them():
    scored, rows = computed("pci-indicators", "pci/pci_indicators_2017.csv")
    ((_, units),) = scored
    far = {}
    for code in range(1, 11):
        column = f"ci{code:02}_score"
        given = (
            abs(s.points(str(code)) - Decimal(rows[2017, u][column])) for u, s in units.items()
        )
        far[code] = max(given)
    print("PCI 2017 from indicators", {c: str(round(d, 8)) for c, d in far.items()})
    assert max(far.values()) <= NEAR
    composite, published = computed("pci", PCI)
    totals = {u: s.total for u, s in units.items()}
    known = next(found for year, found in composite if year.year == 2017)
    assert max(abs(totals[u] - known[u].total) for u in totals) <= NEAR
    assert all(
        place.place == int(published[2017, u]["rank_published"])
        for u, place in ranks(totals).items()
    )


def test_provinces_as_published_on_the_web_to_two_decimals():
    scored, rows = computed("pci", "pci/pci_recent_website_2020_2022.csv")
    for one, units in scored:
        for unit, s in units.items():
            assert abs(s.total - Decimal(rows[one.year, unit]["pci_published"])) <= Decimal("0.03")


@pytest.mark.parametrize(("index", "name"), [("pci", PCI), ("papi", PAPI)])
def test_every_explanation_computes_again(index, name):
    scored, _ = computed(index, name)
    for _, units in scored:
        for s in list(units.values())[::7]:
            assert recompute(explanation(s, reader.shipped().sources)) == s.total


def recorded(by, at, index, name):
    from thuocdo.indices.actions import record_results

    text = (DATA / name).read_text("utf-8-sig")
    return record_results(by=by, at=at, agency=by.unit, index=index, text=text, source="Công bố")


@pytest.mark.django_db
def test_every_year_goes_in_through_the_page_s_own_action_and_only_2011_is_in_doubt(focal):
    from thuocdo.indices.models import IndexResult
    from thuocdo.indices.queries.results import explained
    from thuocdo.indices.rules.results import stored
    from thuocdo.indices.tests.conftest import AT

    assert len(recorded(focal, AT, "pci", PCI)) == 12
    doubted = IndexResult.objects.exclude(doubts=[]).values_list("round__year", flat=True)
    assert set(doubted) == {2011}
    rest = IndexResult.objects.exclude(round__year=2011)
    assert all(row.place == row.published_place for row in rest)
    for row in rest.select_related("round").filter(code__in=["P01", "P20"]):
        assert stored(recompute(explained(row))) == row.computed
    papi = recorded(focal, AT, "papi", PAPI)
    assert sum(row.results.filter(score=None).count() for row in papi) > 0  # withheld, not zero
