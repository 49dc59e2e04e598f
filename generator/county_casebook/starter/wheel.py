"""The wheel this program was installed from becomes its address and its SHA-256, as far as they are known."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from typing import Any

DISTRIBUTION = "county-casebook"


@dataclass(frozen=True, slots=True)
class Wheel:
    """Where the wheel can be had and what its bytes must be; a placeholder stands for what is not known."""

    address: str
    sha256: str


def installed_wheel() -> Wheel:
    """Return the wheel of the running program, from what the installer noted (PEP 610: `direct_url.json`)."""
    return wheel_of(distribution(DISTRIBUTION))


def wheel_of(found: Distribution) -> Wheel:
    """Return the wheel that a distribution was installed from; only an address of the network is worth passing on."""
    name = f"{DISTRIBUTION.replace('-', '_')}-{found.version}-py3-none-any.whl"
    noted = _noted(found)
    url, archive = str(noted.get("url", "")), noted.get("archive_info") or {}
    digest = (archive.get("hashes") or {}).get("sha256") or str(archive.get("hash", "")).removeprefix(
        "sha256="
    )
    return Wheel(
        address=url if re.match(r"https://", url) else f"https://example.invalid/{name}",
        sha256=digest if re.fullmatch(r"[0-9a-f]{64}", digest) else "0" * 64,
    )


def _noted(found: Distribution) -> dict[str, Any]:
    text = found.read_text("direct_url.json")
    noted = json.loads(text) if text else {}
    return noted if isinstance(noted, dict) else {}
