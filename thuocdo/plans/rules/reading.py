"""What was read from one plan: document, targets, tasks, duties, reports, doubts.

Everything is kept as printed. A doubt is a `Finding`, never a repair. `to_json` is the public
contract of `thuocdo plan read --json`; `from_json(to_json(r)) == r`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Literal, Self

from thuocdo.documents.rules.blocks import Source

ScheduleKind = Literal["deadline", "window", "recurring", "continuous", "on_event", "none"]
Operator = Literal[">=", "<=", "=", ">", "<"]
Severity = Literal["error", "warning", "info"]
Frequency = Literal["monthly", "quarterly", "half_yearly", "nine_months", "yearly", "ad_hoc"]
Origin = Literal["table", "prose", "task"]


@dataclass(frozen=True)
class Schedule:
    """When a task is done. `text` is printed; `then` says what follows the date ("continuous")."""

    text: str | None = None
    kind: ScheduleKind = "none"
    start: date | None = None
    due: date | None = None
    rule: str | None = None  # RFC 5545
    event: str | None = None
    then: Literal["continuous"] | None = None


@dataclass(frozen=True)
class Target:
    """A printed aim with its figure. `value` is a decimal string as printed, never corrected."""

    code: str | None
    group: str | None
    name: str
    operator: Operator | None
    value: str | None
    unit: str | None
    text: str | None
    origin: Origin
    task: str | None
    responsible: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Task:
    """A printed row. One without `lead` is a title: its children carry its `number` as `parent`."""

    number: str | None
    parent: str | None
    group: str | None
    content: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    schedule: Schedule
    product: str | None
    note: str | None
    source: Source


@dataclass(frozen=True)
class Responsibility:
    """One printed duty under the heading that names a unit."""

    unit: str
    content: str
    source: Source


@dataclass(frozen=True)
class Reporting:
    """One rhythm of one reporting clause. `before_day` is the printed number of the day."""

    text: str
    frequency: Frequency
    months: tuple[int, ...]
    before_day: int | None
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Finding:
    """A doubt about the printed text. Codes: `plans.rules.findings.CODES`."""

    code: str
    severity: Severity
    message: str
    source: Source


@dataclass(frozen=True)
class Citation:
    """A document the plan names. `date` is ISO, whole or partial; a law may have no number."""

    number: str | None
    date: str | None
    issuer: str | None = None
    subject: str | None = None


@dataclass(frozen=True)
class Signer:
    name: str | None
    position: str | None
    on_behalf_of: str | None


@dataclass(frozen=True)
class Document:
    """Head and foot of the plan. `date` keeps what is known: "2023-01-05", "2022-08", "2022"."""

    kind: str
    number: str | None
    symbol: str | None
    issuer: str | None
    place: str | None
    date: str | None
    title: str | None
    years: tuple[int, ...]
    signer: Signer | None
    recipients: tuple[str, ...]
    legal_bases: tuple[Citation, ...]
    replaces: tuple[Citation, ...]


@dataclass(frozen=True)
class PlanReading:
    document: Document
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract's object: dates as ISO text, tuples as lists, absent values as None."""
        return {
            "document": _document_json(self.document),
            "targets": [_plain(target) for target in self.targets],
            "tasks": [_plain(task) for task in self.tasks],
            "responsibilities": [_plain(duty) for duty in self.responsibilities],
            "reporting": [_reporting_json(report) for report in self.reporting],
            "findings": [_plain(finding) for finding in self.findings],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The reading that was printed. KeyError or TypeError where it was not made by `to_json`."""
        return cls(
            document=_document_from(data["document"]),
            targets=tuple(_made(Target, item) for item in data["targets"]),
            tasks=tuple(_task_from(item) for item in data["tasks"]),
            responsibilities=tuple(_made(Responsibility, i) for i in data["responsibilities"]),
            reporting=tuple(_reporting_from(item) for item in data["reporting"]),
            findings=tuple(_made(Finding, item) for item in data["findings"]),
        )


def _plain(thing: Any) -> dict[str, Any]:
    return {key: _value(value) for key, value in asdict(thing).items()}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, dict):
        return {key: _value(item) for key, item in value.items()}
    return value


def _document_json(document: Document) -> dict[str, Any]:
    """`replaces` shows number and date only."""
    data = _plain(document)
    data["replaces"] = [{"number": c.number, "date": c.date} for c in document.replaces]
    return data


def _reporting_json(report: Reporting) -> dict[str, Any]:
    data = _plain(report)
    data["from"], data["to"] = data.pop("senders"), data.pop("receivers")
    return data


def _frozen(values: Iterable[Any] | Any) -> Any:
    return tuple(values) if isinstance(values, list) else values


def _made(kind: Any, data: dict[str, Any]) -> Any:
    """An instance of the dataclass `kind` from its JSON object."""
    known = {field.name for field in fields(kind)}
    values = {key: _frozen(value) for key, value in data.items() if key in known}
    if "source" in values:
        values["source"] = Source(**values["source"])
    return kind(**values)


def _task_from(data: dict[str, Any]) -> Task:
    schedule = dict(data["schedule"])
    for key in ("start", "due"):
        schedule[key] = date.fromisoformat(schedule[key]) if schedule[key] else None
    return _made(Task, {**data, "schedule": Schedule(**schedule)})  # type: ignore[no-any-return]


def _reporting_from(data: dict[str, Any]) -> Reporting:
    renamed = {**data, "senders": data["from"], "receivers": data["to"]}
    return _made(Reporting, renamed)  # type: ignore[no-any-return]


def _document_from(data: dict[str, Any]) -> Document:
    values = dict(data)
    values["signer"] = Signer(**data["signer"]) if data["signer"] else None
    for key in ("legal_bases", "replaces"):
        values[key] = tuple(Citation(**item) for item in data[key])
    return _made(Document, values)  # type: ignore[no-any-return]
