"""The theme `casebook` of MkDocs: Material for MkDocs under a name of ours.

Material prints a notice on its own end of life when `mkdocs` loads it, unless the variable it names is set. This module is
loaded first, since Material is the theme that this one extends. A library that names `material` itself still sees the notice.
"""

from __future__ import annotations

import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
