"""The lock and the licences become what a release consists of: `sbom.cdx.json` (CycloneDX 1.6) and `licences.txt`.

`python .ci/bill_of_materials.py FOLDER` writes both. They follow from files of the repository alone, so that the same commit gives the
same bytes on every machine; the suite reads the first with the library of CycloneDX and holds it against its schema.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PROJECT = "county-casebook"
_ENTRY = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\\n]+?))? *\\\n"
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class NotKnown(Exception):
    """Which package has no licence written for it."""


@dataclass(frozen=True)
class Package:
    """A package of the lock: what it is called, where it is installed, its wheels' hashes and what it is wanted by."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    wanted_by: frozenset[str]

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def locked(lock: str) -> list[Package]:
    """Return the packages of a lock in its order."""
    return [_package(entry) for entry in re.split(r"\n(?=[a-z0-9])", lock) if "==" in entry]


def _package(entry: str) -> Package:
    head = _ENTRY.match(entry)
    if not head:
        raise ValueError(entry[:80])
    comment = entry.partition("# via")[2]
    wanted_by = frozenset(line.strip(" #") for line in comment.splitlines() if line.strip(" #"))
    return Package(
        head["name"], head["version"], head["marker"] or "", tuple(_HASH.findall(entry)), wanted_by
    )


def needed(packages: list[Package]) -> frozenset[str]:
    """Return the names of what the program runs with; the rest of the lock builds it."""
    found = {PROJECT}
    while more := {each.name for each in packages if found & _wanters(each)} - found:
        found |= more
    return frozenset(found)


def _wanters(package: Package) -> set[str]:
    """Who wants a package; the project itself where it runs with it, not where it is built with it."""
    return {PROJECT if wanter == f"{PROJECT} (pyproject.toml)" else wanter for wanter in package.wanted_by}


def bill(lock: str, licences: Mapping[str, str], version: str) -> dict[str, Any]:
    """Return the bill of materials of a version; raises NotKnown for a package without a licence."""
    packages = locked(lock)
    if missing := sorted({each.name for each in packages} - set(licences)):
        raise NotKnown(f"no licence is written in .ci/licences.toml for {', '.join(missing)}")
    runs_with = needed(packages)
    project = {**_component(f"pkg:pypi/{PROJECT}@{version}", PROJECT, version, "MIT"), "type": "application"}
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": project},
        "components": [_of(each, licences[each.name], is_needed=each.name in runs_with) for each in packages],
        "dependencies": list(_dependencies(packages, str(project["bom-ref"]))),
    }
    number = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(told, sort_keys=True))
    return {**told, "serialNumber": f"urn:uuid:{number}"}


def _component(purl: str, name: str, version: str, licence: str) -> dict[str, Any]:
    single = {"license": {"id": licence}}
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "licenses": [{"expression": licence}] if " " in licence else [single],
    }


def _of(package: Package, licence: str, *, is_needed: bool) -> dict[str, Any]:
    where = [{"name": "python:marker", "value": package.marker}] if package.marker else []
    return {
        **_component(package.purl, package.name, package.version, licence),
        "scope": "required" if is_needed else "excluded",
        "hashes": [{"alg": "SHA-256", "content": held} for held in package.hashes],
        **({"properties": where} if where else {}),
    }


def _dependencies(packages: list[Package], project: str) -> Iterator[dict[str, Any]]:
    yield {"ref": project, "dependsOn": [each.purl for each in packages if PROJECT in _wanters(each)]}
    for package in packages:
        yield {
            "ref": package.purl,
            "dependsOn": [each.purl for each in packages if package.name in each.wanted_by],
        }


def licence_table(lock: str, licences: Mapping[str, str]) -> str:
    """Return a line for each package: its name, its version and its licence."""
    packages = locked(lock)
    width = max(len(f"{each.name} {each.version}") for each in packages)
    return "".join(f"{f'{each.name} {each.version}':{width}}  {licences[each.name]}\n" for each in packages)


def main(folder: Path) -> int:
    """Write both files into a folder; return 1 with the reason when a licence is not known."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    licences = tomllib.loads((ROOT / ".ci/licences.toml").read_text("utf-8"))
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    try:
        told = bill(lock, licences, version)
    except NotKnown as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "sbom.cdx.json").write_text(text, "utf-8", newline="\n")
    (folder / "licences.txt").write_text(licence_table(lock, licences), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
