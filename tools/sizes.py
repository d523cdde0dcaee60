"""Prints how large things are: the default install, and each room's code and knowledge. Nothing fails here."""

import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def folder_size(folder: Path) -> int:
    """Bytes of all files under the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def main() -> None:
    """Build a fresh environment with the default install and measure it; then the rooms."""
    with tempfile.TemporaryDirectory() as work:
        place = Path(work) / "env"
        for command in (
            ["uv", "venv", "-q", str(place)],
            ["uv", "pip", "install", "-q", "--python", str(place), str(ROOT)],
        ):
            subprocess.run(command, check=True)
        packages = next((place / "lib").glob("python*")) / "site-packages"
        parts = sorted(((folder_size(one), one.name) for one in packages.iterdir() if one.is_dir()), reverse=True)
        print(f"default install: {folder_size(packages) / 1e6:.0f} MB of at most 350")
        print("  " + ", ".join(f"{name} {size / 1e6:.0f}" for size, name in parts[:8]))
    print(f"{'room':<12}{'files':>6}{'lines':>7}{'longest':>9}{'knowledge':>11}")
    for room in sorted(path for path in (ROOT / "src" / "demarche").iterdir() if path.is_dir()):
        lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in room.glob("*.py")]
        known = sum(
            len(path.read_text(encoding="utf-8").splitlines())
            for path in room.glob("knowledge/**/*")
            if path.suffix in {".toml", ".tsv"}
        )
        if lines:
            print(f"{room.name:<12}{len(lines):>6}{sum(lines):>7}{max(lines):>9}{known:>11}")


if __name__ == "__main__":
    main()
