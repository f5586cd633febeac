"""Screen strings: found in the source, kept in locale/en, compiled without the system's gettext.

Vietnamese is the source language, so it needs no catalogue. A string is found in templates by Django's
own template reader and in Python by reading the syntax tree.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parent.parent
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}


@dataclass(frozen=True)
class String:
    """One screen string; `plural` and `context` are empty as a rule; `places` is file:line."""

    text: str
    plural: str = ""
    context: str = ""


def strings(root: Path = PACKAGE) -> dict[String, list[str]]:
    """Every screen string of the house with the places where it stands, in the order of files."""
    found: dict[String, list[str]] = {}
    for file in sorted([*root.rglob("*.py"), *root.rglob("templates/**/*.*")]):
        relative = file.relative_to(root)
        if file.is_dir() or "tests" in relative.parts or "migrations" in relative.parts:
            continue
        text = file.read_text(encoding="utf-8")
        code = text if file.suffix == ".py" else templatize(text, origin=str(relative))
        for string in in_code(code) if file.suffix == ".py" else in_template(code):
            found.setdefault(string, []).append(relative.as_posix())
    return found


def in_code(code: str) -> Iterator[String]:
    """The strings given to gettext and its kin."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        words = [
            a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
        ]
        if name in PLAIN and len(words) >= 1:
            yield String(words[0])
        elif name in PLURAL and len(words) >= 2:
            yield String(words[0], plural=words[1])
        elif name in CONTEXT and len(words) >= 2:
            yield String(words[1], context=words[0])


def in_template(code: str) -> Iterator[String]:
    """The same calls in what Django makes of a template for gettext: each on one line of crossed-out text."""
    for line in code.splitlines():
        if not any(name in line for name in ("gettext", "_(")):
            continue
        tokens = list(tokenize.generate_tokens(io.StringIO(line.strip() + "\n").readline))
        for position, token in enumerate(tokens):
            if token.string in PLAIN | PLURAL | CONTEXT:
                yield from in_code(_call(tokens, position))


def _call(tokens: list[tokenize.TokenInfo], position: int) -> str:
    depth, words = 0, [tokens[position].string]
    for token in tokens[position + 1 :]:
        words.append(token.string)
        depth += {"(": 1, ")": -1}.get(token.string, 0)
        if depth == 0:
            break
    return "".join(words)


def missing() -> dict[String, list[str]]:
    """Strings without English, with their places."""
    have = {(e.msgid, e.msgctxt or "") for e in polib.pofile(str(CATALOGUE)) if e.translated()}
    return {s: places for s, places in strings().items() if (s.text, s.context) not in have}


def compile_into(folder: Path) -> None:
    """Write the machine form of the English catalogue below `folder`, whole or not at all."""
    target = folder / "en" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".new")
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(draft))
    draft.replace(target)


def collect() -> int:
    """Bring the catalogue up to date with the source: new strings enter empty, gone ones leave."""
    book = polib.POFile(wrapwidth=100)
    book.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "en"}
    book.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    old = (
        {(e.msgid, e.msgctxt or ""): e for e in polib.pofile(str(CATALOGUE))}
        if CATALOGUE.exists()
        else {}
    )
    for string, places in sorted(strings().items(), key=lambda item: (item[1], item[0].text)):
        known = old.get((string.text, string.context))
        entry = polib.POEntry(
            msgid=string.text,
            msgid_plural=string.plural,
            msgctxt=string.context or None,
            occurrences=[(place, "") for place in dict.fromkeys(places)],
        )
        if string.plural:
            entry.msgstr_plural = (known and known.msgstr_plural) or {0: "", 1: ""}
        else:
            entry.msgstr = known.msgstr if known else ""
        book.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(CATALOGUE))
    return sum(1 for entry in book if not entry.translated())
