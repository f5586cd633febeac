"""The archive: database, files, keys and fonts of one moment, a manifest of all of it, one file.

It holds the keys that open personal data: who has the archive has everything. Files are stored under
their hash and never rewritten, so a database copied first and files copied after it belong together.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from thuocdo import __version__
from thuocdo.config.backup.engines import Engine
from thuocdo.config.backup.tables import differences
from thuocdo.lawbook.mistakes import Mistake

FORMAT = 1
# The rest of the home is made anew: backups, logs, locale, static.
TAKEN = ("files", "keys", "fonts", "audit-heads.log")
DATABASE, MANIFEST = "database", "manifest.json"
PIECE = 1 << 20


@dataclass(frozen=True)
class Report:
    """What was taken or brought back. `sha256` is of the archive itself."""

    archive: Path
    sha256: str
    made_at: str
    version: str
    tables: int
    rows: int
    files: int
    bytes: int


class Hashed:
    """A file read once: into the archive and into its hash."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.hash = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.hash.update(piece)
        return piece


def backup(home: Path, engine: Engine, at: str, target: Path | None = None) -> Report:
    """Write the archive; `at` is the moment in ISO form. Appears under its name when it is whole."""
    stamp = at[:19].replace(":", "").replace("-", "").replace("T", "-")
    target = target or home / "backups" / f"thuocdo-{stamp}.tar.gz"
    if target.exists():
        raise Mistake(f"Đã có tệp {target}. Đặt tên khác hoặc chờ một giây rồi chạy lại.")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.part")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "version": __version__,
        "made_at": at,
        "database": engine.kind,
    }
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            copied = Path(folder) / DATABASE
            manifest["tables"] = engine.dump(copied)
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                pack(out, home, copied, manifest)
                out.flush()
                os.fsync(out.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    report = reported(target, manifest)
    Path(f"{target}.sha256").write_text(f"{report.sha256}  {target.name}\n")
    return report


def pack(out: IO[bytes], home: Path, copied: Path, manifest: dict[str, Any]) -> None:
    manifest["members"] = {}
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as tar:
        for name, file in [(DATABASE, copied), *taken(home)]:
            entry = tar.gettarinfo(str(file), name)
            with file.open("rb") as source:
                hashed = Hashed(source)
                tar.addfile(entry, hashed)  # type: ignore[arg-type]
            manifest["members"][name] = {"sha256": hashed.hash.hexdigest(), "bytes": entry.size}
        with tempfile.TemporaryFile() as text:
            text.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = text.tell()
            text.seek(0)
            tar.addfile(entry, text)


def taken(home: Path) -> Iterator[tuple[str, Path]]:
    for name in TAKEN:
        for file in sorted([home / name, *(home / name).rglob("*")]):
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(home).as_posix(), file


def restore(archive: Path, home: Path, engine: Engine) -> Report:
    """Bring an archive into an empty home and an empty database, and check every figure of the manifest.

    Raises Mistake, and leaves the home as it was, where the archive is not whole or something is there already.
    """
    if engine.occupied() or any(taken(home)):
        raise Mistake(
            f"Chỉ khôi phục vào nơi trống: {home} hoặc cơ sở dữ liệu đã có dữ liệu. "
            "Chọn THUOCDO_HOME khác hoặc chuyển dữ liệu cũ đi."
        )
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as folder:
        unpacked = Path(folder)
        manifest = unpack(archive, unpacked)
        if manifest["database"] != engine.kind:
            raise Mistake(
                f"Bản sao lưu này là của {manifest['database']}, nơi khôi phục là {engine.kind}. "
                "Đặt THUOCDO_DATABASE_URL cho đúng loại."
            )
        engine.fill(unpacked / DATABASE)
        for name in TAKEN:
            if (unpacked / name).exists():
                shutil.rmtree(home / name, ignore_errors=True)  # an empty folder, if anything
                shutil.move(unpacked / name, home / name)
    if different := differences(manifest["tables"], engine.tables()):
        raise Mistake(f"Khôi phục xong nhưng khác bản sao lưu ở bảng: {', '.join(different)}.")
    return reported(archive, manifest)


def unpack(archive: Path, folder: Path) -> dict[str, Any]:
    """Unpack and verify every member against the manifest."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        members = manifest["members"]
    except FileNotFoundError as trouble:
        raise Mistake(
            f"Không đọc được {archive}: không có tệp hoặc không phải bản sao lưu."
        ) from trouble
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as trouble:
        raise Mistake(f"{archive} không phải bản sao lưu hoặc đã hỏng.") from trouble
    if manifest.get("format") != FORMAT:
        raise Mistake(
            f"{archive} do phiên bản {manifest.get('version')} tạo, bản này không đọc được."
        )
    there = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    wrong = sorted((there - {MANIFEST}) ^ members.keys())
    wrong += [n for n in members if n in there and sha256(folder / n) != members[n]["sha256"]]
    if wrong:
        raise Mistake(f"{archive} đã hỏng hoặc bị sửa: {', '.join(wrong[:5])}.")
    return manifest


def drill(archive: Path, engine: Engine) -> Report:
    """Restore beside the real thing and throw it away: `restore` compares every table and every file."""
    with (
        tempfile.TemporaryDirectory(prefix=".drill-", dir=archive.parent) as folder,
        engine.elsewhere(Path(folder)) as scratch,
    ):
        return restore(archive, Path(folder) / "home", scratch)


def reported(archive: Path, manifest: dict[str, Any]) -> Report:
    tables, members = manifest["tables"], manifest["members"]
    return Report(
        archive=archive,
        sha256=sha256(archive),
        made_at=manifest["made_at"],
        version=manifest["version"],
        tables=len(tables),
        rows=sum(t["rows"] for t in tables.values()),
        files=sum(1 for name in members if name.startswith("files/")),
        bytes=archive.stat().st_size,
    )


def sha256(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
