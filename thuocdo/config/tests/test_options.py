"""Options: read, refused with one clear line, printed into the docs."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.config import databases, options
from thuocdo.lawbook.mistakes import Mistake

ROOT = Path(__file__).parents[3]


def test_defaults_stand_where_nothing_is_said():
    values = options.read({"PATH": "/bin"})
    assert values["UPLOAD_MB"] == 50
    assert values["HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


def test_an_unknown_name_is_refused_and_the_likely_one_named():
    with pytest.raises(Mistake, match="Có phải THUOCDO_MAIL_HOST"):
        options.read({"THUOCDO_MAIL_HOTS": "x"})


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("UPLOAD_MB", "nhiều", "một số nguyên không âm"),
        ("UPLOAD_MB", "-1", "một số nguyên không âm"),
        ("TLS", "có", "on hoặc off"),
        ("TODAY", "05/03/2023", "2023-03-05"),
        ("MAIL_SECURITY", "ssl", "starttls, tls, none"),
    ],
)
def test_an_unreadable_value_is_refused_with_what_to_write(name, value, words):
    with pytest.raises(Mistake, match=words):
        options.read({f"THUOCDO_{name}": value})


def test_a_secret_is_never_in_a_message():
    secret = options.Option("KEY", 0, "", "number", secret=True)
    with pytest.raises(Mistake) as refusal:
        secret.read("hunter2")
    assert "hunter2" not in refusal.value.message


@given(
    st.dictionaries(st.sampled_from([o.variable for o in options.OPTIONS]), st.text(max_size=20))
)
def test_any_value_is_read_or_refused_in_words(environment):
    said = ""
    try:
        values = options.read(environment)
    except Mistake as refusal:
        said = refusal.message
        values = None
    assert said.startswith("Biến môi trường THUOCDO_") == (values is None)


def test_the_page_of_options_is_current():
    written = (ROOT / "docs/running/options.md").read_text(encoding="utf-8")
    assert written == options.page(), "Run `thuocdo docs`: the table of options changed."


def test_every_option_used_is_declared():
    used = {
        name
        for file in (ROOT / "thuocdo/config").rglob("*.py")
        for name in re.findall(r'OPTION\["(\w+)"\]', file.read_text(encoding="utf-8"))
    }
    assert used <= {o.name for o in options.OPTIONS}


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "postgresql://host", "postgresql://h:port/x", "nonsense"]
)
def test_a_database_address_that_is_none_is_refused_without_repeating_it(url, tmp_path):
    with pytest.raises(Mistake, match="THUOCDO_DATABASE_URL") as refusal:
        databases.settings(url, tmp_path)
    assert url not in refusal.value.message


def test_a_database_address_is_taken_apart(tmp_path):
    url = "postgresql://an:b%40c@db.vi:5433/so?sslmode=require&host=/run/pg"
    entry = databases.settings(url, tmp_path)
    assert (entry["USER"], entry["PASSWORD"], entry["NAME"]) == ("an", "b@c", "so")
    assert entry["HOST"] == "/run/pg"
    assert entry["OPTIONS"] == {"sslmode": "require"}
