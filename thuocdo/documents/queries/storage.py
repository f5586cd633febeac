"""Where the bytes lie: under their hash in the home folder, on no path a browser can name."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from thuocdo.documents.models import File
from thuocdo.lawbook.mistakes import Mistake


def folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def path_of(sha256: str) -> Path:
    """Two letters of the hash are a folder: no folder grows beyond what file systems like."""
    return folder() / sha256[:2] / sha256


def parts_folder(owner: str) -> Path:
    """Where an owner's unfinished upload lies: beside the files, in no backup. `owner` as "phonelink:7"."""
    return folder().parent / "parts" / owner.replace(":", "-")


def received(owner: str, name: str) -> int:
    """How many bytes of an upload that comes in parts are there."""
    try:
        return (parts_folder(owner) / name).stat().st_size
    except FileNotFoundError:
        return 0


def whole_upload(owner: str, name: str, octets: int) -> bytes | None:
    """The bytes of an upload that came in parts; None while they are not all there."""
    if not octets or received(owner, name) != octets:
        return None
    return (parts_folder(owner) / name).read_bytes()


def open_file(file: File) -> BinaryIO:
    """The file opened for reading; `Mistake` where the home folder has lost it."""
    try:
        return path_of(file.sha256).open("rb")
    except FileNotFoundError:
        raise Mistake(
            f"Tệp “{file.name}” không còn trong kho tệp. Báo quản trị khôi phục từ bản sao lưu."
        ) from None


def content(file: File) -> bytes:
    """The bytes of a file; as `open_file`."""
    with open_file(file) as found:
        return found.read()
