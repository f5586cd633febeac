"""`thuocdo check`: is what is stored what was done, and is it all there?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from thuocdo.audit import queries as audit
from thuocdo.config import health
from thuocdo.documents.models import File
from thuocdo.documents.queries import path_of
from thuocdo.indices.queries import changed_editions
from thuocdo.lawbook import reader
from thuocdo.plans.queries.orphans import strayed

MOST = 100  # faults named of one kind; who has more needs the backup, not the list


def migrations() -> Iterator[str]:
    if pending := health.pending():
        first = ", ".join(pending[:3])
        yield f"Còn {len(pending)} bước chuyển chưa chạy ({first}…). Chạy: thuocdo upgrade."


def chain() -> Iterator[str]:
    if fault := audit.broken():
        yield fault


def behind() -> Iterator[str]:
    yield from audit.changed_behind(MOST)


def files() -> Iterator[str]:
    """A file known to the database whose bytes are gone or are no longer those of its hash."""
    from thuocdo.config.backup.archive import sha256

    known = File.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    for name in known.iterator():
        place = path_of(name)
        if not place.exists():
            yield f"Thiếu tệp {name}. Khôi phục từ bản sao lưu."
        elif sha256(place) != name:
            yield f"Nội dung tệp {name} đã bị thay đổi. Khôi phục từ bản sao lưu."


def plans_of_work() -> Iterator[str]:
    """A piece of work names the plan of its task, so that lists need not ask the task."""
    for work in strayed(MOST):
        yield f"Phần việc {work} không cùng kế hoạch với nhiệm vụ của nó. Khôi phục từ bản sao lưu."


def rulebook() -> Iterator[str]:
    yield from map(str, reader.check(reader.SHIPPED))


def editions() -> Iterator[str]:
    """Sets of criteria that results stand on and that are no longer what they were then."""
    yield from changed_editions()


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "Chuyển cơ sở dữ liệu": migrations,
    "Chuỗi nhật ký": chain,
    "Dữ liệu bị sửa ngoài hệ thống": behind,
    "Tệp": files,
    "Kế hoạch của phần việc": plans_of_work,
    "Bộ quy định": rulebook,
    "Bộ chỉ số đã dùng": editions,
}


def faults() -> dict[str, list[str]]:
    """Every check with what it found; where migrations are pending the rest cannot be asked."""
    found = {"Chuyển cơ sở dữ liệu": list(migrations())}
    if found["Chuyển cơ sở dữ liệu"]:
        return found
    return {name: list(check()) for name, check in CHECKS.items()}
