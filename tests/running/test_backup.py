"""Back up, lose everything, restore, compare: on the database the suite runs on."""

import io
import json
import subprocess
import sys
import tarfile

import pytest

from tests.running.installation import ROOT, Installation, installation

pytestmark = pytest.mark.xdist_group("backup")  # one installation for all of them

FILL = """
import hashlib
from pathlib import Path
from django.conf import settings
from thuocdo.audit.rules import system
from thuocdo.notices.actions import prepare
from thuocdo.documents.models import File
from thuocdo.documents.queries import path_of
for n in range(20):
    prepare(by=system("test"), at=clock.now(), key=f"k{n}", address="a@vi.test", title="Đôn đốc", text="NFC")
content = b"signed scan"
name = hashlib.sha256(content).hexdigest()
path_of(name).parent.mkdir(parents=True)
path_of(name).write_bytes(content)
from thuocdo.audit.actions import write_head
write_head(at=clock.now())
File.objects.create(sha256=name, size=len(content), kind="pdf", name="a.pdf", stored_at=clock.now())
print(name)
"""
HEADLINE = "from thuocdo.audit.queries import head; print(head())"


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """An installation with rows, keys and a file, and its archive."""
    with installation(tmp_path_factory.mktemp("full")) as house:
        assert house.run("upgrade").returncode == 0
        house.python(FILL)
        archive = tmp_path_factory.mktemp("out") / "all.tar.gz"
        done = house.run("backup", str(archive), "--json")
        assert done.returncode == 0, done.stderr
        yield house, archive, json.loads(done.stdout)


@pytest.fixture
def empty(tmp_path):
    with installation(tmp_path / "empty") as house:
        yield house


def test_what_is_restored_is_what_was_there(full, empty):
    house, archive, report = full
    done = empty.run("restore", str(archive), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == report
    assert report["files"] == 1
    assert empty.run("check").returncode == 0
    assert empty.python(HEADLINE) == house.python(HEADLINE)
    assert (empty.home / "audit-heads.log").exists()
    titles = "from thuocdo.notices.models import Message as M; print(M.objects.get(key='k3').title)"
    assert empty.python(titles) == "Đôn đốc"


def test_the_keys_come_along_and_open_what_was_sealed(full, empty):
    _, archive, _ = full
    empty.run("restore", str(archive))
    code = """
from thuocdo.audit.queries import Keyring
from thuocdo.audit.models import SubjectKey
print(len(Keyring(SubjectKey.objects.values_list("subject", flat=True)).keys))
"""
    assert int(empty.python(code)) == 20
    assert (empty.home / "keys" / "audit.key").stat().st_mode & 0o077 == 0


def test_the_drill_changes_nothing(full):
    house, _, _ = full
    before = house.python(HEADLINE)
    done = house.run("backup", "--drill")
    assert done.returncode == 0, done.stderr
    assert "giống bản gốc" in done.stdout
    assert house.python(HEADLINE) == before
    assert not list((house.home / "backups").glob(".*"))


def test_nothing_is_restored_over_something(full, empty):
    house, archive, _ = full
    before = house.python(HEADLINE)
    done = house.run("restore", str(archive))
    assert done.returncode == 2
    assert "nơi trống" in done.stderr
    assert house.python(HEADLINE) == before


@pytest.mark.parametrize("harm", ["cut", "altered", "not an archive", "missing", "member gone"])
def test_a_harmed_archive_is_refused_and_nothing_left_behind(full, empty, tmp_path, harm):
    _, archive, _ = full
    bad = tmp_path / "bad.tar.gz"
    whole = archive.read_bytes()
    if harm == "cut":
        bad.write_bytes(whole[: len(whole) // 2])
    elif harm == "not an archive":
        bad.write_bytes(b"PK\x03\x04" + b"0" * 100)
    elif harm in {"altered", "member gone"}:
        rewrite(archive, bad, gone=harm == "member gone")
    done = empty.run("restore", str(bad))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert not list(empty.home.glob("*/*"))
    assert empty.run("restore", str(archive)).returncode == 0


def rewrite(archive, target, *, gone):
    """The archive with its file altered, or left out."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for entry in old:
            content = old.extractfile(entry)
            if entry.name.startswith("files/"):
                if gone:
                    continue
                content = io.BytesIO(b"forged scan")
            new.addfile(entry, content)


def test_an_archive_of_the_other_database_is_refused(full, tmp_path):
    house, archive, _ = full
    other = "" if house.database else "postgresql://nobody@localhost:1/none"
    done = Installation(tmp_path / "other", other).run("restore", str(archive))
    assert done.returncode == 2


def test_a_second_backup_never_overwrites_the_first(full):
    house, archive, _ = full
    before = archive.read_bytes()
    done = house.run("backup", str(archive))
    assert done.returncode == 2
    assert archive.read_bytes() == before


def test_check_finds_a_lost_file_an_altered_file_and_a_row_changed_behind(full, empty):
    _, archive, _ = full
    empty.run("restore", str(archive))
    (file,) = [f for f in (empty.home / "files").rglob("*") if f.is_file()]
    content = file.read_bytes()
    file.write_bytes(b"forged")
    assert "đã bị thay đổi" in empty.run("check").stdout
    file.unlink()
    assert "Thiếu tệp" in empty.run("check").stdout
    file.write_bytes(content)
    assert empty.run("check").returncode == 0
    change = "UPDATE notices_message SET title = 'Khác' WHERE key = 'k3'"
    empty.python(f"from django.db import connection as c; c.cursor().execute({change!r})")
    done = empty.run("check", "--json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["Dữ liệu bị sửa ngoài hệ thống"]) == 1


def test_a_backup_taken_while_others_write_is_of_one_moment(full, empty, tmp_path):
    """The rows of the outbox and the entries of the log are written together, so they agree."""
    house, _, _ = full
    start = "from thuocdo.config import ready, clock; ready.django()\n"
    more = """
from thuocdo.audit.rules import system
from thuocdo.notices.actions import prepare
print("go", flush=True)
for n in range(10**6):
    prepare(by=system("test"), at=clock.now(), key=f"busy{n}", address="a@vi.test", title="t", text="t")
"""
    writer = subprocess.Popen(
        [sys.executable, "-c", start + more],
        cwd=ROOT,
        env=house.environment,
        stdout=subprocess.PIPE,
    )
    try:
        assert writer.stdout.readline() == b"go\n"
        archive = tmp_path / "busy.tar.gz"
        assert house.run("backup", str(archive)).returncode == 0
    finally:
        writer.kill()
        writer.wait()
    done = empty.run("restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert empty.run("check").returncode == 0
    counts = """
from thuocdo.audit.models import Entry
from thuocdo.notices.models import Message
print(Entry.objects.filter(verb="notices.prepare").count() - Message.objects.count())
"""
    assert empty.python(counts) == "0"


def test_the_archive_is_readable_by_its_owner_alone_and_states_its_hash(full):
    _, archive, report = full
    assert archive.stat().st_mode & 0o077 == 0
    stated = archive.with_name(archive.name + ".sha256").read_text().split()
    assert stated == [report["sha256"], archive.name]


def test_without_a_database_there_is_nothing_to_back_up(tmp_path):
    done = Installation(tmp_path, "").run("backup")
    assert done.returncode == 2
    assert "Chưa có cơ sở dữ liệu" in done.stderr
    assert not (tmp_path / "thuocdo.sqlite3").exists()
