"""*Giao việc*: work that comes without a plan is tracked at once, under the document that gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db import IntegrityError, models, transaction

from thuocdo.audit.actions import Change, record
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents.access import RECORD
from thuocdo.documents.actions import record_document
from thuocdo.documents.rules.references import one
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc
from thuocdo.organisations.queries import calendar_for, one_at_a_time
from thuocdo.plans.access import GIVE
from thuocdo.plans.actions.writing import assignment, owner, schedule_fields
from thuocdo.plans.models import Assignment, Plan, RowOwner, Task
from thuocdo.plans.queries.given import Checked, check, giving, title_of
from thuocdo.plans.rules.given import MOST, Given, Line, Paper
from thuocdo.plans.rules.reading import Document, PlanReading
from thuocdo.plans.rules.work import Asked, work_of

NOTHING_READ = PlanReading(Document("", None, None, None, None, None, None, (), None, (), (), ()))


def give_work(
    *,
    by: Actor,
    at: dt.datetime,
    today: dt.date,
    agency: int,
    paper: Paper,
    lines: Sequence[Line],
    past: bool = False,
) -> list[Assignment]:
    """Give every line or none. A document that gave work before gets more; a line may name its own document.

    `past`: work whose day has passed is taken in too, as it is when it comes from another system.
    """
    require(by, GIVE, agency)
    paper = _checked(paper, today)
    if not lines:
        raise Mistake("Chưa có việc nào để giao.", field="text")
    if len(lines) > MOST:
        raise Mistake(f"Có {len(lines)} dòng, nhiều hơn {MOST}. Chia thành nhiều lần.")
    with transaction.atomic():
        one_at_a_time(
            agency
        )  # two people with the conclusions of one meeting: the second sees what the first gave
        found = check(agency, paper, lines, today)
        _must_be_whole(found, past)
        rows = _Rows(by, at, today, agency)
        rows.write(found.given)
        record(
            by=by,
            at=at,
            verb=GIVE,
            changes=[Change.of(None, row) for row in rows.written],
            touched=[f"unit:{u}" for u in sorted(rows.units)] + rows.grown,
        )
    return rows.work


def _checked(paper: Paper, today: dt.date) -> Paper:
    """The document in its stored form. A document of the committee is known by number and date."""
    if paper.source not in set(Plan.Source.values) - {Plan.Source.PLAN}:
        raise Mistake("Chọn nguồn giao.", field="source")
    paper = replace(
        paper, number=nfc(paper.number), signer=nfc(paper.signer), title=nfc(paper.title)
    )
    if paper.number:
        one(f"Văn bản số {paper.number}", field="number")
    if paper.number and paper.issued_on is None:
        raise Mistake("Ghi ngày của văn bản có số này.", field="issued_on")
    if paper.source == Plan.Source.MEETING and paper.issued_on is None:
        raise Mistake("Ghi ngày giao ban.", field="issued_on")
    if paper.issued_on and paper.issued_on > today:
        raise Mistake("Ngày văn bản ở sau hôm nay. Sửa lại ngày.", field="issued_on")
    return paper


def _must_be_whole(found: Checked, past: bool) -> None:
    stops = found.stops(past)
    if stops:
        first = stops[0]
        raise Mistake(
            f"Dòng {first.place}: {first.text}"
            + (f" Và {len(stops) - 1} chỗ khác." if len(stops) > 1 else ""),
            field=first.cell,
        )


class _Rows:
    """Writes the lines, document by document. `written`: everything new; `grown`: documents that got more."""

    def __init__(self, by: Actor, at: dt.datetime, today: dt.date, agency: int) -> None:
        self.by, self.at, self.today, self.agency = by, at, today, agency
        self.calendar = calendar_for(agency)
        self.written: list[models.Model] = []
        self.work: list[Assignment] = []
        self.units: set[int] = set()
        self.grown: list[str] = []

    def write(self, given: Sequence[Given]) -> None:
        papers: dict[Paper, list[Given]] = {}
        for each in given:
            papers.setdefault(each.paper, []).append(each)
        known = giving(self.agency, set(papers))
        for paper, lines in papers.items():
            self._lines(self._plan(paper, lines, known.get(paper)), lines)

    def _plan(self, paper: Paper, lines: Sequence[Given], known: Plan | None) -> Plan:
        last = max([self.today.year, *(g.schedule.due.year for g in lines if g.schedule.due)])
        if known is not None:
            plan = Plan.objects.select_for_update().get(pk=known.pk)
            if plan.source == Plan.Source.PLAN or plan.state != Plan.State.LIVE:
                raise Refused(
                    f"Văn bản {plan.number} đang được theo dõi là kế hoạch hoặc đã kết thúc. "
                    "Điều chỉnh kế hoạch đó, hoặc ghi văn bản khác."
                )
            self.grown.append(f"plan:{plan.pk}")
            return plan
        title = title_of(paper)
        plan = Plan(
            agency_id=self.agency,
            focal_unit_id=self.by.unit,
            state=Plan.State.LIVE,
            source=paper.source,
            title=title,
            folded=fold(f"{paper.number} {title}"),
            number=paper.number,
            issued_on=paper.issued_on,
            signer=paper.signer[:120],
            first_year=(paper.issued_on or self.today).year,
            last_year=last,
            reading=NOTHING_READ.to_json(),
            document=self._document(paper, title),
            created_at=self.at,
            live_at=self.at,
        )
        try:
            with transaction.atomic():
                plan.save()
        except IntegrityError:  # a plan that was given this number just now
            raise Refused(
                f"Văn bản {paper.number} vừa được người khác ghi trong lúc này. Kiểm tra danh mục rồi giao lại."
            ) from None
        self.written.append(plan)
        return plan

    def _document(self, paper: Paper, title: str):  # type: ignore[no-untyped-def]
        """The paper as a known document, where the giver may record one and it has a number."""
        if not paper.number or not RECORD.allows(self.by):
            return None
        try:
            reference = one(f"Văn bản số {paper.number}")
        except Mistake:  # a number of another system, in no form of an official document
            return None
        reference = replace(reference, date=paper.issued_on)
        return record_document(by=self.by, at=self.at, reference=reference, abstract=title)

    def _lines(self, plan: Plan, lines: Sequence[Given]) -> None:
        """Rows of one kind at a stroke: a sheet of 2,000 takes as many statements as one of ten."""
        last = plan.tasks.order_by("-position").values_list("position", flat=True).first() or 0
        tasks = [self._task(plan, last + n, each) for n, each in enumerate(lines, 1)]
        self.written += Task.objects.bulk_create(tasks, batch_size=500)
        pairs = list(zip(tasks, lines, strict=True))
        lead, helps = RowOwner.Role.LEAD, RowOwner.Role.COORDINATING
        owners = [owner(lead, n, p, task=t) for t, g in pairs for n, p in enumerate(g.leads)]
        owners += [owner(helps, n, p, task=t) for t, g in pairs for n, p in enumerate(g.coordinating)]  # fmt: skip
        self.written += RowOwner.objects.bulk_create(owners, batch_size=500)
        horizon = dt.date(max(plan.last_year, self.today.year), 12, 31)
        asked = Asked(self.today, horizon, calendar=self.calendar)
        owed = [(t, w) for t, g in pairs for u in g.units for w in work_of(u, g.schedule, asked)]
        work = [assignment(task, each, self.at) for task, each in owed]
        Assignment.objects.bulk_create(work, batch_size=500)
        self.work += work
        self.written += work
        self.units |= {row.unit_id for row in work}

    def _task(self, plan: Plan, position: int, given: Given) -> Task:
        line = given.line
        return Task(
            plan=plan,
            position=position,
            number=(line.number.rstrip(".)") or str(position))[:20],
            content=line.content,
            folded=fold(f"{line.number} {line.higher} {line.content}"),
            product=line.product,
            higher=line.higher,
            tracked=True,
            **schedule_fields(given.schedule),
        )
