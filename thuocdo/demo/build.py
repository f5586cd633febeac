"""The demonstration from nothing: units, people, plans, all through the actions the pages use.

Every step finds what an earlier run has done and goes on from there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from thuocdo.accounts.models import Account
from thuocdo.accounts.queries import actor_for
from thuocdo.audit.rules import Actor, system
from thuocdo.demo.collecting import collect
from thuocdo.demo.days import ZONE, Days, days
from thuocdo.demo.papers.paper import paper, revised
from thuocdo.demo.papers.printed import pdf
from thuocdo.demo.papers.word import docx
from thuocdo.demo.reaching import remind_units
from thuocdo.demo.reporting import reports_of
from thuocdo.demo.reviewing import answers, decisions
from thuocdo.demo.scoring import score_rooms
from thuocdo.demo.staff import appoint
from thuocdo.demo.year import tell_year, work_beside_plans, write_results
from thuocdo.organisations.actions import load_shipped
from thuocdo.organisations.models import Unit
from thuocdo.organisations.queries import tree
from thuocdo.plans.actions import give_work
from thuocdo.plans.actions.amend import amend_from_file
from thuocdo.plans.actions.reviewing import decide, record_issue, upload_plan
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.models import Amendment, Plan
from thuocdo.plans.queries.reviewing import review
from thuocdo.plans.rules.given import Line
from thuocdo.plans.rules.given import Paper as Given

BUILDER = system("Dựng bản trình diễn")
FOCAL = "daumoi"
Step = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class Sheet:
    """A plan file as somebody hands it in."""

    name: str
    data: bytes


def steps(now: dt.datetime, files: Iterable[Sheet]) -> Iterator[Step]:
    """What to do, in order, each with the words shown while it is done. `files`: instead of our own plans."""
    story, later = days(now), days(now, week=1)
    yield "Cây tổ chức của Sở Giáo dục và Đào tạo", lambda: load_shipped(by=BUILDER, at=story.founded)  # fmt: skip
    yield (
        "Con người, chức vụ, tài khoản",
        lambda: appoint(by=BUILDER, at=story.founded, on=_day(story.founded), agency=agency()),
    )
    files = list(files)
    for file in files:
        yield f"Kế hoạch trong tệp {file.name}", partial(bring_in, file, story)
    if not files:
        yield "Kế hoạch nâng cao chỉ số PCI", lambda: our_plan("pci", story)
        yield "Kế hoạch cải cách hành chính", lambda: our_plan("cchc", later)
        yield "Một năm làm việc của các đơn vị", lambda: work_year(later)
        yield "Bản sửa đổi còn chờ quyết định", lambda: pending_amendment(later)
        yield "Kế hoạch mới đến, chờ rà soát", lambda: newcomer(story)


def agency() -> Unit:
    return Unit.objects.get(code="so-gddt-hai-phong")


def actor(login: str, at: dt.datetime) -> Actor:
    """The invented person, as if signed in at that moment."""
    return actor_for(Account.objects.get(username=login), at)


def bring_in(sheet: Sheet, story: Days) -> Plan:
    """A plan of somebody else's: under tracking when nothing in it needs a person, else open for review."""
    plan = uploaded(sheet, story.now, None)
    ready = not review(plan, today=_day(story.now)).settlement.questions
    if plan.state == Plan.State.REVIEW and ready:
        go_live(by=actor(FOCAL, story.now), at=story.now, today=_day(story.now), plan=plan)
    return plan


def our_plan(code: str, story: Days) -> Plan:
    """Uploaded, reviewed, signed and brought under tracking on the days of the story."""
    written, given = paper(code, story.year), answers(code, story.issued_on)
    signed = Sheet(f"{title(code, story)} (bản ký).pdf", pdf(written))
    source = Sheet(f"{title(code, story)}.pdf", signed.data) if code == "pci" else Sheet(f"{title(code, story)}.docx", docx(written))  # fmt: skip
    plan = uploaded(source, story.uploaded, story.year)
    if plan.state != Plan.State.REVIEW:
        return plan
    live_on = _day(story.live)
    units = {node.code: unit for unit, node in tree(live_on).nodes.items()}
    decided = decisions(review(plan, today=live_on), given, units)
    plan = decide(by=actor(FOCAL, story.reviewed), at=story.reviewed, plan=plan, decisions=decided)
    if not plan.number:
        plan = record_issue(
            by=actor("vanthu", story.issued), at=story.issued, plan=plan,
            number=given["number"], issued_on=story.issued_on, signer=written.signer,
            signer_position=" ".join(written.signature), signed_name=signed.name,
            signed_data=signed.data,
        )  # fmt: skip
    return go_live(by=actor(FOCAL, story.live), at=story.live, today=live_on, plan=plan)


def work_year(story: Days) -> None:
    """What happened between the start of tracking and the day before yesterday; nothing while the plan is young."""
    end = story.now - dt.timedelta(days=1, hours=1)
    if end > story.live:
        given_work(story)
        tell_year(story.live, end, reports_of(agency(), story.live, end))
        write_results(end)
        score_rooms(agency(), end)
        remind_units(actor(FOCAL, end), end)
        collect(agency(), end + dt.timedelta(minutes=10))


def given_work(story: Days) -> None:
    """What the committee and the Monday meeting gave beside the plans, on the day tracking began."""
    if Plan.objects.exclude(source=Plan.Source.PLAN).exists():
        return
    by, on = actor(FOCAL, story.live), _day(story.live)
    for told in work_beside_plans(story.year):
        lines = [Line(place, **line) for place, line in enumerate(told["lines"], 1)]
        paper = Given(
            source=told["source"], number=told.get("number", ""), issued_on=on,
            signer=told.get("signer", ""), title=told["title"],
        )  # fmt: skip
        give_work(by=by, at=story.live, today=on, agency=agency().pk, paper=paper, lines=lines)


def pending_amendment(story: Days) -> Amendment | None:
    """A revision of the reform plan, uploaded yesterday and not yet decided. None while the plan is young."""
    plan = our_plan("cchc", story)
    there = Amendment.objects.filter(plan=plan).first()
    yesterday = story.now - dt.timedelta(days=1)
    if there or yesterday < story.live + dt.timedelta(days=14):
        return there
    return amend_from_file(
        by=actor(FOCAL, yesterday), at=yesterday, plan=plan, kind=Amendment.Kind.AMENDMENT,
        number="412/KH-SGDĐT", issued_on=_day(yesterday), name=f"{title('cchc', story)} (sửa đổi, bổ sung).docx",
        data=docx(revised("cchc", story.year)),
    )  # fmt: skip


def newcomer(story: Days) -> Plan:
    """A short plan that came in today: the first thing a new user reviews."""
    month = _day(story.now).month
    written = paper("bo-chi-so", story.year, month)
    return uploaded(Sheet(f"{title('bo-chi-so', story)}.docx", docx(written)), story.now, story.year)  # fmt: skip


def title(code: str, story: Days) -> str:
    names = {"pci": "Kế hoạch PCI", "cchc": "Kế hoạch cải cách hành chính", "bo-chi-so": "Kế hoạch thực hiện Bộ chỉ số 766"}  # fmt: skip
    return f"{names[code]} năm {story.year}"


def uploaded(sheet: Sheet, at: dt.datetime, year: int | None) -> Plan:
    """The plan of this file, uploaded now where no earlier run did."""
    known = Plan.objects.filter(file__sha256=hashlib.sha256(sheet.data).hexdigest()).first()
    return known or upload_plan(
        by=actor(FOCAL, at), at=at, agency=agency().pk, name=sheet.name, data=sheet.data, year=year
    )


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(ZONE).date()
