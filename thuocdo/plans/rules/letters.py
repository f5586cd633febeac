"""The words of a *công văn đôn đốc*: which unit owes what since when, and by when it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.design.words import long_day
from thuocdo.documents.rules.letters import Annex, Letter, Table
from thuocdo.lawbook.mistakes import Mistake

ABOUT = "đôn đốc thực hiện nhiệm vụ quá hạn"
ANSWER = 5  # working days proposed for the answer: the house's own rule
INSIDE = 10  # rows of a table inside a letter; a longer one is its annex: the house's own rule
COLUMNS = ("TT", "Nhiệm vụ", "Văn bản giao", "Thời hạn hoàn thành", "Số ngày làm việc quá hạn")
WIDTHS, CENTERED = (10, 65, 38, 26, 26), (0, 3, 4)


@dataclass(frozen=True)
class Late:
    """A late piece of work: its number in the plan, words, due day, working days late. `source` is the plan as
    a table cites it, `named` as running text does."""

    number: str
    content: str
    label: str
    source: str
    due: dt.date
    days: int | None
    named: str = ""

    def cells(self, n: int) -> tuple[str, ...]:
        """
        >>> Late("7", "Rà soát", "", "Kế hoạch số 1/KH", dt.date(2026, 3, 1), 4).cells(1)
        ('1', '7. Rà soát', 'Kế hoạch số 1/KH', '01/03/2026', '4')
        """
        content = " ".join(self.content.split()).lstrip("-–+• ").rstrip(".; ")
        words = f"{self.number}. {content}" if self.number else content
        words += f" – {self.label}" if self.label else ""
        days = "" if self.days is None else str(self.days)
        return (str(n), words, self.source, f"{self.due:%d/%m/%Y}", days)


@dataclass(frozen=True)
class Head:
    """Whose paper it is: superior body, agency, symbol and place; number and day where they are known."""

    authority: str
    issuer: str
    symbol: str
    place: str
    number: str = ""
    day: dt.date | None = None


@dataclass(frozen=True)
class Signer:
    """The lines above a name, and the name; both empty where the signer is settled later."""

    lines: tuple[str, ...] = ()
    name: str = ""


def signer_of(name: str, title: str, head_title: str, *, of_agency: bool) -> Signer:
    """How a holder of a position signs (Decree 30/2020/NĐ-CP, annex I, II.7): the head by title, a deputy for the
    head, the head of a room by the head's order.

    >>> signer_of("Hà", "Phó Giám đốc", "Giám đốc", of_agency=True).lines
    ('KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC')
    >>> signer_of("An", "Giám đốc", "Giám đốc", of_agency=True).lines
    ('GIÁM ĐỐC',)
    >>> signer_of("Bình", "Chánh Văn phòng", "Giám đốc", of_agency=False).lines
    ('TL. GIÁM ĐỐC', 'CHÁNH VĂN PHÒNG')
    """
    top, own = head_title.upper(), title.upper()
    if top == own:
        return Signer((top,), name)
    return Signer((f"{'KT.' if of_agency else 'TL.'} {top}", own), name)


def cited(
    source: str, number: str, issued_on: dt.date | None, title: str, *, long: bool = False
) -> str:
    """A document as a letter cites it, `long` in running text.

    >>> cited("Kế hoạch", "12/KH-SGDĐT", dt.date(2026, 1, 5), "x")
    'Kế hoạch số 12/KH-SGDĐT ngày 05/01/2026'
    >>> cited("Kế hoạch", "12/KH-SGDĐT", dt.date(2026, 1, 5), "x", long=True)
    'Kế hoạch số 12/KH-SGDĐT ngày 05 tháng 01 năm 2026'
    >>> cited("Kế hoạch", "", None, "Họp không giấy")
    'Kế hoạch Họp không giấy'
    """
    if not number:
        return title if title.lower().startswith(source.lower()) else f"{source} {title}"
    if issued_on is None:
        return f"{source} số {number}"
    return f"{source} số {number} {long_day(issued_on) if long else f'ngày {issued_on:%d/%m/%Y}'}"


def urge(
    *,
    head: Head,
    unit: str,
    office: str,
    works: Sequence[Late],
    written: dt.date,
    answer_by: dt.date,
    recipients: tuple[str, ...],
    signer: Signer,
) -> Letter:
    """The letter to one unit. Raises Mistake where the answer is asked for a day gone by."""
    if answer_by <= written:
        raise Mistake("Thời hạn báo cáo phải sau ngày lập công văn.", field="answer_by")
    apart = len(works) > INSIDE
    rows = tuple(work.cells(n) for n, work in enumerate(works, 1))
    return Letter(
        authority=head.authority.upper(),
        issuer=head.issuer.upper(),
        number=head.number,
        symbol=head.symbol,
        place=head.place,
        day=head.day,
        written=written,
        about=ABOUT,
        to=(unit,),
        body=(_owed(unit, works, written, apart),),
        table=Table(COLUMNS, WIDTHS, rows, CENTERED),
        after=_asked(unit, office, answer_by),
        recipients=recipients,
        signature=signer.lines,
        signer=signer.name,
        annex=Annex(f"Danh mục nhiệm vụ quá hạn của {unit}", head.issuer) if apart else None,
    )


def _owed(unit: str, works: Sequence[Late], written: dt.date, apart: bool) -> str:
    sources = list(dict.fromkeys(work.named or work.source for work in works))
    followed = sources[0] if len(sources) == 1 else f"{len(sources)} văn bản giao nhiệm vụ"
    return (
        f"Qua theo dõi việc thực hiện {followed}, tính đến {long_day(written)}, {unit} còn "
        f"{len(works):02d} nhiệm vụ đã quá thời hạn hoàn thành"
        f"{' (danh mục tại Phụ lục kèm theo).' if apart else ', cụ thể:'}"
    )


def _asked(unit: str, office: str, answer_by: dt.date) -> tuple[str, ...]:
    return (
        (
            f"Đề nghị {unit} khẩn trương hoàn thành các nhiệm vụ nêu trên, cập nhật kết quả kèm tài liệu kiểm chứng "
            f"vào hệ thống theo dõi, báo cáo nguyên nhân chậm và thời gian hoàn thành về {office} trước "
            f"{long_day(answer_by)} để tổng hợp, báo cáo lãnh đạo."
        ),
        "Đề nghị đơn vị nghiêm túc thực hiện./.",
    )
