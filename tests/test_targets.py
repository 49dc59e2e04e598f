"""A command that replaces a folder replaces only what casebook wrote: nobody's work is lost, whatever folder is named."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from county_casebook.cli import main
from county_casebook.deliver.exported import write_export
from county_casebook.deliver.sums import SUMS, read_sums
from county_casebook.deliver.target import MARKER, real, written_files
from county_casebook.host.site import build_site
from county_casebook.publish.outputs import OUTPUTS
from county_casebook.text.characters import shown
from tests.building import NO_DATA, copy_of_tiny, files_of

COMMAND = [
    sys.executable,
    "-c",
    "import sys; from county_casebook.cli import main; sys.exit(main(sys.argv[1:]))",
]
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "-q"]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny library in a folder called `library`, with a theme and neighbours; it is the working folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("home", "docs", "library/theme", "library/site-of-git/.git", "library/hidden"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "home/letter.txt").write_text("信", "utf-8")
    (tmp_path / "docs/notes.txt").write_text("笔记", "utf-8")
    (tmp_path / "library/hidden/.keep").write_text("", "utf-8")
    config = copy_of_tiny(tmp_path / "library", data=False)
    text = config.read_text("utf-8").replace("  name: material\n", "  name: material\n  custom_dir: theme\n")
    config.write_text(text, "utf-8")
    (tmp_path / "library/to-content").symlink_to("content", target_is_directory=True)
    (tmp_path / "library/to-docs").symlink_to(tmp_path / "docs", target_is_directory=True)
    (tmp_path / "library/a-file").write_text("文件", "utf-8")
    monkeypatch.chdir(tmp_path / "library")
    return tmp_path / "library"


def place(target: str) -> str:
    return str(Path(target).expanduser())


def everything(folder: Path) -> dict[str, bytes | str]:
    """Every file, folder and link below a folder."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else "folder"
        for path in sorted(folder.rglob("*"))
    }


REFUSED = {
    ".": "那就是当前文件夹",
    "..": "里面有当前文件夹",
    "/": "那就是根目录",
    "~": "那就是主目录",
    "content": "那就是内容文件夹",
    "content/": "那就是内容文件夹",
    "content/../content": "那就是内容文件夹",
    "to-content": "那就是内容文件夹",
    "content/site": "那在内容文件夹",
    "content/pages": "那在内容文件夹",
    "content/files/new/site": "那在内容文件夹",
    "to-content/new": "那在内容文件夹",
    "theme": "那就是主题文件夹",
    "theme/site": "那在主题文件夹",
    "../docs": "那不是空文件夹（有 notes.txt）",
    "to-docs": "那不是空文件夹（有 notes.txt）",
    "hidden": "那不是空文件夹（有 .keep）",
    "site-of-git": "里面有 .git",
    "site-of-git/.git": "那在 .git 里面",
    "site-of-git/.git/site": "那在 .git 里面",
    "a-file": "那是一个文件，不是文件夹",
    "a-file/site": "a-file 是一个文件，不是文件夹",
}


@pytest.mark.parametrize("target", REFUSED)
def test_a_build_never_replaces_what_it_did_not_make(
    target: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(library.parent)
    assert main(["build", "--site-dir", place(target)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert REFUSED[target] in said
    assert str(real(Path(place(target)))) in said
    assert everything(library.parent) == before


@pytest.mark.slow
@pytest.mark.parametrize("target", [".", "theme/site", "../docs", "to-docs", "hidden", "site-of-git", "new"])
def test_plain_mkdocs_and_a_configured_folder_are_held_to_the_same(target: str, library: Path) -> None:
    config = library / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("site_dir: site", f"site_dir: {target}"), "utf-8")
    before = everything(library.parent)
    run = subprocess.run(MKDOCS, capture_output=True, cwd=library, check=False)
    assert (run.returncode == 0) == (target == "new")
    if target != "new":
        assert everything(library.parent) == before


@pytest.mark.parametrize("command", ["demo", "export"])
@pytest.mark.parametrize("target", REFUSED)
def test_demo_and_export_never_write_over_anything(
    command: str, target: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(library.parent)
    more = ["--cases", "12"] if command == "demo" else ["--format", "opensearch"]
    assert main([command, place(target), *more]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(real(Path(place(target)))) in said
    assert everything(library.parent) == before


@pytest.mark.slow
@pytest.mark.parametrize("start", [None, "folder", "link"])
def test_a_new_an_empty_and_our_own_folder_are_built_again_and_again(
    start: str | None, library: Path
) -> None:
    site = library / "out/site"
    if start:
        site.mkdir(parents=True)
    if start == "link":
        (library / "way").symlink_to(site)
    for _ in range(2):
        build_site(library / "mkdocs.yml", library / "way" if start == "link" else site)
        assert set(written_files(site, "site") or ()) == set(files_of(site)) - {MARKER}
    assert start != "link" or (library / "way").is_symlink()


FOREIGN: dict[str, Callable[[Path], object]] = {
    "notes.txt": lambda path: path.write_text("笔记", "utf-8"),
    ".htaccess": lambda path: path.write_text("", "utf-8"),
    "cases/chengxi-envoys/photo.jpg": lambda path: path.write_bytes(b"x"),
    "new/deep/folder/page.html": lambda path: path.write_text("", "utf-8"),
    "link": lambda path: path.symlink_to("/"),
    "换\n行.txt": lambda path: path.write_text("", "utf-8"),
}


@pytest.mark.slow
def test_a_file_put_into_the_site_by_hand_stops_every_builder(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build_site(library / "mkdocs.yml", None)
    for name, put in FOREIGN.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        put(site / name)
        before = everything(library)
        assert main(["build"]) == 1
        assert f"1 个不是 casebook 写的文件（如 {shown(name)}）" in capsys.readouterr().err
        assert everything(library) == before
        (site / name).unlink()
    (site / "notes.txt").write_text("笔记", "utf-8")
    before = everything(library)
    assert subprocess.run(MKDOCS, capture_output=True, cwd=library, check=False).returncode == 1
    assert everything(library) == before
    (site / "notes.txt").unlink()
    assert main(["build"]) == 0


@pytest.mark.slow
def test_a_file_put_into_the_site_while_it_is_built_stops_the_swap(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build_site(library / "mkdocs.yml", None)
    before = site.stat().st_ino
    (library / "hook.py").write_text(
        f"from pathlib import Path\ndef on_post_build(config): Path({str(site / 'late.txt')!r}).write_text('x')\n",
        "utf-8",
    )
    config = library / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "hooks: [hook.py]\n", "utf-8")
    assert main(["build"]) == 1
    assert (site / "late.txt").read_text() == "x"
    assert site.stat().st_ino == before


@pytest.mark.slow
def test_what_the_system_leaves_in_any_folder_is_nobodys_work(library: Path) -> None:
    site = build_site(library / "mkdocs.yml", None)
    (site / ".DS_Store").write_bytes(b"x")
    (site / "cases/Thumbs.db").write_bytes(b"x")
    assert main(["build"]) == 0


@pytest.mark.slow
def test_a_site_of_an_older_version_is_left_for_the_editor_to_delete(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build_site(library / "mkdocs.yml", None)
    (site / MARKER).unlink()
    before = files_of(site)
    assert main(["build"]) == 1
    assert "若是旧版生成的网站，请自己删掉它再运行" in capsys.readouterr().err
    assert files_of(site) == before


@pytest.mark.slow
def test_an_export_is_no_site_and_a_site_no_export(library: Path) -> None:
    site = build_site(library / "mkdocs.yml", None)
    assert main(["export", "out", "--format", "opensearch"]) == 0
    assert main(["build", "--site-dir", "out"]) == 1
    assert main(["export", str(site), "--format", "opensearch"]) == 2


@pytest.mark.slow
def test_every_format_can_be_exported_into_one_folder_again_and_again(library: Path) -> None:
    formats = [name for name, output in OUTPUTS.items() if output.exports]
    for name in (*formats, *formats):
        assert main(["export", "out", "--format", name]) == 0
    held = {name for name in files_of(library / "out") if not name.startswith(MARKER)}
    assert written_files(library / "out", "export") == frozenset(held)


def test_what_an_export_no_longer_writes_goes_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def exported(format_: str, *names: str) -> list[str]:
        assert write_export(out, format_, [(name, b"x") for name in names], sources=()) == ""
        return sorted(name for name in files_of(out) if not name.startswith(MARKER))

    exported("csv", "README.txt", "cases.csv", "events/a/event.csv", "events/b/event.csv")
    assert "cases.xlsx" in exported("xlsx", "README.txt", "cases.xlsx", "funds.xlsx")
    (out / "events/a/mine.txt").write_text("我的", "utf-8")
    held = exported("csv", "cases.csv", "events/c/event.csv")
    assert held == [
        "README.txt",
        "cases.csv",
        "cases.xlsx",
        "events/a/mine.txt",
        "events/c/event.csv",
        "funds.xlsx",
    ]
    assert not (out / "events/b").exists()
    assert written_files(out, "export") == frozenset(held) - {"events/a/mine.txt"}
    assert exported("xlsx", "cases.xlsx") == [
        "cases.csv",
        "cases.xlsx",
        "events/a/mine.txt",
        "events/c/event.csv",
    ]


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_an_export_takes_nothing_away_outside_its_folder(tmp_path: Path) -> None:
    """Whatever the lists in the folder say, and wherever a folder in it leads."""
    out, theirs = tmp_path / "out", tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("信", "utf-8")
    assert write_export(out, "csv", [("a.csv", b"x"), ("b/letter.txt", b"x")], sources=()) == ""
    (out / "b/letter.txt").unlink()
    (out / "b").rmdir()
    (out / "b").symlink_to(theirs)
    for listed in out.glob(f"{MARKER}*"):
        with listed.open("a", encoding="utf-8") as file:
            file.write("../theirs/letter.txt\n")
    assert write_export(out, "csv", [("a.csv", b"y")], sources=()) == ""
    assert (theirs / "letter.txt").read_text("utf-8") == "信"
    assert (out / "a.csv").read_bytes() == b"y"


def test_the_calendar_of_an_event_that_readers_see_no_more_is_in_the_folder_no_more(library: Path) -> None:
    event, roll = library / "content/events/plan-conference.yml", library / "content/honours/tea-roll.yml"
    assert main(["export", "out", "--format", "calendar"]) == 0
    assert (library / "out/events/plan-conference/event.ics").is_file()
    roll.write_text(roll.read_text("utf-8").replace("event: plan-conference\n", ""), "utf-8")
    event.write_text(event.read_text("utf-8").replace("status: published", "status: draft", 1), "utf-8")
    assert main(["export", "out", "--format", "calendar"]) == 0
    assert not (library / "out/events/plan-conference").exists()


def test_an_export_is_renewed_and_what_else_is_in_its_folder_stays(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = library / "out"
    assert main(["export", "out", "--format", "opensearch"]) == 0
    first = files_of(out)
    (out / "part-aa").write_text("一块", "utf-8")
    (out / "bulk.ndjson").write_text("坏了", "utf-8")
    assert main(["export", "out", "--format", "opensearch"]) == 0
    assert files_of(out) == {**first, "part-aa": "一块".encode()}
    (out / MARKER).write_text("casebook export\nmapping.json\n", "utf-8")
    assert main(["export", "out", "--format", "opensearch"]) == 2
    assert "如 bulk.ndjson" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("name", [".site.new", ".site.old", ".site.lock"])
def test_a_hidden_neighbour_of_the_site_is_not_touched(name: str, library: Path) -> None:
    (library / name).mkdir()
    (library / name / "mine.txt").write_text("我的", "utf-8")
    (library / f"{name}.txt").write_text("我的", "utf-8")
    for _ in range(2):
        build_site(library / "mkdocs.yml", None)
    assert (library / name / "mine.txt").read_text("utf-8") == "我的"
    assert (library / f"{name}.txt").read_text("utf-8") == "我的"


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_somebody_elses_folder_in_the_place_of_the_work_folder_is_not_touched(
    kind: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work = library / ".site.casebook"
    if kind == "file":
        work.write_text("我的", "utf-8")
    elif kind == "folder":
        (work / "site-mine").mkdir(parents=True)
        (work / "lock").write_text("我的", "utf-8")
        os.utime(work / "site-mine", (0, 0))
    else:
        work.symlink_to(library / "hidden")
    before = everything(library)
    assert main(["build"]) == 1
    said = capsys.readouterr().err
    assert str(work) in said
    assert "请先移走" in said
    assert everything(library) == before


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("umask", [0o077, 0o000])
@pytest.mark.parametrize("command", [[*COMMAND, "build"], MKDOCS], ids=["casebook", "mkdocs"])
def test_modes_do_not_depend_on_who_builds(command: list[str], umask: int, library: Path) -> None:
    picture = library / "content/files/tea.png"
    picture.chmod(0o600)
    for _ in range(2):
        subprocess.run(command, cwd=library, check=True, capture_output=True, umask=umask)
    site = library / "site"
    modes = {
        path.relative_to(library).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in [site, *site.rglob("*")]
    }
    assert {
        path: mode for path, mode in modes.items() if mode != (0o755 if (library / path).is_dir() else 0o644)
    } == {}
    assert len(modes) > 100


@pytest.mark.slow
@pytest.mark.parametrize("address", ["", "https://example.org/casebook/"])
def test_mkdocs_and_casebook_write_the_same_site(address: str, library: Path) -> None:
    """Only `casebook build` passes a site through the gate, and lists the sums of what it let through."""
    config = library / "mkdocs.yml"
    whole = config.read_text("utf-8").replace(NO_DATA, "")
    config.write_text(f'{whole}site_url: "{address}"\n', "utf-8")
    sites = []
    for number, command in enumerate(([*COMMAND, "build", "--site-dir"], [*MKDOCS, "-d"], [*MKDOCS, "-d"])):
        subprocess.run([*command, f"../site-{number}"], cwd=library, check=True, capture_output=True)
        sites.append(files_of(library.parent / f"site-{number}"))
    listed = read_sums(sites[0].pop(SUMS))  # only what has passed the gate has a list
    assert listed == {name: sha256(data).hexdigest() for name, data in sites[0].items() if name != MARKER}
    assert sites[0]["sitemap.xml.gz"] == sites[1]["sitemap.xml.gz"] == sites[2]["sitemap.xml.gz"]
    assert sites[0] == sites[1] == sites[2]
    assert sites[0]["sitemap.xml.gz"][:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
