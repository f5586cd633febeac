"""Every setting an installation may change, declared once: name, default, help, whether it is secret.

Read from the environment as THUOCDO_<NAME>. An undeclared THUOCDO_ name is refused: a mistyped option
that is silently ignored is how an office runs for a year without the mail it believes it has.
`docs/running/options.md` is printed from this table.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thuocdo.lawbook.mistakes import Mistake

PREFIX = "THUOCDO_"
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


@dataclass(frozen=True)
class Option:
    """`kind`: text, list (comma separated), number, switch (on/off), date (yyyy-mm-dd), path, one of `choices`."""

    name: str
    default: Any
    help: str
    kind: str = "text"
    secret: bool = False
    choices: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        return PREFIX + self.name

    def read(self, text: str) -> Any:
        """The value of `text`; raises Mistake naming the variable where it cannot be read."""
        text = text.strip()
        if not text:
            return self.default
        try:
            return _READERS[self.kind](self, text)
        except ValueError:
            shown = "(bí mật)" if self.secret else f"“{text}”"
            raise Mistake(
                f"Biến môi trường {self.variable} có giá trị {shown} không đọc được. "
                f"Ghi {_EXPECTED[self.kind].format(choices=', '.join(self.choices))}."
            ) from None


def _switch(_option: Option, text: str) -> bool:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise ValueError(text)


def _number(_option: Option, text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


def _choice(option: Option, text: str) -> str:
    if text in option.choices:
        return text
    raise ValueError(text)


_READERS = {
    "text": lambda _option, text: text,
    "list": lambda _option, text: [part.strip() for part in text.split(",") if part.strip()],
    "number": _number,
    "switch": _switch,
    "date": lambda _option, text: dt.date.fromisoformat(text),
    "path": lambda _option, text: Path(text).expanduser().absolute(),
    "choice": _choice,
}
_EXPECTED = {
    "text": "một chuỗi ký tự",
    "list": "các giá trị cách nhau bằng dấu phẩy",
    "number": "một số nguyên không âm",
    "switch": "on hoặc off",
    "date": "ngày dạng năm-tháng-ngày, ví dụ 2023-03-05",
    "path": "đường dẫn thư mục",
    "choice": "một trong các giá trị: {choices}",
}

OPTIONS = (
    Option("HOME", Path(".thuocdo"), "Folder of the installation: database, files, keys, fonts, backups, logs.", "path"),
    Option("DATABASE_URL", "", "postgresql://user:password@host:port/name?sslmode=require. Empty: SQLite inside the home folder.", secret=True),
    Option("SECRET_KEY", "", "Signs sessions. Empty: made on the first run and kept in keys/secret of the home folder.", secret=True),
    Option("HOSTS", ["localhost", "127.0.0.1", "[::1]"], "Host names the site answers to.", "list"),
    Option("ADDRESS", "", "How people reach the site, for links in mail: https://name. Empty: mail carries no links."),
    Option("TLS", False, "The site is reached over https: secure cookies, HSTS, http redirected.", "switch"),
    Option("PROXIES", 0, "Number of trusted reverse proxies in front; their X-Forwarded-For and X-Forwarded-Proto are then believed.", "number"),
    Option("TODAY", None, "Moves the clock to this day (training, old plans); a banner says so.", "date"),
    Option("ACCENT", "lam", "Colour of buttons and links; every one is readable in light and dark.", "choice", choices=("lam", "cham", "luc", "ngoc", "do", "nau", "tim", "than")),
    Option("DEMO", False, "Demonstration: sign-in page lists the invented accounts. Never where real people work.", "switch"),
    Option("PAGES_PROCESSES", 1, "Processes that answer pages. On PostgreSQL: number of cores.", "number"),
    Option("PAGES_THREADS", 8, "Threads in each of them.", "number"),
    Option("SESSION_HOURS", 12, "Hours after which a person signs in again.", "number"),
    Option("UPLOAD_MB", 50, "Largest request, uploads included, in megabytes.", "number"),
    Option("MAIL_HOST", "", "Mail server. Empty: messages stay in the outbox and the page Thư đi says why."),
    Option("MAIL_PORT", 587, "Port of the mail server.", "number"),
    Option("MAIL_SECURITY", "starttls", "How the connection is protected.", "choice", choices=("starttls", "tls", "none")),
    Option("MAIL_USER", "", "User of the mail server."),
    Option("MAIL_PASSWORD", "", "Password of the mail server.", secret=True),
    Option("MAIL_FROM", "", "Sender address; needed with MAIL_HOST."),
    Option("DIGEST", True, "One mail a day, on working days, to each person with something to do.", "switch"),
    Option("OIDC_NAME", "", "Name of the sign-in provider as people know it."),
    Option("OIDC_SERVER", "", "Address of an OpenID Connect provider (its issuer)."),
    Option("OIDC_CLIENT", "", "Client id given by the provider."),
    Option("OIDC_SECRET", "", "Client secret given by the provider.", secret=True),
    Option("LOG_LEVEL", "INFO", "Least level written to the log.", "choice", choices=("DEBUG", "INFO", "WARNING", "ERROR")),
    Option("PLANS", Path("../shared/plans"), "Only for the test suite: folder of real plans; tests on them are skipped where it is absent.", "path"),
)  # fmt: skip


def read(environment: Mapping[str, str]) -> dict[str, Any]:
    """Name → value of every option. Raises Mistake on an unknown name or an unreadable value."""
    known = {option.variable: option for option in OPTIONS}
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable not in known:
            close = difflib.get_close_matches(variable, known, 1)
            hint = f"Có phải {close[0]}?" if close else "Xem danh sách: thuocdo options."
            raise Mistake(f"Không có tùy chọn {variable}. {hint}")
    return {o.name: o.read(environment.get(o.variable, "")) for o in OPTIONS}


def page() -> str:
    """The table as Markdown: the text of docs/running/options.md."""
    lines = [
        "# Options",
        "",
        "Environment variables of an installation. Printed by `thuocdo docs`; do not edit by hand.",
        "",
        "| variable | default | kind | secret | what it does |",
        "|---|---|---|---|---|",
    ]
    for o in OPTIONS:
        kind = " · ".join(o.choices) if o.choices else o.kind
        secret = "yes" if o.secret else ""
        lines.append(f"| `{o.variable}` | {_shown(o.default)} | {kind} | {secret} | {o.help} |")
    return "\n".join(lines) + "\n"


def _shown(default: Any) -> str:
    if default in (None, "", False):
        return "off" if default is False else ""
    return f"`{','.join(default) if isinstance(default, list) else default}`"
