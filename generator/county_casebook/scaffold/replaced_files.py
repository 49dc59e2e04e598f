"""A file that is there gets new bytes whole, or stays as it is; what somebody wrote meanwhile is never written over."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from county_casebook.scaffold.new_files import NotWritten, put_in_place, set_aside


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Give a file new bytes and keep its mode; raise NotWritten, with the file as it is, when it holds other bytes than `before`.

    A read-only file is not replaced, although its folder would let it be: who made it so meant it.
    """
    try:
        state = path.lstat()
        if not state.st_mode & 0o222 or not os.access(path, os.W_OK):
            raise NotWritten("文件是只读的，没有改；要改就先去掉只读")
        aside = set_aside(path, after)
    except OSError as error:
        raise NotWritten(_reason(error)) from None
    try:
        aside.chmod(stat.S_IMODE(state.st_mode))
        if path.is_symlink() or path.read_bytes() != before:
            raise NotWritten("读过以后又被改了，没有覆盖；再运行一次")
        put_in_place(aside, path)
    except OSError as error:
        raise NotWritten(_reason(error)) from None
    finally:
        aside.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    return f"写不了（{error.strerror or error}），没有改；请检查权限和磁盘空间"


__all__ = ["replace_file", "set_aside"]
