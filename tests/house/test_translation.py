"""Every screen string has its English, with the same blanks; every word of a template can be translated."""

import re

import polib
from django.template.base import Lexer, TokenType

from tests.house.source import PACKAGE, files, name, told
from thuocdo.config import translation

BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
VIETNAMESE = re.compile(r"[à-ỹÀ-ỸđĐ]")
MARKED = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)""")
TRANSLATING = ("translate", "trans", "blocktranslate", "blocktrans", "plural", "comment")
DECIDING = ("if", "elif", "with")  # compare with what is stored, show nothing
SAMPLES = (
    "thuocdo/desk/web/templates/desk/parts"  # the gallery of parts: invented content, not screens
)


def test_every_string_has_its_english():
    missing = translation.missing()
    faults = [f"{places[0]}: {string.text}" for string, places in missing.items()]
    assert not faults, told(
        faults, "Run `thuocdo docs`, then write the English into thuocdo/locale/en/…/django.po."
    )


def test_no_english_is_left_of_strings_that_are_gone():
    wanted = {(s.text, s.context) for s in translation.strings()}
    gone = [
        e.msgid
        for e in polib.pofile(str(translation.CATALOGUE))
        if (e.msgid, e.msgctxt or "") not in wanted
    ]
    assert not gone, told(gone, "Run `thuocdo docs`: these strings are no longer in the source.")


def test_the_english_has_the_same_blanks():
    faults = []
    for entry in polib.pofile(str(translation.CATALOGUE)):
        for english in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            if sorted(BLANK.findall(entry.msgid)) != sorted(BLANK.findall(english)):
                faults.append(f"{entry.msgid} → {english}")
    assert not faults, told(faults, "The same %(names)s on both sides.")


def test_every_word_of_a_template_can_be_translated():
    faults = [
        f"{name(file)}:{line} {text}"
        for file in files(".html")
        if PACKAGE in file.parents and not name(file).startswith(SAMPLES)
        for line, text in untranslatable(file.read_text(encoding="utf-8"))
    ]
    assert not faults, told(faults, 'Wrap it: {% translate "…" %}, or _("…") inside a tag.')


def untranslatable(template: str) -> list[tuple[int, str]]:
    """Vietnamese words that stand outside every translating tag, with their lines."""
    found, inside = [], False
    for token in Lexer(template).tokenize():
        word = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if token.token_type == TokenType.BLOCK and word in {"blocktranslate", "blocktrans"}:
            inside = True
        elif token.token_type == TokenType.BLOCK and word.startswith("endblocktrans"):
            inside = False
        elif token.token_type == TokenType.COMMENT or inside:
            continue
        elif not (token.token_type == TokenType.BLOCK and word in (*TRANSLATING, *DECIDING)):
            bare = MARKED.sub("", token.contents)
            if VIETNAMESE.search(bare):
                found.append((token.lineno, bare.strip()[:60]))
    return found


def test_a_word_outside_is_found():
    inside = '{% translate "Kế hoạch" %}{% blocktranslate %}Kế hoạch{% endblocktranslate %}{{ x|default:_("Kế hoạch") }}'
    assert untranslatable(inside) == []
    assert untranslatable("<p>Kế hoạch</p>") == [(1, "<p>Kế hoạch</p>")]
    assert untranslatable('{{ x|default:"Kế hoạch" }}') == [(1, 'x|default:"Kế hoạch"')]


def test_strings_are_found_in_code_and_templates():
    code = 'title = _("Kế hoạch")\ncount = ngettext("một", "nhiều", 2)\nname = pgettext("ngữ cảnh", "Tên")'
    found = set(translation.in_code(code))
    assert translation.String("Kế hoạch") in found
    assert translation.String("một", plural="nhiều") in found
    assert translation.String("Tên", context="ngữ cảnh") in found
    from django.utils.translation.template import templatize

    page = """<p>It's</p>
      {% translate "Một" %} {% if a %}{{ b|default:_("Hai") }}{% endif %}
  {% blocktranslate trimmed with n=x %}
     Ba {{ n }}
  {% endblocktranslate %}"""
    texts = {s.text for s in translation.in_template(templatize(page))}
    assert texts == {"Một", "Hai", "Ba %(n)s"}


def test_the_compiled_catalogue_is_used(tmp_path, settings):
    import gettext

    translation.compile_into(tmp_path)
    with (tmp_path / "en" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        english = gettext.GNUTranslations(compiled)
    assert english.gettext("Kế hoạch") == "Plans"
