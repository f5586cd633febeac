"""Refresh the exact versions in pyproject.toml: `python docs/running/pin.py`, then run the whole check.

Takes the newest versions the declared ranges allow, direct and indirect, and writes them as
`tool.uv.constraint-dependencies`. Why no lock file: docs/decisions/0006.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT, LOCK = ROOT / "pyproject.toml", ROOT / "uv.lock"
LIST = re.compile(r"(?<=^constraint-dependencies = \[\n).*?(?=^\]$)", re.M | re.S)


def pins(lock: str) -> list[str]:
    """One line per package of the lock; where Python versions differ in what they take, with its marker."""
    found = []
    for package in tomllib.loads(lock)["package"]:
        if not {"registry"} & package["source"].keys():
            continue  # ourselves
        markers = " or ".join(package.get("resolution-markers", ()))
        line = f"{package['name']}=={package['version']}" + (f" ; {markers}" if markers else "")
        found.append(f'  "{line}",\n')
    return sorted(found)


def lock(*more: str) -> str:
    subprocess.run(["uv", "lock", "--quiet", *more], cwd=ROOT, check=True)
    return LOCK.read_text(encoding="utf-8")


def refresh() -> None:
    before = PROJECT.read_text(encoding="utf-8")
    try:
        PROJECT.write_text(LIST.sub("", before), encoding="utf-8")
        newest = "".join(pins(lock("--upgrade")))
        PROJECT.write_text(LIST.sub(lambda _: newest, before), encoding="utf-8")
        lock()
    except BaseException:
        PROJECT.write_text(before, encoding="utf-8")
        raise
    changed = set(newest.splitlines()) ^ set(LIST.search(before).group().splitlines())
    print("\n".join(sorted(line.strip(' ",') for line in changed)) or "nothing changed")


if __name__ == "__main__":
    sys.exit(refresh())
