"""What every official document carries whatever it says: whose it is, number, place and day, signature, recipients.

Decree 30/2020/NĐ-CP, Annex I (layout) and Annex III (forms).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Literal

from thuocdo.design.words import long_day
from thuocdo.lawbook.text import nfc

BLANK = "\u00a0" * 8  # room for the pen: a document not yet registered has neither number nor day
_LOST = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]
)  # what no XML file may hold


def plain(text: str) -> str:
    """One line, composed letters, single spaces.

    >>> plain("Số\\x02  hồ\\n sơ")
    'Số hồ sơ'
    """
    return " ".join(nfc(text).translate(_LOST).split())


def signing(
    how: Literal["", "TM.", "KT.", "TL.", "TUQ."], head: str, own: str = ""
) -> tuple[str, ...]:
    """The lines above a signer's name (Annex I, II.7). `head`: the post or body in whose place one signs, `own`: the
    signer's post, empty where it is the head who signs.

    >>> signing("", "Giám đốc"), signing("KT.", "Giám đốc", "Phó Giám đốc")
    (('GIÁM ĐỐC',), ('KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'))
    >>> signing("TM.", "Ủy ban nhân dân", "Chủ tịch"), signing("TL.", "Giám đốc", "Chánh Văn phòng")
    (('TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'), ('TL. GIÁM ĐỐC', 'CHÁNH VĂN PHÒNG'))
    """
    lines = (f"{how} {head}".strip(), own)
    return tuple(line.upper() for line in lines if line)


@dataclass(frozen=True, kw_only=True)
class Official:
    """`number` is empty and `day` None where the registry writes them in by hand.

    `authority` (the superior body) may be empty. `signature`: the lines above the signer's name, see `signing`;
    `recipients` without dashes.
    """

    MOTTO: ClassVar = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    TO: ClassVar = "Kính gửi:"
    RECIPIENTS: ClassVar = "Nơi nhận:"

    authority: str
    issuer: str
    number: str
    symbol: str
    place: str
    day: dt.date | None
    written: dt.date
    about: str
    to: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str

    @property
    def place_and_date(self) -> str:
        """With room for the pen where the day is not known: the month and year are those of writing."""
        return f"{self.place}, {self.day_line}"

    @property
    def day_line(self) -> str:
        if self.day:
            return long_day(self.day)
        month = long_day(self.written).partition(" tháng ")[2]
        return f"ngày{BLANK}tháng {month}"

    @property
    def number_line(self) -> str:
        return f"Số: {self.number}" if self.number else f"Số:{BLANK}/{self.symbol}"

    def attached_to(self, kind: str, issuer: str) -> str:
        """The line under an annex's title (Annex I, IV.1); `issuer` as running text names it, empty leaves it out."""
        number = self.number or f"{BLANK}/{self.symbol}"
        of = f" của {issuer}" if issuer else ""
        return f"(Kèm theo {kind} số {number} {self.day_line}{of})"

    @property
    def receivers(self) -> tuple[str, ...]:
        """The lines under *Kính gửi:* where there are several (Annex I, II.9)."""
        return listed(self.to) if len(self.to) > 1 else ()

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        return listed(self.recipients)


def listed(names: tuple[str, ...]) -> tuple[str, ...]:
    """
    >>> listed(("Như trên", "Lưu: VT, VP."))
    ('- Như trên;', '- Lưu: VT, VP.')
    """
    last = len(names) - 1
    return tuple(
        f"- {name.rstrip(' .;')}{'.' if n == last else ';'}" for n, name in enumerate(names)
    )
