"""A form of which another edition comes into force while periods are open."""

import datetime as dt
from pathlib import Path

import pytest

import thuocdo
from thuocdo.audit.rules import system
from thuocdo.lawbook.periods import quarter
from thuocdo.organisations.actions import save_local_edition
from thuocdo.reporting import actions
from thuocdo.reporting.models import Round
from thuocdo.reporting.queries import rounds
from thuocdo.reporting.queries.forms import form_of
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_reports import duty  # noqa: F401

SHIPPED = (Path(thuocdo.__file__).parent / "rulebook/report_forms/pci/2022.yaml").read_text()
TODAY = dt.date(2026, 11, 5)
MONTHLY = """due:
  - { by: unit, period: month, day: 20, source: kh-pci-gddt-hai-phong-2022, status: secondary }
recipients:
"""


@pytest.fixture
def enact(agency):
    def made(edition, since, due=MONTHLY, title="Báo cáo PCI của Sở"):
        head, _, rest = SHIPPED.partition("due:\n")
        rest = rest.partition("recipients:\n")[2].partition("cases:\n")[0]
        text = f'{head}{due}{rest}cases:\n  - {{ period: "2026-08", day: 2026-08-20 }}\n'
        text = text.replace('"2022.1"', f'"{edition}"').replace(
            "since: 2022-08-01", f"since: {since}"
        )
        text = text.replace("Báo cáo kết quả nâng cao chỉ số năng lực cạnh tranh (PCI)", title)
        save_local_edition(by=system("thử"), at=AT, agency=agency.pk, path="report_forms/pci/2022", text=text, in_force=True)  # fmt: skip

    return made


def test_an_opened_period_keeps_its_days_and_is_still_owed(duty, agency, focal, enact):  # noqa: F811
    actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 1))
    enact("2026.1", "2026-07-01")
    lines = rounds.calendar(focal, agency.pk, TODAY, 2026)
    kept = [(o.owed.by, o.owed.due, o.late) for o in lines if o.owed.period == quarter(2026, 1)]
    assert kept == [("unit", dt.date(2026, 3, 15), True), ("agency", dt.date(2026, 3, 31), True)]
    assert dt.date(2026, 11, 20) in [o.owed.due for o in lines]  # the new edition asks every month
    assert quarter(2026, 3) not in [o.owed.period for o in lines]


def test_a_period_opened_late_keeps_the_edition_of_its_own_days(duty, agency, focal, enact):  # noqa: F811
    """Opened in November for days in which the first edition held, though the second holds by then."""
    enact("2026.1", "2026-01-01", title="Bản một")
    enact("2026.2", "2026-09-01", title="Bản hai")
    at = dt.datetime(2026, 11, 5, 2, tzinfo=dt.UTC)
    month = quarter(2026, 3).__class__("month", 2026, 8)
    one = actions.open_round(by=focal, at=at, duty=duty, period=month)
    assert one.edition == "2026.1"
    assert form_of(Round.objects.get(pk=one.pk)).title == "Bản một"
