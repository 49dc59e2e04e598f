"""What several commands share: exit codes and arguments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DONE, FAILED, USAGE, FAULT, STOPPED = 0, 1, 2, 70, 130

NO_CACHE = "不用 .cache 里上一次的结果，全部重做（结果一样，只是慢）"


def add_content(command: Any) -> None:
    """Add the argument that names the content folder."""
    command.add_argument("--content", type=Path, default=Path("content"), help="内容文件夹（默认 content）")


def sources(content: Path) -> list[tuple[str, Path]]:
    """Return the folders an editor works in, with their names: nothing is written into them."""
    return [("内容文件夹", content), ("主题文件夹", content.parent / "theme")]
