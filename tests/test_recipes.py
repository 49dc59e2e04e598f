"""The recipes for CI are well-formed, safe, and do what they say: their steps are run in a clean clone of a library."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml

from county_casebook.cli import main
from tests.recipes import (
    GITEA,
    GITHUB,
    GITLAB,
    ROOT,
    STARTER,
    Forge,
    jobs_of,
    our_repository,
    programs_in,
    run_job,
)
from tests.repositories import commit, git, person

BIN = Path(sys.executable).parent
NEEDED = pytest.mark.skipif(
    not (shutil.which("make") and shutil.which("git") and shutil.which("bash")),
    reason="needs git, make, bash",
)


@pytest.mark.slow
def test_recipes_are_what_github_gitlab_and_gitea_read() -> None:
    """Gitea and Forgejo have no schema of their own; what they read is a part of what GitHub reads."""
    check = [str(BIN / "check-jsonschema"), "--builtin-schema"]
    recipes: tuple[list[str | Path], ...] = (
        ["vendor.github-workflows", *GITHUB, *GITEA],
        ["vendor.gitlab-ci", "--data-transform", "gitlab-ci", *GITLAB],
    )
    for rest in recipes:
        run = subprocess.run([*check, *rest], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout


@pytest.mark.skipif(not (BIN / "zizmor").exists(), reason="zizmor has no wheel for this platform")
def test_recipes_let_nobody_in() -> None:
    """Templates in commands, tokens left behind, rights too wide, actions that can be moved."""
    run = subprocess.run(
        [BIN / "zizmor", "--offline", "--no-progress", "--quiet", "--no-config", *GITHUB, *GITEA],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("recipe", [*GITHUB, *GITEA, *GITLAB], ids=str)
def test_every_job_ends_by_itself(recipe: Path) -> None:
    read = yaml.safe_load(recipe.read_text("utf-8"))
    default = read.get("default", {}).get("timeout")
    unbounded = [name for name, job in jobs_of(recipe).items() if not (default or job.get("timeout-minutes"))]
    assert unbounded == []


@pytest.mark.parametrize("recipe", [*GITHUB, *GITEA], ids=str)
def test_no_run_on_the_default_branch_is_ended_by_a_newer_one(recipe: Path) -> None:
    """A run that is cancelled may be deploying."""
    cancels = yaml.safe_load(recipe.read_text("utf-8"))["concurrency"]["cancel-in-progress"]
    assert cancels in (False, "${{ github.event_name == 'pull_request' }}")


@pytest.mark.parametrize("recipe", GITLAB, ids=str)
def test_no_deploy_is_ended_by_a_newer_one_on_gitlab(recipe: Path) -> None:
    jobs = jobs_of(recipe)
    assert jobs["pages"]["interruptible"] is False
    assert jobs["pages"]["resource_group"] == "pages"
    assert jobs["check"]["artifacts"]["reports"] == {"codequality": "quality.json"}


def test_a_merge_of_records_alone_runs_no_test_of_the_code() -> None:
    told = {path: path.read_text("utf-8") for path in (*GITHUB, *GITEA)}
    assert {path.name for path, text in told.items() if "make test" in text} == {"code.yml", "release.yml"}
    code = jobs_of(ROOT / ".github/workflows/code.yml")
    assert {job.get("if") for name, job in code.items() if name != "changed"} == {
        "needs.changed.outputs.code == 'true'"
    }


def test_gitlab_tests_the_code_where_anything_but_records_was_changed() -> None:
    patterns = jobs_of(ROOT / ".gitlab-ci.yml")["test"]["rules"][1]["changes"]
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    tops = {f"{name.split('/')[0]}/**/*" if "/" in name else "*" for name in listed.stdout.splitlines()}
    assert set(patterns) == tops - {"content/**/*"}


def test_what_changed_is_code_unless_it_is_records_or_cannot_be_known(tmp_path: Path) -> None:
    is_code_changed = runpy.run_path(str(ROOT / ".ci/changed.py"))["is_code_changed"]
    with pytest.MonkeyPatch.context() as patch:
        person(tmp_path / "home", patch)
        folder = tmp_path / "repository"
        git(tmp_path, "init", "-q", str(folder))
        bases = []
        for name in ("Makefile", "content/cases/一.yml", "content/cases/b.yml", "contents.py"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("x", "utf-8")
            bases.append(commit(folder, name))
        git(folder, "checkout", "-q", bases[2])
        assert not is_code_changed(folder, bases[0])
        git(folder, "mv", "content/cases/b.yml", "b.yml")
        commit(folder, "out of content")
        assert is_code_changed(folder, bases[2])
        git(folder, "checkout", "-q", bases[3])
        assert is_code_changed(folder, bases[0])
        for unknown in ("0" * 40, "", "--output=x"):
            assert is_code_changed(folder, unknown)
        assert not (folder / "x").exists()


@dataclass(frozen=True)
class Pushed:
    """A library in a bare repository, with a request on a branch of its own, and the programs of a forge."""

    bare: Path
    main: str
    request: str
    programs: Path
    prefix: Path

    def clone(self, folder: Path, commit: str) -> Path:
        """A clean clone at a commit, as a checkout of all history leaves it."""
        git(self.bare, "clone", "-q", self.bare.as_uri(), str(folder))
        git(folder, "checkout", "-q", commit)
        return folder

    def recipe(self, path: str) -> Path:
        return self.prefix / (path.replace(".", "dot.", 1) if self.prefix == STARTER else path)


@pytest.fixture(scope="module", params=["ours", "starter"])
def pushed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pushed]:
    folder = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        person(folder / "home", patch)
        work, bare = folder / "work", folder / "library.git"
        git(folder, "init", "-q", "--bare", str(bare))
        git(bare, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(folder, "clone", "-q", str(bare), str(work))
        if request.param == "ours":
            our_repository(work)
        else:
            assert main(["init", str(work)]) == 0
        first = commit(work, "一个库")
        page = work / "content/pages/about.md"
        page.write_text(page.read_text("utf-8") + "\n\n请求里加的一句。\n", "utf-8")
        second = commit(work, "请求")
        git(work, "push", "-q", "origin", f"{first}:refs/heads/main", f"{second}:refs/heads/request")
        yield Pushed(
            bare,
            first,
            second,
            programs_in(folder / "programs"),
            ROOT if request.param == "ours" else STARTER,
        )


def live(site: Path) -> str:
    return (site / "about/index.html").read_text("utf-8")


@NEEDED
@pytest.mark.slow
def test_the_steps_for_github_check_build_and_show_a_request(pushed: Pushed, tmp_path: Path) -> None:
    forge = Forge(
        {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")},
        {"github.base_ref": "main"},
        {"github.ref == 'refs/heads/main'": False, "github.event_name == 'pull_request'": True},
    )
    folder = pushed.clone(tmp_path / "clone", pushed.request)
    recipe = pushed.recipe(".github/workflows/site.yml")
    run_job(recipe, "check", forge, folder, pushed.programs)
    assert "请求里加的一句" in live(folder / "site")
    run_job(recipe, "preview", forge, folder, pushed.programs)
    assert "请求里加的一句" in live(folder / "preview")
    assert (tmp_path / "summary.md").read_text("utf-8").strip()


@NEEDED
@pytest.mark.slow
def test_the_steps_for_gitlab_check_build_and_show_a_request(pushed: Pushed, tmp_path: Path) -> None:
    forge = Forge({"CI_MERGE_REQUEST_DIFF_BASE_SHA": pushed.main, "CI_JOB_URL": "https://example.org/job/1"})
    folder = pushed.clone(tmp_path / "clone", pushed.request)
    recipe = pushed.recipe(".gitlab-ci.yml")
    run_job(recipe, "check", forge, folder, pushed.programs)
    assert isinstance(yaml.safe_load((folder / "quality.json").read_text("utf-8")), list)
    run_job(recipe, "preview", forge, folder, pushed.programs)
    assert "请求里加的一句" in live(folder / "preview")
    assert (folder / "changes.md").read_text("utf-8").strip()
    run_job(recipe, "pages", forge, folder, pushed.programs)
    assert "请求里加的一句" in live(folder / "public")


@NEEDED
@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [".github/workflows/site.yml", ".gitlab-ci.yml", ".gitea/workflows/site.yml"]
)
def test_the_steps_end_where_a_record_is_wrong(path: str, pushed: Pushed, tmp_path: Path) -> None:
    folder = pushed.clone(tmp_path / "clone", pushed.main)
    record = min((folder / "content/cases").glob("*.yml"))
    record.write_text(record.read_text("utf-8").replace("title: ", "titel: ", 1), "utf-8")
    sha = commit(folder, "a record that is wrong")
    git(folder, "push", "-q", "origin", f"HEAD:refs/heads/{tmp_path.name}")
    forge = Forge(
        {
            "GITHUB_SERVER_URL": pushed.bare.parent.as_uri(),
            "GITHUB_REPOSITORY": pushed.bare.name,
            "GITHUB_SHA": sha,
        },
        {"github.token": "", "github.event.pull_request.base.sha": ""},
    )
    place = folder
    if ".gitea" in path:
        place = tmp_path / "runner"
        place.mkdir()
    with pytest.raises(AssertionError, match=r"check: .*casebook check"):
        run_job(pushed.recipe(path), "check", forge, place, pushed.programs)
    assert not (place / "site").exists()
    if "gitlab" in path:
        assert "titel" in (folder / "quality.json").read_text("utf-8")


class Quiet(SimpleHTTPRequestHandler):
    """A web server that shows the site's own page for what is not there."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: object) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@NEEDED
@pytest.mark.slow
def test_a_push_to_a_bare_repository_is_live_where_the_web_server_looks_and_is_watched(
    pushed: Pushed, tmp_path: Path
) -> None:
    """Gitea and Forgejo: the steps fetch the commit themselves, and publish it; the daily run finds what was built."""
    www = tmp_path / "www"

    def ran(recipe: str, name: str, sha: str, *, url: str = "") -> str:
        forge = Forge(
            {
                "GITHUB_SERVER_URL": pushed.bare.parent.as_uri(),
                "GITHUB_REPOSITORY": pushed.bare.name,
                "GITHUB_SHA": sha,
            },
            {
                "github.token": "secret-token",
                "github.event.pull_request.base.sha": pushed.main,
                "vars.PUBLISH_TO": str(www),
                "vars.SITE_URL": url,
            },
            {"github.event_name == 'pull_request'": True},
        )
        runner = Path(tempfile.mkdtemp(dir=tmp_path))
        return run_job(pushed.recipe(f".gitea/workflows/{recipe}"), name, forge, runner, pushed.programs)

    said = ran("site.yml", "check", pushed.request)
    assert "about" in said
    assert not www.exists()
    ran("site.yml", "publish", pushed.request)
    assert "请求里加的一句" in live(www / "current")
    with served(www / "current") as address:
        said = ran("watch.yml", "site", pushed.request, url=address)
        assert "secret-token" not in said


@NEEDED
@pytest.mark.slow
@pytest.mark.parametrize("path", [".github/workflows/watch.yml", ".gitlab-ci.yml"])
def test_the_daily_run_fails_where_records_were_left_alone(path: str, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        person(tmp_path / "home", patch)
        folder = tmp_path / "library"
        git(tmp_path, "init", "-q", str(folder))
        our_repository(folder)
        commit(folder, "records of 2005")
        with pytest.raises(AssertionError, match=r"fresh: .*casebook health"):
            run_job(ROOT / path, "fresh", Forge({}), folder, programs_in(tmp_path / "programs"))
