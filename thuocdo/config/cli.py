"""The one command. Each file of `config/commands/` brings its part: `register(app)`."""

import importlib
import os
import pkgutil
import sys

import typer

from thuocdo.config import commands
from thuocdo.lawbook.mistakes import Mistake

app = typer.Typer(
    name="thuocdo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,  # they may hold a password
)


@app.callback()
def thuocdo() -> None:
    """Từ kế hoạch đã ký đến chỉ số được công bố, trong một hệ thống tự quản."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    try:
        for module in sorted(m.name for m in pkgutil.iter_modules(commands.__path__)):
            importlib.import_module(f"{commands.__name__}.{module}").register(app)
        app()
    except Mistake as mistake:
        print(mistake.message, file=sys.stderr)
        sys.exit(2)
