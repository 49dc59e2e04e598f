"""Random edits of a copy of a library, as an editor, a script or git makes them: what was touched is known, as a watcher tells it."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[random.Random, Path], "set[Path]"]
"""Changes a content folder; returns the paths that a watcher would name."""


def _records(content: Path) -> list[Path]:
    found = content.glob("*/*.yml")
    return sorted(path for path in found if path.parent.name != "vocabulary" and path.is_file())


def _any(dice: random.Random, content: Path, pattern: str) -> Path | None:
    found = sorted(content.glob(pattern))
    return dice.choice(found) if found else None


def change_words(dice: random.Random, content: Path) -> set[Path]:
    """Change a figure or a word somewhere in a record."""
    path = dice.choice(_records(content))
    text = path.read_text("utf-8")
    places = list(re.finditer(r"(?<=: )[^\n]*[\u4e00-\u9fff]+", text))
    if places:
        end = dice.choice(places).end()
        path.write_text(f"{text[:end]}{dice.choice('甲乙丙丁')}{text[end:]}", "utf-8")
    return {path}


def break_it(dice: random.Random, content: Path) -> set[Path]:
    """Make a record unreadable, or mend one that is."""
    path = dice.choice(_records(content))
    text = path.read_text("utf-8")
    broken = "\n? : [\n"
    path.write_text(text.replace(broken, "") if broken in text else text + broken, "utf-8")
    return {path}


def drop_a_line(dice: random.Random, content: Path) -> set[Path]:
    """Leave out a line of a record: a field is missing, or a list is torn."""
    path = dice.choice(_records(content))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    del lines[dice.randrange(len(lines))]
    path.write_text("".join(lines), "utf-8")
    return {path}


def delete(dice: random.Random, content: Path) -> set[Path]:
    path = dice.choice(_records(content))
    path.unlink()
    return {path}


def add(dice: random.Random, content: Path) -> set[Path]:
    """A copy of a record under a new name, some of them names that may not be."""
    path = dice.choice(_records(content))
    name = dice.choice([f"new-{dice.randrange(99)}.yml", "Bad Name.yml", "con.yml", "x.yaml", "note.txt"])
    new = path.with_name(name)
    shutil.copy(path, new)
    return {new}


def rename(dice: random.Random, content: Path) -> set[Path]:
    path = dice.choice(_records(content))
    new = path.with_name(f"moved-{dice.randrange(99)}.yml")
    path.rename(new)
    return {path, new}


def move_to_other_kind(dice: random.Random, content: Path) -> set[Path]:
    path, other = dice.choice(_records(content)), dice.choice(_records(content))
    new = other.with_name(path.name)
    path.rename(new)
    return {path, new}


def change_vocabulary(dice: random.Random, content: Path) -> set[Path]:
    path = _any(dice, content, "vocabulary/*.yml")
    if path is None:
        return set()
    text = path.read_text("utf-8")
    titles = list(re.finditer(r"title: \S+", text))
    if titles and dice.random() < 0.8:
        end = dice.choice(titles).end()
        path.write_text(f"{text[:end]}{dice.choice('东南西北')}{text[end:]}", "utf-8")
    else:
        path.write_text(text + dice.choice(["- id: extra\n", "- [\n", "\n# words\n"]), "utf-8")
    return {path}


def change_page(dice: random.Random, content: Path) -> set[Path]:
    path = _any(dice, content, "pages/**/*.md")
    if path is None or dice.random() < 0.3:
        path = content / f"pages/page-{dice.randrange(5)}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# 新页\n\n{dice.choice('甲乙丙')}\n\n[[征集]]\n", "utf-8")
    elif dice.random() < 0.2:
        path.unlink()
    else:
        path.write_text(path.read_text("utf-8") + f"\n{dice.choice('甲乙丙')}\n", "utf-8")
    return {path}


def change_text_of_policy(dice: random.Random, content: Path) -> set[Path]:
    path = _any(dice, content, "policies/*.txt")
    if path is None:
        path = content / "policies/alone.txt"
        path.write_text("一、甲\n", "utf-8")
    elif dice.random() < 0.3:
        path.rename(path.with_name(f"{path.stem}-x.txt"))
        return {path, path.with_name(f"{path.stem}-x.txt")}
    else:
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    return {path}


def folder(dice: random.Random, content: Path) -> set[Path]:
    """A folder of records is made below a kind, or taken out whole."""
    kind = dice.choice(["cases", "counties"])
    below = content / kind / "more"
    if below.exists():
        shutil.rmtree(below)
        return {below}
    below.mkdir()
    for path in sorted((content / kind).glob("*.yml"))[:2]:
        path.rename(below / path.name)
    return {below, *(content / kind / path.name for path in below.iterdir())}


def odd(dice: random.Random, content: Path) -> set[Path]:
    """What is no record at all: links, hidden files, a stranger's folder, a file that tells a number."""
    choice = dice.randrange(5)
    if choice == 0:
        path = content / "cases/link.yml"
        path.unlink() if path.is_symlink() else path.symlink_to("nowhere")
    elif choice == 1:
        path = content / "cases/.hidden.yml"
        path.write_text("x", "utf-8")
    elif choice == 2:
        path = content / "strange"
        path.rmdir() if path.exists() else path.mkdir()
    elif choice == 3:
        path = content / "waivers.yml"
        path.write_text("[]\n" if dice.random() < 0.5 else "- rule: nothing\n", "utf-8")
    else:
        path = content / "files/words.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dice.choice(["13800138000\n", "words\n"]), "utf-8")
    return {path}


def change_status(dice: random.Random, content: Path) -> set[Path]:
    """A record is withdrawn, put back into work, or published."""
    path = dice.choice(_records(content))
    text = path.read_text("utf-8")
    status = dice.choice(["published", "published", "draft", "withdrawn"])
    path.write_text(re.sub(r"^status: \S+", f"status: {status}", text, flags=re.MULTILINE), "utf-8")
    return {path}


def change_reference(dice: random.Random, content: Path) -> set[Path]:
    """A record names another record or term where it named one."""
    path = dice.choice(_records(content))
    text = path.read_text("utf-8")
    ids = {each.stem for each in _records(content)}
    terms = (each.read_text("utf-8") for each in sorted(content.glob("vocabulary/*.yml")) if each.is_file())
    ids |= {found for each in terms for found in re.findall(r"^- id: (\S+)", each, re.MULTILINE)}
    places = [found for found in re.finditer(r"[a-z0-9][a-z0-9-]{2,}", text) if found[0] in ids]
    if places:
        place = dice.choice(places)
        near = sorted(each for each in ids if each[:2] == place[0][:2]) + sorted(ids)
        other = dice.choice(near[: 1 + len(near) // 2])
        path.write_text(f"{text[: place.start()]}{other}{text[place.end() :]}", "utf-8")
    return {path}


def change_area(dice: random.Random, content: Path) -> set[Path]:
    """A record stands in another place."""
    path = dice.choice(_records(content))
    text = path.read_text("utf-8")
    codes = sorted(
        {code for each in _records(content) for code in re.findall(r"\b99\d{4}\b", each.read_text("utf-8"))}
    )
    places = list(re.finditer(r"\b99\d{4}\b", text))
    if places:
        place = dice.choice(places)
        path.write_text(f"{text[: place.start()]}{dice.choice(codes)}{text[place.end() :]}", "utf-8")
    return {path}


def touch(dice: random.Random, content: Path) -> set[Path]:
    """Save some records as they are."""
    found = dice.sample(_records(content), 3)
    for path in found:
        path.write_bytes(path.read_bytes())
    return set(found)


EDITS: tuple[Edit, ...] = (
    change_status,
    change_reference,
    change_reference,
    change_area,
    touch,
    change_words,
    change_words,
    change_words,
    break_it,
    drop_a_line,
    delete,
    add,
    rename,
    move_to_other_kind,
    change_vocabulary,
    change_page,
    change_text_of_policy,
    folder,
    odd,
)


def whole_again(source: Path, content: Path) -> set[Path]:
    """Bring a content folder back to what it was, as a checkout does."""
    touched = set(content.rglob("*"))
    shutil.rmtree(content)
    shutil.copytree(source, content)
    return touched | set(content.rglob("*"))
