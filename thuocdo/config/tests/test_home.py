"""The home folder: made once, keys for the owner alone, two first runs agree."""

import threading

from thuocdo.config import home


def test_everything_is_made_and_nothing_touched(tmp_path):
    home.prepare(tmp_path / "new")
    kept = tmp_path / "new" / "fonts" / "a.ttf"
    kept.write_text("x")
    home.prepare(tmp_path / "new")
    assert kept.read_text() == "x"
    assert {f.name for f in (tmp_path / "new").iterdir()} == set(home.FOLDERS)
    assert (tmp_path / "new" / "keys").stat().st_mode & 0o077 == 0


def test_two_first_runs_agree_on_one_key(tmp_path):
    found: list[str] = []
    start = threading.Barrier(8)

    def run():
        start.wait()
        found.append(home.secret_key(tmp_path))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert len(found[0]) >= 48
    assert (tmp_path / "keys" / "secret").stat().st_mode & 0o077 == 0
