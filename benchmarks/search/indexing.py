"""The index alone, in a process of its own: `python -m benchmarks.search.indexing CONTENT FOLDER` writes it there.

The library is read first; the CPU seconds from records to written files are left in `FOLDER/cpu`, beside `FOLDER/site`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from county_casebook.build import check_content
from county_casebook.library.edition import Edition
from county_casebook.publish.outputs import search_files


def main(content: Path, folder: Path) -> None:
    shown = Edition.of(check_content(content).library)
    before = time.process_time()
    for name, data in search_files(shown):
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else b"".join(data))
    (folder / "cpu").write_text(str(time.process_time() - before))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
