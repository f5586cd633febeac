"""Commands of the administrator: options, tick, docs, translations."""

import os
from pathlib import Path

import typer

from thuocdo.config import clock, options, ready

DOCS = Path(__file__).parents[3] / "docs"


def register(app: typer.Typer) -> None:
    app.command("options")(show_options)
    for command in (tick, docs):
        app.command()(command)


def show_options() -> None:
    """Mọi tùy chọn THUOCDO_ kèm giá trị đang dùng; giá trị bí mật không hiện."""
    values = options.read(os.environ)
    for option in options.OPTIONS:
        value = "•••" if option.secret and values[option.name] else values[option.name]
        print(f"{option.variable:28} {'' if value is None else value!s:32} {option.help}")


def tick() -> None:
    """Chạy một lần các việc đến giờ. `thuocdo serve` tự làm việc này vài giây một lần."""
    ready.installed()
    from thuocdo.config import timed

    for name in timed.tick(clock.now()):
        print(name)


def docs() -> None:
    """Viết lại các trang tài liệu do chương trình sinh ra và danh sách câu chữ cần dịch."""
    ready.django()
    from thuocdo.config import translation

    page = DOCS / "running" / "options.md"
    page.write_text(options.page(), encoding="utf-8")
    print(page.relative_to(DOCS.parent))
    print(f"{translation.collect()} câu chưa có bản tiếng Anh trong {translation.CATALOGUE.name}")
