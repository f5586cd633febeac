"""Which home a command means that works on what is there."""

import os

import pytest

from thuocdo.config import ready
from thuocdo.demo.mark import Mark

NAMES = ("THUOCDO_HOME", "THUOCDO_DATABASE_URL", "THUOCDO_DEMO", "THUOCDO_TODAY")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder, nothing said in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.setenv(name, "")  # so that what is set below is taken back
        monkeypatch.delenv(name)
    return tmp_path


def demonstration(folder):
    (folder / ready.DEMO_HOME).mkdir()
    Mark(folder / ready.DEMO_HOME, built=True, today="2023-01-31").write()


def test_beside_a_demonstration_commands_mean_it_on_its_own_day(folder):
    demonstration(folder)
    ready._demonstration()
    assert [os.environ[name] for name in NAMES if name != NAMES[1]] == [
        ready.DEMO_HOME, "on", "2023-01-31",
    ]  # fmt: skip


def test_an_installation_of_its_own_or_one_named_is_never_overruled(folder, monkeypatch):
    ready._demonstration()
    assert "THUOCDO_HOME" not in os.environ
    demonstration(folder)
    monkeypatch.setenv("THUOCDO_HOME", "elsewhere")
    ready._demonstration()
    assert os.environ["THUOCDO_HOME"] == "elsewhere"
    monkeypatch.delenv("THUOCDO_HOME")
    (folder / ".thuocdo").mkdir()
    (folder / ".thuocdo" / "thuocdo.sqlite3").write_bytes(b"rows")
    ready._demonstration()
    assert "THUOCDO_HOME" not in os.environ


def test_a_demonstration_is_one_whichever_command_opens_it(folder, monkeypatch):
    ready._keep_demonstration()
    assert not {"THUOCDO_DEMO", "THUOCDO_TODAY"} & os.environ.keys()
    demonstration(folder)
    monkeypatch.setenv("THUOCDO_HOME", ready.DEMO_HOME)
    ready._keep_demonstration()
    assert (os.environ["THUOCDO_DEMO"], os.environ["THUOCDO_TODAY"]) == ("on", "2023-01-31")
    monkeypatch.setenv("THUOCDO_TODAY", "2023-03-01")
    ready._keep_demonstration()
    assert os.environ["THUOCDO_TODAY"] == "2023-03-01"
