"""What a phone link to a piece of work allows: when it is closed and why, what may be sent through it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from thuocdo.lawbook.mistakes import Mistake

AGAIN = dt.timedelta(days=3)  # an open link with less left than this is not handed out again
PHOTO_MB = 12  # a photo of a phone is 3–8 MB; the page shrinks it to less than one
PHOTO_BYTES = PHOTO_MB * 1024 * 1024
Closed = Literal["", "used", "expired", "revoked", "moved", "done", "ended"]


@dataclass(frozen=True)
class Standing:
    """What decides whether a link is open: its own moments and where its work stands now."""

    expires_at: dt.datetime
    used: bool
    revoked: bool
    same_unit: bool
    live: bool
    open: bool

    def closed(self, at: dt.datetime) -> Closed:
        """Why it opens nothing any more; empty while it does. What was done with it comes first.

        >>> noon = dt.datetime(2026, 3, 1, 5, tzinfo=dt.UTC)
        >>> Standing(noon, False, False, True, True, True).closed(noon), Standing(noon, True, False, False, True, True).closed(noon)
        ('expired', 'used')
        """
        if self.used:
            return "used"
        if self.revoked:
            return "revoked"
        if not self.live:
            return "ended"
        if not self.same_unit:
            return "moved"
        if not self.open:
            return "done"
        return "expired" if at >= self.expires_at else ""


def too_large(octets: int) -> Mistake:
    return Mistake(
        f"Ảnh {octets / 1024**2:.0f} MB lớn quá {PHOTO_MB} MB. Chụp lại ở cỡ nhỏ hơn hoặc gửi ảnh chụp màn hình "
        "của ảnh đó; nội dung đã gõ vẫn còn.",
        field="photo",
    )


def upload_name(text: str) -> str:
    """The name a phone gives an upload, so that it can be gone on with; Mistake for anything else."""
    if not re.fullmatch(r"[0-9a-z]{1,16}-[0-9a-z]{1,16}", text):
        raise Mistake("Ảnh gửi lên không nhận ra được. Chọn lại ảnh.", field="photo")
    return text
