"""The doors of a room, as a contract for import-linter.

Its own `protected` contract cannot say "everybody of the same room", and fails on a drawer that does not exist.
"""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class Doors(Contract):
    """From another room only `doors` may be opened; `also` lists further ones as room.drawer."""

    doors = fields.ListField(subfield=fields.StringField())
    also = fields.ListField(subfield=fields.StringField())
    open_rooms = fields.ListField(subfield=fields.StringField())
    open_to = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        forced = [
            (importer, imported)
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self.lawful(importer, imported)
        ]
        return ContractCheck(kept=not forced, metadata={"forced": forced})

    def lawful(self, importer: str, imported: str) -> bool:
        here, there = importer.split("."), imported.split(".")
        if len(here) < 2 or there[0] != "thuocdo" or len(there) < 3 or here[1] == there[1]:
            return True
        if here[1] in self.open_to or there[1] in self.open_rooms:
            return True
        return there[2] in self.doors or f"{there[1]}.{there[2]}" in self.also

    def render_broken_contract(self, check: ContractCheck) -> None:
        forced: list[tuple[str, str]] = check.metadata["forced"]
        for importer, imported in forced:
            output.print_error(f"{importer} opens {imported}")
        doors: Any = ", ".join(self.doors)
        output.print(
            f"Another room's doors are {doors}. Ask its queries, call its actions, or move the code there."
        )
