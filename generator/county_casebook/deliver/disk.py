"""An error of the system while files are written becomes one Chinese sentence: which path, and what would do."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from county_casebook.deliver.target import work_folder

_REASONS: Mapping[int, str] = {
    errno.ENOSPC: "磁盘满了，请先腾出空间",
    errno.EDQUOT: "磁盘配额用完了，请先腾出空间",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EROFS: "那里是只读的，请换一个能写的文件夹",
    errno.EACCES: "没有权限，请换一个能写的文件夹",
    errno.EPERM: "没有权限，请换一个能写的文件夹",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "那里有一个同名的文件",
    errno.ENOTDIR: "路径中间有一个文件，不是文件夹",
    errno.EISDIR: "那里是一个文件夹，不是文件",
    errno.ELOOP: "那里是链接，或链接绕成了圈",
    errno.ENAMETOOLONG: "名字太长",
    errno.EBUSY: "文件夹正被占用（可能是挂载点），请换一个文件夹",
}


_OF_WRITING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""Never an error of reading: when a file is copied the system may name the one that was read."""


def disk_fault(error: OSError, target: Path) -> str:
    """Return the sentence; it names the file of the error, or `target` when that is unknown or one of our own below it."""
    reason = _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
    named = error.filename2 or error.filename
    path = Path(os.fsdecode(named)) if isinstance(named, str | bytes) else target
    ours = any(path.is_relative_to(own) for own in (target, work_folder(target)))
    if ours or error.errno in _OF_WRITING:
        return f"写不了 {target}：{reason}"
    return f"读写不了 {path}：{reason}"
