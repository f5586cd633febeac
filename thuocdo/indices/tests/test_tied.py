"""Targets of plans beside published figures; results of units of a kind."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.accounts.models import Account
from thuocdo.accounts.queries import actor_for
from thuocdo.indices import actions
from thuocdo.indices.models import IndexRound, IndexTie
from thuocdo.indices.queries.series import measures
from thuocdo.indices.queries.tied import tied
from thuocdo.indices.rules.tied import beside, proposed
from thuocdo.indices.tests.conftest import AT, row, table
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import shipped
from thuocdo.plans.models import Plan, Target
from thuocdo.plans.rules.targets import Level

pytestmark = pytest.mark.usefixtures("now")
D = Decimal


@pytest.fixture
def target(agency):
    plan = Plan.objects.create(
        agency=agency, title="Kế hoạch PCI 2022", folded="", state="live", first_year=2022,
        last_year=2022, reading={}, created_at=AT,
    )  # fmt: skip

    def make(name="Chi phí không chính thức", value="7.5", unit="điểm", operator=">="):
        return Target.objects.create(
            plan=plan, position=plan.targets.count() + 1, name=name, folded="", operator=operator,
            value=D(value), unit=unit, origin="annex",
        )  # fmt: skip

    return make


def pci(focal, *rows):
    actions.record_results(
        by=focal, at=AT, agency=focal.unit, index="pci", text=table(*rows), source="Báo cáo PCI"
    )


def tie(by, target, measure="s.ci05_informal", code="P20"):
    return actions.tie_target(
        by=by, at=AT, target=target.pk, index="pci", measure=measure, code=code
    )


def test_the_level_stands_between_what_was_known_and_what_came(focal, target):
    one = target()
    tie(focal, one)
    pci(focal, row(2020, "P20", 6), row(2021, "P20", ""))
    (found,) = tied(focal, AT.date(), "pci")
    assert (found.beside.before, found.beside.lag, found.beside.state) == ((2020, 6), 2, "awaited")
    pci(focal, row(2022, "P20", 7.6))
    (found,) = tied(focal, AT.date(), "pci")
    assert (found.beside.now, found.beside.state, found.unit) == (
        (2022, D("7.6")),
        "met",
        "Hải Phòng",
    )
    pci(focal, row(2022, "P20", 7.4))
    assert tied(focal, AT.date(), "pci")[0].beside.state == "not_met"


def test_another_unit_of_measure_is_not_judged(focal, target):
    tie(focal, target(unit="ngày"))
    pci(focal, row(2022, "P20", 7.6))
    (found,) = tied(focal, AT.date(), "pci")
    assert (found.fits, found.beside.state) == (False, "not_judged")


def test_shares_stand_beside_percentages():
    level = Level(">=", D(60))
    assert beside(level, (2022, 2022), {2022: D(61)}, True).state == "met"
    assert beside(Level("=", D(60)), (2022, 2022), {2022: D(61)}, True).state == "not_judged"


def test_the_nearest_figure_is_proposed_and_never_chosen():
    known = [(address, name) for address, name, _ in measures("pci-indicators")]
    assert (
        proposed("Số ngày chờ đợi để nhận giấy chứng nhận quyền sử dụng đất (trung vị)", known)
        == "s.ci02_02"
    )
    assert proposed("Tỷ lệ cuộc họp không giấy tờ", known) is None


def test_who_may_tie_and_to_what(focal, target, agency, someone):
    one = target()
    officer = actor_for(someone("officer", unit=agency), AT)
    with pytest.raises(Mistake):
        tie(officer, one)
    for measure, code, says in (("s.khac", "P20", "không có số liệu"), ("", " ", "mã đơn vị")):
        with pytest.raises(Mistake, match=says):
            tie(focal, one, measure, code)
    one.plan.state = "review"
    one.plan.save()
    with pytest.raises(Mistake, match="Không có chỉ tiêu này"):
        tie(focal, one)


def test_the_page_ties_and_unties(focal, target, client):
    client.force_login(Account.objects.get(pk=focal.account))
    one = target()
    page = client.get(f"/chi-so/pci/chi-tieu/?chi-tieu={one.pk}").content.decode()
    assert "Chưa có chỉ tiêu nào gắn" in page
    assert (
        '<option value="p.5" selected>' in page
        or '<option value="s.ci05_informal" selected>' in page
    )
    said = {"target": one.pk, "measure": "s.ci05_informal", "code": ""}
    assert client.post("/chi-so/pci/chi-tieu/", said).status_code == 422
    assert client.post("/chi-so/pci/chi-tieu/", {**said, "code": "P20"}).status_code == 302
    pci(focal, row(2020, "P20", 6), row(2022, "P20", 7.6))
    page = client.get("/chi-so/pci/chi-tieu/").content.decode()
    for words in ("trễ 2 năm", "7,60", "Đạt", "Hải Phòng"):
        assert words in page
    client.post(f"/chi-so/pci/chi-tieu/{one.pk}/go/")
    assert not IndexTie.objects.exists()


def test_the_same_queries_however_many_ties(focal, target, client):
    client.force_login(Account.objects.get(pk=focal.account))
    tie(focal, target())

    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/chi-so/pci/chi-tieu/").status_code == 200
        return len(seen)

    asked()
    few = asked()
    for number in range(10):
        tie(focal, target(), code=f"P{number:02}")
    assert asked() == few


def seven_six_six(*units):
    form = shipped().editions["indices/qd-766/portal-2026"].body
    names = list(form.inputs)
    head = ",".join(["year", form.table.unit_column, *names])
    given = {"published_on_time": 8, "published": 10}
    cells = ",".join(str(given.get(name, "")) for name in names)
    return "\n".join([head, *(f"2026,{unit},{cells}" for unit in units)])


def test_units_of_different_kinds_are_scored_and_ranked_apart(focal):
    def record(kind):
        return actions.record_results(
            by=focal, at=AT, agency=focal.unit, index="qd-766", text=seven_six_six("a", "b"),
            source="Cổng", kind=kind,
        )  # fmt: skip

    with pytest.raises(Mistake, match="nhiều loại đơn vị"):
        record("")
    (province,), (commune,) = record("province"), record("commune")
    assert IndexRound.objects.count() == 2
    points = {r.kind: r.results.get(code="a").points["1.2"] for r in (province, commune)}
    assert points["province"] != points["commune"]


def test_a_form_asks_for_the_kind_only_where_there_are_several(focal, client):
    client.force_login(Account.objects.get(pk=focal.account))
    assert 'name="kind"' in client.get("/chi-so/qd-766/nhap/").content.decode()
    assert 'name="kind"' not in client.get("/chi-so/pci/nhap/").content.decode()
    said = {"source": "Cổng", "text": seven_six_six("a"), "kind": "commune", "act": "check"}
    page = client.post("/chi-so/qd-766/nhap/", said).content.decode()
    assert "Ghi kết quả" in page
    client.post("/chi-so/qd-766/nhap/", {**said, "act": "record"})
    one = IndexRound.objects.get()
    assert one.kind == "commune"
    page = client.get(f"/chi-so/qd-766/ket-qua/{one.pk}/don-vi/a/").content.decode()
    assert "Không áp dụng" in page
    assert "xã, phường, đặc khu" in client.get(f"/chi-so/qd-766/ket-qua/{one.pk}/").content.decode()
