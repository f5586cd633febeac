"""What is written in bulk is what the actions write, at 1,000 pieces; and the log holds it."""

import datetime as dt
from itertools import islice

import pytest
from django.db import transaction

from thuocdo.accounts.models import Account, Person
from thuocdo.audit.queries import broken, changed_behind
from thuocdo.config.commands.seed import write
from thuocdo.demo import bulk
from thuocdo.demo.build import FOCAL, actor, agency, steps
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.actions import progress
from thuocdo.plans.models import Assignment, RowOwner, Task, Update

pytestmark = pytest.mark.xdist_group("demo-build")
NOW = dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC)
AT = dt.datetime(2026, 1, 11, 1, tzinfo=dt.UTC)
MANY = 1000
NAMES = {"id", "plan", "task", "of", "assignment", "carried_from"}  # which row, not what it says


@pytest.fixture
def who(db):
    for _words, do in islice(steps(NOW, []), 2):
        do()
    return bulk.cast(actor(FOCAL, AT), agency().pk, AT)


def rows():
    """Every row of the tables the generator writes, without the names rows have."""
    return {
        model.__name__: [
            tuple(getattr(row, f.attname) for f in model._meta.concrete_fields if f.name not in NAMES)
            for row in model.objects.order_by(*order)
        ]
        for model, order in (
            (Task, ("id",)), (RowOwner, ("id",)), (Assignment, ("id",)), (Update, ("assignment", "id")),
        )
    }  # fmt: skip


def by_actions(some, work):
    acts = [(said, w) for w, piece in zip(work, some, strict=True) for said in piece.said]
    for said, w in sorted(acts, key=lambda act: (act[0].at, bulk.ORDER.index(act[0].kind))):
        given = {"by": said.by, "at": said.at, "assignment": w, "text": said.text}
        if said.kind == "progress":
            progress.update_progress(**given)
        elif said.kind == "reported":
            progress.report_done(**given, version=None, done_on=said.done_on)
        else:
            progress.confirm_done(**given, version=None)


def test_bulk_rows_are_the_rows_of_the_actions(who):
    some = list(bulk.pieces(MANY, who, AT, NOW, seed=7))
    with transaction.atomic():
        work = bulk.give(some, who, agency().pk, AT, MANY)
        by_actions(some, work)
        wanted = rows()
        transaction.set_rollback(True)
    bulk.seed(MANY, office=who.office, agency=agency().pk, at=AT, until=NOW, number=7)
    assert rows() == wanted
    kinds = [row.state for row in Assignment.objects.all()]
    assert (
        min(
            kinds.count("open"), kinds.count("done"), Update.objects.filter(kind="progress").count()
        )
        > 100
    )
    assert Assignment.objects.filter(stage="office").exists()
    assert changed_behind() == []
    assert not broken()


def test_the_same_seed_gives_the_same_pieces(who):
    first, again, other = (list(bulk.pieces(200, who, AT, NOW, seed=n)) for n in (1, 1, 2))
    assert first == again != other
    assert all(AT < said.at <= NOW for piece in first for said in piece.said)


def test_no_seed_where_people_work(db, settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    person = Person.objects.create(full_name="Người thật", folded="nguoi that")
    Account.objects.create(username="that", person=person, created_at=AT)
    with pytest.raises(Mistake, match="nơi làm việc thật"):
        write("10")
    assert not Assignment.objects.exists()
    with pytest.raises(Mistake, match="Không có cỡ"):
        write("mười")
