"""Refuses files of more than half a megabyte that are not the shipped weights, places or the lock."""

import sys
from pathlib import Path

LIMIT = 500_000
ALLOWED = ("src/demarche/encode/weights/", "src/demarche/places/", "uv.lock")


def main(names: list[str]) -> int:
    """Exit code 1 if any of the files is too large."""
    large = [name for name in names if Path(name).stat().st_size > LIMIT and not name.startswith(ALLOWED)]
    for name in large:
        sys.stderr.write(f"{name}: {Path(name).stat().st_size:,} bytes; keep large files out of git\n")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
