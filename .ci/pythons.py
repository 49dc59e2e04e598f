"""Every Python that can be had makes everything from the tiny library, and the same bytes each time.

`python .ci/pythons.py [VERSION|PATH …]`: uv finds an interpreter or fetches it, and installs what the lock names beside it. One that
cannot be had is said, and fails.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
UV = str(Path(sys.executable).with_name("uv"))
TOLD = "import platform, zlib; print(platform.python_version(), 'with zlib', zlib.ZLIB_RUNTIME_VERSION)"


class NotHad(Exception):
    """Why there is no such interpreter here, or nothing for it."""


def main(versions: list[str]) -> int:
    """Print a line for each version; return 1 when one cannot be had, or makes other bytes than the first."""
    made: dict[str, dict[str, str]] = {}
    missing = 0
    for version in versions:
        try:
            made[version] = _made_by(version)
        except NotHad as reason:
            missing += 1
            print(f"{version}: not to be had here: {reason}", flush=True)
    first = next(iter(made.values()), {})
    different = [
        f"{version}: {name}"
        for version, files in made.items()
        for name in sorted({*first, *files})
        if files.get(name) != first.get(name)
    ]
    print("\n".join(different) or f"the same {len(first)} files by {len(made)} of {len(versions)}")
    return 1 if different or missing or not made else 0


def _made_by(version: str) -> dict[str, str]:
    """Make everything with one Python; return the SHA-256 of each file by its name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run([UV, "venv", "--quiet", "--python", version, str(folder / "venv")])
        python = str(folder / ("venv/Scripts/python.exe" if os.name == "nt" else "venv/bin/python"))
        install = [UV, "pip", "install", "--quiet", "--python", python]
        _run([*install, "--require-hashes", "--only-binary", ":all:", "-r", "requirements.lock"])
        _run([*install, "--no-deps", "--no-build-isolation", "--editable", "."])
        shutil.copytree(ROOT / "tests/tiny", folder / "tiny", ignore=shutil.ignore_patterns(".cache"))
        told = _run([python, "-c", TOLD]).strip()
        files = json.loads(_run([python, "tests/whole_output.py", str(folder / "tiny"), str(folder / "out")]))
    tree = sha256("".join(f"{held}  {path}\n" for path, held in sorted(files.items())).encode()).hexdigest()
    print(f"{version}: {told}: {len(files)} files, {tree}", flush=True)
    return dict(files)


def _run(command: list[str]) -> str:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1141171200"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise NotHad(f"{' '.join(command[:3])}: {run.stderr.strip()[-400:]}")
    return run.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(VERSIONS)))
