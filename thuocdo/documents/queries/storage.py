"""Where the bytes lie: under their hash in the home folder, on no path a browser can name."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from thuocdo.documents.models import File
from thuocdo.lawbook.mistakes import Mistake


def folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def path_of(sha256: str) -> Path:
    """Two letters of the hash are a folder: no folder grows beyond what file systems like."""
    return folder() / sha256[:2] / sha256


def content(file: File) -> bytes:
    """The bytes of a file; `Mistake` where the home folder has lost them."""
    try:
        return path_of(file.sha256).read_bytes()
    except FileNotFoundError:
        raise Mistake(
            f"Tệp “{file.name}” không còn trong kho tệp. Báo quản trị khôi phục từ bản sao lưu."
        ) from None
