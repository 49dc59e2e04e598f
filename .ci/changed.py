"""What changed since a commit becomes `code=true` or `code=false`: whether there is anything but records among it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
RECORDS = "content/"


def is_code_changed(folder: Path, base: str) -> bool:
    """Whether anything but records is another than it was at a commit; True where that cannot be known."""
    command = ["git", "diff", "--name-only", "-z", "--no-renames", "--end-of-options", base, "HEAD"]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    names = run.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]
    return bool(run.returncode) or any(not name.startswith(RECORDS) for name in names)


if __name__ == "__main__":
    sys.stdout.write(f"code={str(is_code_changed(ROOT, sys.argv[1])).lower()}\n")
