"""An address becomes a QR code for paper (ISO/IEC 18004, level M): drawn on a page as SVG, in a document as a picture."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import zxingcpp
from markupsafe import Markup
from numpy.typing import NDArray

from county_casebook.files.png import png

_BORDER = 2
"""Modules of white around a code: on white paper no more is needed."""
_PIXELS = 8
"""Pixels of a module in a picture."""


def _modules(address: str) -> NDArray[np.bool_]:
    """Return the modules of a code with its border, row by row, true where dark."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return np.pad(np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0, _BORDER)


@lru_cache(maxsize=4096)  # a preview shows the same pages after every edit
def qr_code(address: str) -> Markup:
    """Return the code of an address as SVG; nothing without an address."""
    if not address:
        return Markup("")
    modules = _modules(address)
    size = len(modules)
    return Markup(  # noqa: S704 - numbers and words of ours
        f'<svg role="img" viewBox="0 0 {size} {size}" class="cb-qr"><title>本页网址的二维码</title>'
        f'<path stroke="#000" d="{_strokes(modules)}"/></svg>'
    )


def _strokes(modules: NDArray[np.bool_]) -> str:
    """Return a stroke through the middle of each dark stretch of a row, each placed from the end of the one before it."""
    rows, starts = np.nonzero(modules[:, 1:] & ~modules[:, :-1])
    ends = np.nonzero(modules[:, :-1] & ~modules[:, 1:])[1]
    strokes: list[str] = []
    at, last = 0, 0
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        strokes.append(
            f"m{start + 1 - at} {row - last}h{end - start}"
            if strokes
            else f"M{start + 1} {row}.5h{end - start}"
        )
        at, last = end + 1, row
    return "".join(strokes)


def qr_picture(address: str) -> bytes:
    """Return the code of an address as PNG."""
    return png(np.where(np.kron(_modules(address), np.ones((_PIXELS, _PIXELS), bool)), 0, 1), depth=1)


__all__ = ["qr_code", "qr_picture"]
