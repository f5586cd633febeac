"""The parts of the one command, a file each."""

import typer


def group(app: typer.Typer, name: str, help: str) -> typer.Typer:
    """The words under `name` ("plan read", "plan import"), made by whichever file comes first."""
    for info in app.registered_groups:
        if info.name == name and info.typer_instance is not None:
            return info.typer_instance
    made = typer.Typer(help=help, no_args_is_help=True)
    made.callback()(lambda: None)  # keeps the group where only one word is in it
    app.add_typer(made, name=name)
    return made
