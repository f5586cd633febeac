"""Commands of the administrator: options, docs, tick, check."""

import os

import typer

from thuocdo.config import clock, options, ready


def register(app: typer.Typer) -> None:
    app.command("options")(show_options)
    app.command()(tick)


def show_options() -> None:
    """Every THUOCDO_ option with its present value; secrets are not shown."""
    values = options.read(os.environ)
    for option in options.OPTIONS:
        value = "•••" if option.secret and values[option.name] else values[option.name]
        print(f"{option.variable:28} {'' if value is None else value!s:32} {option.help}")


def tick() -> None:
    """Run the timed work that is due, once. `thuocdo serve` does this every few seconds."""
    ready.django()
    from thuocdo.config import timed

    for name in timed.tick(clock.now()):
        print(name)
