"""What is taken from the cache is what would be made: after any edit, and whatever has become of the files of the cache."""

from __future__ import annotations

import functools
import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import BaseModel

from county_casebook.build import check_content
from county_casebook.cache.digest import digest
from county_casebook.cache.folder import CacheFolder
from county_casebook.cache.shelf import Shelf
from county_casebook.cli import main
from county_casebook.library.edition import Edition, Site
from county_casebook.library.kept_values import NotKept, packed, unpacked
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.library.traces import Traces
from county_casebook.library.watched import WatchedLibrary
from county_casebook.problems import Problem
from county_casebook.publish.outputs import site_files
from county_casebook.records import Case, Record
from county_casebook.schema.walk import leaves
from county_casebook.views.entries import Entry
from county_casebook.views.view import View, view_of
from tests.building import TINY, build_site, copy_of_tiny, files_of


@dataclass(frozen=True)
class _Shell:
    """A page shell as plain as can be."""

    depth: int
    section: str

    def render(self, *, title: str, description: str, url: str, head: str, body: str) -> str:
        return f"{self.depth} {self.section} {title} {description} {url}\n{head}\n{body}"


def _made(root: Path, cache: Path | None, *, name: str = "某站") -> tuple[list[object], dict[str, bytes]]:
    """Check a library and make its site without MkDocs; every problem in full, and every file."""
    checked = check_content(root, cache=CacheFolder(cache) if cache else None)
    kept = checked.kept("pages", digest(Site(name)))
    problems: list[object] = [_whole(problem) for problem in checked.problems]
    if checked.has_errors:
        return problems, {}
    edition = Edition.of(checked.library, Site(name), shell=_Shell, kept=kept)
    files = {path: data if isinstance(data, bytes) else b"".join(data) for path, data in site_files(edition)}
    if kept:
        kept.save()
    return problems, files


def _whole(problem: Problem) -> object:
    return problem, problem.location.text, problem.location.line


def _copy(folder: Path) -> Path:
    shutil.copytree(TINY / "content", folder / "content")
    return folder / "content"


# Edits ---------------------------------------------------------------------------------------------------------------


def _files(root: Path, pattern: str = "*.*") -> list[Path]:
    return sorted(path for path in root.rglob(pattern) if path.is_file())


def _change_words(root: Path, chance: random.Random) -> None:
    """Another word in some line of some file."""
    path = chance.choice([path for path in _files(root) if path.suffix in (".yml", ".md", ".txt")])
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = chance.choice([at for at, line in enumerate(lines) if any(sign > "一" for sign in line)] or [0])
    places = [place for place, sign in enumerate(lines[at]) if sign > "一"] or [0]
    place = chance.choice(places)
    lines[at] = lines[at][:place] + chance.choice("茶山水县科技员") + lines[at][place + 1 :]
    path.write_text("".join(lines), "utf-8")


def _change_lines(root: Path, chance: random.Random) -> None:
    """A line less, or one twice, or a comment that moves all others down."""
    path = chance.choice(_files(root, "*.yml"))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = chance.randrange(len(lines))
    lines[at : at + 1] = chance.choice([[], [lines[at], lines[at]], ["# 说明\n", lines[at]]])
    path.write_text("".join(lines), "utf-8")


def _remove(root: Path, chance: random.Random) -> None:
    chance.choice(_files(root)).unlink()


def _rename(root: Path, chance: random.Random) -> None:
    path = chance.choice(_files(root))
    path.rename(path.with_stem(f"{path.stem}-{chance.randrange(100)}"))


def _double(root: Path, chance: random.Random) -> None:
    path = chance.choice(_files(root))
    shutil.copy(path, path.with_stem(f"{path.stem}-{chance.randrange(100)}"))


def _change_status(root: Path, chance: random.Random) -> None:
    path = chance.choice([path for path in _files(root, "*.yml") if "status: " in path.read_text("utf-8")])
    text, states = path.read_text("utf-8"), ["published", "draft", "review", "withdrawn"]
    for state in states:
        text = text.replace(f"status: {state}\n", f"status: {chance.choice(states)}\n")
    path.write_text(text, "utf-8")


def _restore(root: Path, chance: random.Random) -> None:
    shutil.rmtree(root)
    shutil.copytree(TINY / "content", root)


_EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    _change_words,
    _change_words,
    _change_words,
    _change_lines,
    _change_status,
    _remove,
    _rename,
    _double,
    _restore,
)


@functools.cache
def _of_tiny() -> tuple[list[object], dict[str, bytes]]:
    return _made(TINY / "content", None)


def _anew(root: Path) -> tuple[list[object], dict[str, bytes]]:
    """What is made of a library without a cache; of the tiny one, to which edits are often taken back, once a process."""
    return _of_tiny() if files_of(root) == files_of(TINY / "content") else _made(root, None)


def _after_edits(folder: Path, seed: int, count: int) -> Iterator[None]:
    """Edit a library at random; after each edit what is taken must be what is made."""
    root, cache, chance = _copy(folder), folder / "cache", random.Random(seed)
    _made(root, cache)
    for number in range(count):
        edit = chance.choice(_EDITS)
        edit(root, chance)
        if number % 7 == 6:
            (root / "casebook.yml").touch()
        warm, cold = _made(root, cache), _anew(root)
        assert warm == cold, f"edit {number} of seed {seed}: {edit.__name__}"
        if not warm[1] and chance.random() < 0.6:
            _restore(root, chance)
        yield


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1))
def test_after_random_edits_nothing_old_is_taken(tmp_path: Path, seed: int) -> None:
    assert len(list(_after_edits(tmp_path, seed, 6))) == 6


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_after_many_random_edits_nothing_old_is_taken(tmp_path: Path, seed: int) -> None:
    assert len(list(_after_edits(tmp_path, seed, 60))) == 60


@pytest.mark.slow
def test_another_day_another_name_and_persons_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = _copy(tmp_path), tmp_path / "cache"
    for day in ("1141171200", "1741171200"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        assert _made(root, cache) == _made(root, None)
    assert _made(root, cache, name="另一站") == _made(root, None, name="另一站")
    for named in (True, False):
        warm = check_content(root, named_persons=named, cache=CacheFolder(cache))
        assert warm.problems == check_content(root, named_persons=named).problems


# Damage --------------------------------------------------------------------------------------------------------------


def _flip(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice([1, 1, 20])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _cut(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(len(data))])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4, 60))
def test_a_cache_damaged_in_many_ways_changes_nothing(tmp_path: Path, seed: int) -> None:
    test_a_damaged_cache_changes_nothing(tmp_path, seed)


def _swap(data: bytearray, chance: random.Random) -> bytes:
    size, one, other = 40, chance.randrange(len(data)), chance.randrange(len(data))
    data[one : one + size], data[other : other + size] = data[other : other + size], data[one : one + size]
    return bytes(data)


def _foreign(data: bytearray, chance: random.Random) -> bytes:
    return chance.choice([b"", b"{}", b"casebook cache 1\n", bytes(chance.randbytes(5000)), b"[" * 100_000])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_cache_changes_nothing(tmp_path: Path, seed: int) -> None:
    root, cache, chance = _copy(tmp_path), tmp_path / "cache", random.Random(seed)
    right = _made(root, cache)
    for name in ("check", "pages"):
        damage = chance.choice((_flip, _cut, _swap, _foreign))
        path = cache / name
        path.write_bytes(damage(bytearray(path.read_bytes()), chance))
    assert _made(root, cache) == right
    assert _made(root, cache) == right


@pytest.mark.slow
def test_the_files_of_a_cache_put_in_each_others_place_hold_nothing(tmp_path: Path) -> None:
    root, cache = _copy(tmp_path), tmp_path / "cache"
    right = _made(root, cache)
    (cache / "check").rename(cache / "x")
    (cache / "pages").rename(cache / "check")
    (cache / "x").rename(cache / "pages")
    assert _made(root, cache) == right


@pytest.mark.slow
def test_a_cache_of_another_library_changes_nothing(tmp_path: Path) -> None:
    here, there = _copy(tmp_path / "here"), _copy(tmp_path / "there")
    (there / "cases" / "lingping-tea.yml").unlink()
    _made(there, tmp_path / "cache")
    assert _made(here, tmp_path / "cache") == _made(here, None)


@pytest.mark.slow
def test_what_cannot_be_written_is_made_each_time(tmp_path: Path) -> None:
    root = _copy(tmp_path)
    (tmp_path / "file").write_text("")
    for cache in (tmp_path / "file", tmp_path / "file" / "below"):
        assert _made(root, cache) == _made(root, None)


def test_entries_are_found_by_those_of_the_same_version_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", "one")
    shelf.put("a", b"1")
    shelf.put("b", b"2")
    shelf.save([])
    assert Shelf(tmp_path / "shelf", "one").get("a") == b"1"
    assert Shelf(tmp_path / "shelf", "two").get("a") is None
    again = Shelf(tmp_path / "shelf", "one")
    again.save(["b"])
    swept = Shelf(tmp_path / "shelf", "one")
    assert (swept.get("a"), swept.get("b")) == (None, b"2")
    assert [path.name for path in tmp_path.iterdir()] == ["shelf"]


# What is read is known -----------------------------------------------------------------------------------------------


def _watched() -> WatchedLibrary:
    checked = check_content(TINY / "content", cache=CacheFolder(Path("/nowhere/at/all")))
    assert isinstance(checked.library, WatchedLibrary)
    return checked.library


def _ways(record: Record) -> dict[str, Callable[[], object]]:
    """Every way pydantic offers to get at the fields of a record, and ours."""
    return {
        "a field": lambda: record.sources,
        "getattr": lambda: getattr(record, "title", None),
        "model_dump": record.model_dump,
        "model_dump_json": record.model_dump_json,
        "model_copy": record.model_copy,
        "iter": lambda: list(record),
        "repr": lambda: repr(record),
        "eq": lambda: record == record.model_copy(),
        "leaves": lambda: list(leaves(record)),
        "a place": lambda: record.at("title"),
        "its file": lambda: record.path,
        "dates": lambda: list(record.dates()),
    }


_WAYS = tuple(_ways(next(iter(load(TINY / "content").records["cases"].values()))))


@pytest.mark.parametrize("way", _WAYS)
def test_whoever_reads_a_record_is_noted(way: str) -> None:
    library = _watched()
    plain, log = link(load(TINY / "content"), library.today), library.log
    for record, same in zip(library.records(), plain.records(), strict=True):
        with log.reading() as reads:
            assert not reads
            found = _ways(record)[way]()
            assert ("record", record.key, "") in reads or not found
        assert found == _ways(same)[way]() or way in ("repr", "iter")
        with log.reading() as reads:
            assert all((record.id, record.key, record.url))
            assert not reads


def test_who_reaches_past_a_record_at_rest_fails() -> None:
    library = _watched()
    library.log.close_all()
    for record in library.records():
        for reach in (
            lambda held: held.get("title"),
            lambda held: held["title"],
            list,
            dict,
            lambda held: "x" in held,
        ):
            with pytest.raises(RuntimeError):
                reach(vars(record))


def test_every_field_of_a_library_is_noted() -> None:
    """A field that somebody adds is noted too: what is not is here, and is noted item by item."""
    library = _watched()
    for name in Library.__dataclass_fields__:
        if name.startswith("_") or name in ("derived", "kinds", "case_leads"):
            continue
        with library.log.reading() as reads:
            getattr(library, name)
            assert ("field", name, "") in reads


def test_no_value_of_a_library_is_kept_where_nobody_is_noted() -> None:
    for kind in (Library, WatchedLibrary):
        assert not [name for name, value in vars(kind).items() if type(value).__name__ == "cached_property"]


def test_what_cannot_be_told_by_a_digest_has_none() -> None:
    class Part(BaseModel):
        name: str = ""

    assert digest(object()) == digest([iter([])]) == ""
    assert digest(Part(name="a")) != digest(Part(name="b"))
    assert digest({"a": 1, "b": 2}) != digest({"b": 2, "a": 1})
    assert digest(("a", "b")) != digest(("ab",)) != digest("ab")
    assert digest({"b", "a"}) == digest({"a", "b"})


# The commands --------------------------------------------------------------------------------------------------------


def test_the_commands_use_it_by_themselves_and_not_when_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = copy_of_tiny(tmp_path / "library")
    content, cache = str(config.parent / "content"), config.parent / ".cache" / "casebook"
    main(["check", "--content", content, "--no-cache"])
    assert not cache.exists()
    first = capsys.readouterr().out
    for _ in range(2):
        main(["check", "--content", content])
        assert capsys.readouterr().out == first
    assert (cache / "check").is_file()


@pytest.mark.slow
def test_a_warm_build_is_a_cold_one(tmp_path: Path) -> None:
    """Pages of a site's own theme, its configuration and its content are edited; every build is the one without a cache."""
    config = copy_of_tiny(tmp_path / "library")
    own = config.parent / "theme"
    own.mkdir()
    config.write_text(
        config.read_text("utf-8").replace("  name: material", "  name: material\n  custom_dir: theme")
    )
    case = config.parent / "content" / "cases" / "lingping-tea.yml"

    def write_template() -> None:
        (own / "kinds" / "case").mkdir(parents=True)
        (own / "kinds" / "case" / "page.html").write_text("<p>{{ case.title }}</p>", "utf-8")

    edits: list[Callable[[], object]] = [
        lambda: None,
        lambda: case.write_text(case.read_text("utf-8").replace("茶", "山", 1), "utf-8"),
        lambda: config.write_text(config.read_text("utf-8").replace("site_name: 县域", "site_name: 某县")),
        write_template,
        lambda: case.unlink(),
    ]
    for edit in edits:
        edit()
        warm = _outcome(lambda: build_site(config, tmp_path / "warm"))
        cold = _outcome(lambda: build_site(config, tmp_path / "cold", cached=False))
        assert warm == cold


def _outcome(build: Callable[[], Path]) -> object:
    from county_casebook.host.site import BuildRefused

    try:
        return files_of(build())
    except BuildRefused as refused:
        return str(refused).replace("warm", "cold")


# Values that are kept ------------------------------------------------------------------------------------------------


class _Word(str):
    """A text that is more than a text."""

    __slots__ = ()


@dataclass(frozen=True)
class _Line:
    words: object
    more: tuple[object, ...] = ()


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -3,
        "",
        "县\ud800\u2028",
        (),
        ((), ("a", None)),
        _Line("a", (_Line(1), "b", (True, ()))),
    ],
)
def test_a_value_that_is_kept_is_the_same_when_it_is_read_again(value: object) -> None:
    again = unpacked(json.loads(json.dumps(packed(value, (_Line,)))), (_Line,))
    assert again == value
    assert digest(again) == digest(value)


@pytest.mark.parametrize(
    "value", [1.5, [], {}, {1}, _Word("a"), Site(), ("a", ["b"]), _Line(_Word("a")), b"a"]
)
def test_a_value_that_might_be_another_is_not_kept(value: object) -> None:
    with pytest.raises(NotKept):
        packed(value, (_Line,))


@pytest.mark.slow
def test_lines_of_lists_are_kept_from_run_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case is edited that stands in lists with others: no line but its own is made again, and no other record is opened for it."""
    root, cache = _copy(tmp_path), tmp_path / "cache"
    made: list[str] = []
    _made(root, cache)
    entry = type(view_of(Case)).entry

    def noted(view: View[Case], library: Library, case: Case) -> Entry:
        made.append(case.key)
        return entry(view, library, case)

    monkeypatch.setattr(type(view_of(Case)), "entry", noted)
    case = root / "cases" / "lingping-tea.yml"
    case.write_text(case.read_text("utf-8").replace("summary: ", "summary: 山"), "utf-8")
    warm = _made(root, cache)
    assert made == ["cases/lingping-tea"]
    assert warm == _made(root, None)
    assert len(set(made)) > 1


@pytest.mark.slow
def test_a_kept_value_is_another_when_what_it_names_is(tmp_path: Path) -> None:
    """The line of a case names its themes: a theme has another title, and the case is as it was."""
    root, cache = _copy(tmp_path), tmp_path / "cache"
    _made(root, cache)
    themes = root / "vocabulary" / "themes.yml"
    themes.write_text(themes.read_text("utf-8").replace("title: ", "title: 新"), "utf-8")
    assert _made(root, cache) == _made(root, None)


def _made_again(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[tuple[list[object], dict[str, bytes]], set[str]]:
    """What is made with a cache, and the names of what was not taken from it."""
    again: set[str] = set()
    made = Traces.made

    def noted(self: Traces, name: str, asked: object, make: Callable[[], bytes | None]) -> bytes | None:
        def noting() -> bytes | None:
            again.add(name)
            return make()

        return made(self, name, asked, noting)

    with monkeypatch.context() as patched:
        patched.setattr(Traces, "made", noted)
        return _made(root, cache), again


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "was", "now"),
    [
        ("vocabulary/themes.yml", "description: ", "description: 又"),
        ("vocabulary/programmes.yml", "description: ", "description: 又"),
        ("policies/demo-plan.yml", "note: 示例：", "note: 示例：又，"),
    ],
)
def test_what_a_case_names_says_something_else_that_no_case_shows(
    file: str, was: str, now: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No case is asked the rules again, and none has its page made again."""
    root, cache = _copy(tmp_path), tmp_path / "cache"
    _made(root, cache)
    path = root / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(was, now), "utf-8")
    assert path.read_text("utf-8") != text
    warm, again = _made_again(root, cache, monkeypatch)
    assert again  # the page of what was edited
    assert [name for name in again if name.startswith(("cases/", "page cases/"))] == []
    assert warm == _made(root, None)


def test_who_asks_for_titles_of_terms_depends_on_no_more_of_them() -> None:
    library = _watched()
    with library.log.reading() as reads:
        assert library.titles("themes", list(library.terms("themes").held)) == list(  # type: ignore[attr-defined]
            library.titles_in("themes").values()
        )
        assert {name.partition("/")[2] for _, name, _ in reads} == {"titles themes"}


@dataclass(frozen=True)
class _Node:
    """A value with two parts; one that holds the same part twice is two times as long when it is written out."""

    name: str
    parts: tuple[_Node, ...] = ()


def test_a_part_that_many_hold_is_told_once() -> None:
    """Written out at each place, the last of forty doublings would have a million million parts."""
    node, other = _Node("leaf"), _Node("leaf!")
    for _ in range(40):
        node, other = _Node("node", (node, node)), _Node("node", (other, other))
    assert digest(node) == digest(_Node("node", node.parts))
    assert len({digest(node), digest(other), digest([node, other]), digest([other, node])}) == 4
