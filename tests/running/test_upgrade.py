"""The database of the version before becomes this version's, with a backup taken first.

The version before is the newest tag below this commit; as long as there is none, the commit itself.
"""

import subprocess
import sys
import tarfile

import pytest

from tests.running.installation import ROOT, installation

PREPARE = "from thuocdo.config import ready; ready.everything()"
DEED = """
from thuocdo.config import clock
from thuocdo.audit.rules import system
from thuocdo.notices.actions import prepare
prepare(by=system("test"), at=clock.now(), key="before", address="a@vi.test", title="t", text="t")
"""


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def version_before() -> str:
    here = git("tag", "--points-at", "HEAD").split()
    tags = git("tag", "--merged", "HEAD", "--sort=-version:refname", "v*").split()
    return next((tag for tag in tags if tag not in here), "HEAD")


@pytest.fixture
def old(tmp_path):
    """The source of the version before, in a folder of its own; this very source where there is no git."""
    folder = tmp_path / "old"
    folder.mkdir()
    packed = tmp_path / "old.tar"
    if not git("archive", version_before(), "--output", str(packed), "thuocdo") and packed.exists():
        with tarfile.open(packed) as tar:
            tar.extractall(folder, filter="data")
        return folder
    return ROOT


def test_the_database_of_the_version_before_becomes_ours(old, tmp_path):
    with installation(tmp_path / "home") as house:
        made = subprocess.run(
            [sys.executable, "-c", PREPARE + "\n" + DEED],
            cwd=old,
            env={**house.environment, "PYTHONPATH": str(old)},
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stderr
        done = house.run("upgrade")
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(list((house.home / "backups").glob("*.tar.gz"))) == 1
        kept = "from thuocdo.notices.models import Message; print(Message.objects.get().key)"
        assert house.python(kept) == "before"
