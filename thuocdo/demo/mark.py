"""The file that says: this home is a demonstration. Without it, people found there are real."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from thuocdo.lawbook.mistakes import Mistake


@dataclass
class Mark:
    """`built`: our own plans are all there; `today`: yyyy-mm-dd where the clock was turned."""

    home: Path
    built: bool = False
    today: str = ""

    @property
    def file(self) -> Path:
        return self.home / "demo.json"

    @classmethod
    def of(cls, home: Path) -> Mark:
        mark = cls(home)
        if mark.file.exists():
            said = json.loads(mark.file.read_text("utf-8"))
            mark.built, mark.today = said["built"], said["today"]
        return mark

    def write(self) -> None:
        said = {k: v for k, v in asdict(self).items() if k != "home"}
        self.file.write_text(json.dumps(said), "utf-8")

    def claim(self) -> None:
        """Make the home a demonstration; Mistake where somebody works in it."""
        from thuocdo.accounts.models import Account  # the mark is read before Django is set up

        if not self.file.exists() and Account.objects.exists():
            raise Mistake(
                f"“{self.home}” là nơi làm việc thật, đã có người dùng. Bản trình diễn cần thư mục riêng: "
                "bỏ các biến THUOCDO_HOME, THUOCDO_DATABASE_URL rồi chạy lại."
            )
        self.write()
