"""What a repository or a server sets up against a person starts no program, shows no password, and is told in words."""

from __future__ import annotations

import http.server
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from county_casebook.git import GitFault, plan, repository_of, submit
from county_casebook.git.address import page_named, read_address, readers_of, request_page
from county_casebook.git.faults import fault_of
from county_casebook.git.process import Git, quiet_ssh
from tests.repositories import CASE, OTHER, commit, git, library, person, put

pytestmark = pytest.mark.slow

RECORD = "cases/village-envoys"
BRANCH = "casebook/cases/village-envoys"


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    person(tmp_path / "home", monkeypatch)
    made = library(tmp_path)[1]
    put(made, CASE, "title: 改过\n")
    return made


def send(copy: Path) -> str:
    """Submit the case; return the branch."""
    files = [copy / CASE]
    mark = plan(copy / "content", RECORD, files).mark
    return submit(copy / "content", RECORD, "改过", files, mark=mark, secrecy_checked=True).branch


def refusal(copy: Path) -> str:
    with pytest.raises(GitFault) as caught:
        send(copy)
    return str(caught.value)


def trap(folder: Path) -> tuple[str, Path]:
    """A program that leaves a file when it is started: its path, and that file."""
    sprung = folder / "sprung"
    program = put(folder, "trap.sh", f"#!/bin/sh\ntouch {sprung}\nexit 0\n")
    program.chmod(0o755)
    return str(program), sprung


HOOKS = [
    "pre-push",
    "pre-commit",
    "commit-msg",
    "post-commit",
    "prepare-commit-msg",
    "reference-transaction",
    "post-index-change",
    "post-checkout",
    "post-rewrite",
    "pre-auto-gc",
    "fsmonitor-watchman",
    "proc-receive",
]


@pytest.mark.parametrize("where", ["hooks", "core.hooksPath"])
def test_hooks_of_her_copy_are_not_run(where: str, copy: Path, tmp_path: Path) -> None:
    program, sprung = trap(tmp_path)
    folder = copy / ".git/hooks" if where == "hooks" else tmp_path / "own hooks"
    folder.mkdir(exist_ok=True)
    for name in HOOKS:
        (folder / name).write_bytes(Path(program).read_bytes())
        (folder / name).chmod(0o755)
    if where != "hooks":
        git(copy, "config", "core.hooksPath", str(folder))
    sprung.unlink(missing_ok=True)
    assert send(copy) == BRANCH
    repository_of(copy).changed_since("HEAD", copy / "content")
    assert not sprung.exists()


@pytest.mark.parametrize(
    "setting",
    [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.askPass",
        "gpg.program",
        "diff.external",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.process",
        "filter.a=b.clean",
        "merge.x.driver",
        "hook.x.command",
        "sequence.editor",
        "uploadpack.packObjectsHook",
        "alias.push",
        "alias.ls-tree",
        "interactive.diffFilter",
    ],
)
def test_programs_that_the_copy_names_are_not_started(setting: str, copy: Path, tmp_path: Path) -> None:
    program, sprung = trap(tmp_path)
    put(copy, ".gitattributes", "*.txt filter=x diff=x merge=x\n*.md filter=a=b\n")
    put(copy, "content/notes.txt", "x")
    put(copy, "content/notes.md", "x")
    git(copy, "config", setting, f"!{program}" if setting.startswith("alias") else program)
    git(copy, "config", "hook.x.event", "pre-push")
    git(copy, "config", "commit.gpgSign", "true")
    git(copy, "config", "push.gpgSign", "if-asked")
    sprung.unlink(missing_ok=True)
    assert send(copy) == BRANCH
    repository_of(copy).changed_since("HEAD", copy / "content")
    assert not sprung.exists()


@pytest.mark.parametrize(
    "setting",
    [
        "core.sshCommand",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "credential.helper",
        "credential.https://a.example.helper",
        "remote.origin.receivepack",
        "remote.origin.uploadpack",
        "remote.origin.vcs",
    ],
)
@pytest.mark.parametrize("through", ["config", "include"])
def test_a_copy_that_wants_a_program_for_the_network_is_refused(
    through: str, setting: str, copy: Path, tmp_path: Path
) -> None:
    program, sprung = trap(tmp_path)
    if through == "config":
        git(copy, "config", setting, program)
    else:
        git(tmp_path, "config", "--file", str(tmp_path / "more"), setting, program)
        git(copy, "config", "include.path", str(tmp_path / "more"))
    assert refusal(copy).startswith("这个库自己的设置 ")
    assert not sprung.exists()


def test_the_signature_of_an_earlier_version_is_not_asked_after(copy: Path, tmp_path: Path) -> None:
    program, sprung = trap(tmp_path)
    put(copy, OTHER, "title: 签过\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    signed = git(copy, "cat-file", "commit", commit(copy, "two")).replace("\n\n", f"\n{signature}\n\n", 1)
    made = git(copy, "hash-object", "-t", "commit", "-w", "--stdin", given=signed)
    git(copy, "reset", "-q", "--hard", made)
    git(copy, "config", "log.showSignature", "true")
    git(copy, "config", "gpg.program", program)
    found = list(repository_of(copy).versions_of(copy / OTHER))
    assert found == ["title: 签过\n".encode(), "title: 另一个\n".encode()]
    assert not sprung.exists()


def test_a_partial_copy_that_would_fetch_through_a_program_is_not_read(copy: Path, tmp_path: Path) -> None:
    program, sprung = trap(tmp_path)
    git(tmp_path / "remote.git", "config", "uploadpack.allowFilter", "true")
    source = (tmp_path / "remote.git").as_uri()
    git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", source, "partial")
    put(tmp_path / "partial", CASE, "title: 改过\n")
    git(tmp_path / "partial", "config", "remote.origin.uploadpack", program)
    with pytest.raises(GitFault, match="要在您的电脑上运行别的程序"):
        repository_of(tmp_path / "partial")
    assert not sprung.exists()
    git(tmp_path / "partial", "config", "--unset", "remote.origin.uploadpack")
    assert send(tmp_path / "partial") == BRANCH


def test_what_stands_in_for_a_commit_here_goes_nowhere(copy: Path, tmp_path: Path) -> None:
    begun = git(copy, "rev-parse", "HEAD")
    put(copy, "content/cases/secret.yml", "title: 不送\n")
    put(copy, OTHER, "title: 不送\n")
    other = git(copy, "commit-tree", f"{commit(copy, 'mine')}^{{tree}}", "-m", "other")
    git(copy, "replace", begun, other)
    put(copy, CASE, "title: 又改过\n")
    assert send(copy) == BRANCH
    remote = tmp_path / "remote.git"
    assert git(remote, "rev-parse", f"{BRANCH}^") == begun
    assert git(remote, "diff", "--name-only", "main", BRANCH) == CASE


def test_a_history_that_is_only_claimed_here_sends_nothing(copy: Path, tmp_path: Path) -> None:
    begun = git(copy, "rev-parse", "HEAD")
    git(copy, "checkout", "-q", "--orphan", "mine")
    put(copy, ".git/info/grafts", f"{begun} {commit(copy, 'mine')}\n")
    put(copy, CASE, "title: 又改过\n")
    assert "没有共同的来历" in refusal(copy)
    assert BRANCH not in git(tmp_path / "remote.git", "branch")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("credential.helper", "store"),
        ("credential.helper", "cache --timeout=3600"),
        ("credential.helper", ""),
        ("core.sshCommand", "ssh -i ~/.ssh/id_library -o IdentitiesOnly=yes"),
        ("push.pushOption", "ci.skip"),
        ("remote.origin.mirror", "true"),
        ("push.followTags", "true"),
        ("fetch.prune", "true"),
        ("core.quotePath", "true"),
        ("core.safecrlf", "true"),
        ("extensions.worktreeConfig", "true"),
    ],
)
def test_what_people_usually_set_is_no_hindrance(setting: str, value: str, copy: Path) -> None:
    git(copy, "config", setting, value)
    assert send(copy) == BRANCH


@pytest.mark.parametrize(
    "value", ["!touch x", "/bin/x", "store; touch x", "store $(touch x)", "x --a=`b`", "-x", "a\nb"]
)
def test_helpers_of_the_copy_are_only_those_that_came_with_git(value: str, copy: Path) -> None:
    git(copy, "config", "credential.helper", value)
    assert refusal(copy).startswith("这个库自己的设置 credential.helper ")


@pytest.mark.parametrize(
    "address", ["ext::sh -c x", "-oProxyCommand=x", "fd::17", "foo::bar", "ftp://a.example/x"]
)
def test_addresses_that_start_programs_are_refused(address: str, copy: Path) -> None:
    git(copy, "config", "remote.origin.url", address)
    git(copy, "config", "protocol.allow", "always")
    assert "地址" in refusal(copy)


def test_variables_that_lead_elsewhere_are_not_obeyed(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, sprung = trap(tmp_path)
    for name, value in {
        "GIT_DIR": str(tmp_path),
        "GIT_WORK_TREE": str(tmp_path),
        "GIT_INDEX_FILE": str(copy / ".git/index"),
        "GIT_OBJECT_DIRECTORY": str(tmp_path),
        "GIT_EXTERNAL_DIFF": program,
        "GIT_ASKPASS": program,
        "SSH_ASKPASS": program,
        "GIT_EDITOR": program,
        "GIT_TRACE": str(tmp_path / "trace"),
    }.items():
        monkeypatch.setenv(name, value)
    before = (copy / ".git/index").read_bytes()
    assert send(copy) == BRANCH
    assert (copy / ".git/index").read_bytes() == before
    assert not sprung.exists()
    assert not (tmp_path / "trace").exists()


def test_a_server_that_refuses_is_quoted_without_accounts(copy: Path) -> None:
    hook = put(
        copy.parent,
        "remote.git/hooks/pre-receive",
        "#!/bin/sh\necho '请走 https://me:secret@a.example 流程'\nexit 1\n",
    )
    hook.chmod(0o755)
    assert refusal(copy) == "对方服务器拒绝了这次提交。它说：请走 https://***@a.example 流程"


def test_somebody_git_does_not_know_is_told_what_to_do(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    assert refusal(copy) == (
        'git 还不知道您是谁；请在终端里运行 git config --global user.name "姓名或岗位" 和 '
        'git config --global user.email "工作邮箱"，再试一次。'
    )


def test_a_machine_without_git_says_so(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(copy) == "这台电脑上没有装 git；请先装好（https://git-scm.com），或请管理员装。"


def test_an_old_git_says_so(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "old/git", "#!/bin/sh\necho git version 1.8.3.1\n").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'old'}:{os.environ['PATH']}")
    assert refusal(copy) == "这台电脑上的 git 太旧（1.8）；请装 2.20 或更新的版本。"


def test_a_folder_that_is_no_repository_says_so(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    case = put(tmp_path, "plain/content/cases/a.yml", "x")
    with pytest.raises(GitFault, match="这里不在 git 库里"):
        plan(tmp_path / "plain/content", RECORD, [case])
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    with pytest.raises(GitFault, match="bare"):
        plan(tmp_path / "bare.git", RECORD, [case])


def test_an_empty_remote_and_an_empty_copy_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person(tmp_path / "home", monkeypatch)
    git(tmp_path, "init", "-q", "new")
    put(tmp_path / "new", CASE, "title: 新\n")
    assert (
        refusal(tmp_path / "new") == "这个库没有 main 分支，也没有远程库，不知道从哪里开始；请管理员看一看。"
    )
    git(tmp_path, "init", "-q", "--bare", "empty.git")
    git(tmp_path / "new", "remote", "add", "origin", str(tmp_path / "empty.git"))
    assert refusal(tmp_path / "new") == "远程仓库还没有默认分支；请管理员先把库的第一个版本推上去。"


def test_two_remotes_without_a_choice_say_so(copy: Path) -> None:
    git(copy, "remote", "rename", "origin", "one")
    git(copy, "remote", "add", "two", str(copy.parent / "remote.git"))
    git(copy, "checkout", "-q", "--detach")
    assert (
        refusal(copy)
        == "有 2 个远程库（one、two），不知道送到哪一个；请管理员设好：git config remote.pushDefault 名称。"
    )
    git(copy, "config", "remote.pushDefault", "two")
    assert send(copy) == BRANCH


def test_a_remote_read_from_one_address_and_written_to_another_is_asked_where_it_is_written(
    copy: Path,
) -> None:
    git(copy.parent, "clone", "-q", "--bare", "remote.git", "written.git")
    git(copy, "remote", "set-url", "--push", "origin", str(copy.parent / "written.git"))
    assert plan(copy / "content", RECORD, [copy / CASE]).address == str(copy.parent / "written.git")
    send(copy)
    assert BRANCH in git(copy.parent / "written.git", "branch")
    assert BRANCH not in git(copy.parent / "remote.git", "branch")


@pytest.mark.parametrize("kind", ["insteadOf", "pushInsteadOf"])
def test_nothing_is_sent_elsewhere_than_is_shown(kind: str, copy: Path) -> None:
    for name in ("shown", "other"):
        git(copy.parent, "clone", "-q", "--bare", "remote.git", f"{name}/library.git")
    git(copy, "config", "remote.origin.pushurl", "x:library.git")
    git(copy, "config", f"url.{copy.parent}/shown/.insteadOf", "x:")
    assert plan(copy / "content", RECORD, [copy / CASE]).address == f"{copy.parent}/shown/library.git"
    git(copy, "config", f"url.{copy.parent}/other/.{kind}", f"{copy.parent}/shown/")
    assert "要改写两次" in refusal(copy)
    assert BRANCH not in git(copy.parent / "other/library.git", "branch")


class _Answers(http.server.BaseHTTPRequestHandler):
    code = 401

    def do_GET(self) -> None:
        self.send_response(self.code)
        self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class _Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(handler: object) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:  # type: ignore[arg-type]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (401, "对方服务器不认您的账号；请先在终端里用 git fetch 登录一次，或请管理员给您开通。"),
        (403, "您的账号没有写这个库的权限；请管理员给您开通。"),
        (404, "远程库的地址上没有库，或者您看不到它；请和管理员核对地址和权限。"),
    ],
)
def test_what_a_server_answers_is_said_in_words(code: int, said: str, copy: Path) -> None:
    with serving(type("Answers", (_Answers,), {"code": code})) as host:
        git(copy, "config", "remote.origin.url", f"http://{host}/library.git")
        assert refusal(copy) == said


def test_a_server_that_is_not_there_is_said_in_words(copy: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        git(copy, "config", "remote.origin.url", f"http://me:secret@127.0.0.1:{free.getsockname()[1]}/a.git")
        assert refusal(copy) == "连不上对方服务器；请检查网络，再试一次。"


def test_a_server_that_never_answers_is_given_up(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("county_casebook.git.remote.NETWORK_SECONDS", 1)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        git(copy, "config", "remote.origin.url", f"http://127.0.0.1:{deaf.getsockname()[1]}/a.git")
        assert refusal(copy) == "等了很久没有回音，已经停下；请检查网络，再试一次。"


def test_a_library_that_strangers_can_read_is_called_public(copy: Path, tmp_path: Path) -> None:
    git(tmp_path / "remote.git", "update-server-info")
    with serving(partial(_Files, directory=str(tmp_path))) as host:
        words = readers_of(read_address(f"http://me:secret@{host}/remote.git"), Git(copy))
        assert words == f"{host} 上的这个库是公开的：任何人不用登录就能读到，发上去就等于公开。"
    with serving(_Answers) as host:
        words = readers_of(read_address(f"http://{host}/remote.git"), Git(copy))
        assert words == f"这个库在 {host}，谁能读由那里的设置决定；有没有外人能读，请向管理员确认。"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:secret@git.example/a/b.git", "https://***@git.example/a/b.git"),
        ("https://token@git.example:8443/a/b.git?private_token=x#y", "https://***@git.example:8443/a/b.git"),
        ("https://me:se@cret@git.example/a.git", "https://***@git.example/a.git"),
        ("ssh://git@git.example:2222/a/b.git", "ssh://git@git.example:2222/a/b.git"),
        ("ssh://li@git.example/a.git", "ssh://***@git.example/a.git"),
        ("git@git.example:a/b.git", "git@git.example:a/b.git"),
        ("li@git.example:a/b.git", "***@git.example:a/b.git"),
        ("git.example:a/b.git", "git.example:a/b.git"),
        ("/srv/git/a.git", "/srv/git/a.git"),
        ("file:///srv/git/a.git", "/srv/git/a.git"),
        ("Z:\\shared\\a.git", "Z:\\shared\\a.git"),
        ("../a.git", "../a.git"),
    ],
)
def test_addresses_are_shown_without_accounts(url: str, shown: str) -> None:
    assert read_address(url).shown == shown


@pytest.mark.parametrize(
    ("url", "told", "page"),
    [
        ("git@github.com:o/r.git", "", "https://github.com/o/r/compare/main...casebook/cases/x?expand=1"),
        (
            "https://t:x@gitlab.example.com/a/b/r.git",
            "",
            "https://gitlab.example.com/a/b/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=casebook%2Fcases%2Fx",
        ),
        (
            "ssh://git@gitea.example:2222/o/r.git",
            "",
            "https://gitea.example/o/r/compare/main...casebook/cases/x",
        ),
        ("https://codeberg.org/o/r", "", "https://codeberg.org/o/r/compare/main...casebook/cases/x"),
        ("https://gitee.com/o/r.git", "", "https://gitee.com/o/r/pull/new/o:casebook/cases/x...o:main"),
        ("https://code.example/o/r.git", "", ""),
        (
            "https://code.example/o/r.git",
            "forgejo",
            "https://code.example/o/r/compare/main...casebook/cases/x",
        ),
        ("https://code.example/o/r.git", "nonsense", ""),
        ("https://notgithub.com.example/o/r.git", "", ""),
        (
            'https://github.com/o/r"><script>.git',
            "",
            "https://github.com/o/r%22%3E%3Cscript%3E/compare/main...casebook/cases/x?expand=1",
        ),
        ("/srv/git/a.git", "gitlab", ""),
    ],
)
def test_the_page_for_a_request_is_known_by_the_kind_of_server(url: str, told: str, page: str) -> None:
    address = read_address(url)
    assert request_page(address, address.forge(told), "main", "casebook/cases/x") == page


def test_the_page_that_the_server_names_is_taken_when_it_is_its_own() -> None:
    address = read_address("git@code.example:o/r.git")
    for link in (
        "https://evil.example/-/merge_requests/new",
        "https://code.example@evil.example/pull",
        "javascript:x/pull",
    ):
        assert page_named(f"remote: open {link}\n", address) == ""
    own = "https://code.example/o/r/-/merge_requests/new?x=1"
    assert page_named(f"https://code.example/pull/1\nremote: \nremote:   {own}\n", address) == own


@pytest.mark.parametrize(
    ("command", "quiet"),
    [
        ("ssh", "ssh -oBatchMode=yes -oConnectTimeout=15"),
        ("'/opt/my ssh/ssh' -i x", "'/opt/my ssh/ssh' -i x -oBatchMode=yes -oConnectTimeout=15"),
        ("plink.exe", "plink.exe -batch"),
        ("wrapper", "wrapper"),
    ],
)
def test_ssh_is_told_not_to_ask(command: str, quiet: str) -> None:
    assert quiet_ssh(command) == quiet


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ("fatal: detected dubious ownership in repository at '/x'", "属于另一个用户"),
        ("Host key verification failed.\nfatal: Could not read from remote repository.", "指纹"),
        (
            "git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.",
            "不认您的账号",
        ),
        (
            "remote: Permission to o/r.git denied to me.\nfatal: unable to access: The requested URL returned error: 403",
            "没有写这个库的权限",
        ),
        ("ssh: Could not resolve hostname x: Name or service not known", "连不上"),
        ("fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate", "证书"),
        (
            "remote: GitLab: You are not allowed to push code to protected branches\n ! [remote rejected] x (pre-receive hook declined)",
            "没有写这个库的权限",
        ),
        (" ! [rejected] x -> x (non-fast-forward)", "刚刚被别人改过"),
        ("error: cannot lock ref 'refs/heads/casebook/x': 'refs/heads/casebook' exists", "相冲突的分支"),
        ("fatal: write error: No space left on device", "磁盘满了"),
        (" ! [remote rejected] x -> x (shallow update not allowed)", "浅克隆"),
        ("fatal: https://me:secret@x 13800138000 \u202e", "git 没有做成：fatal: https://***@x 138"),
        ("", "没有说明原因"),
    ],
)
def test_messages_of_git_become_sentences(messages: str, said: str) -> None:
    words = str(fault_of(messages))
    assert said in words
    assert "secret" not in words
    assert "13800138000" not in words
    assert "\u202e" not in words


def test_files_that_changed_since_a_commit_are_told(copy: Path) -> None:
    put(copy, "content/pages/新 页.md", "x")
    (copy / "content/cases/other.yml").unlink()
    found = repository_of(copy).changed_since("HEAD", copy / "content")
    assert found == {
        "content/cases/other.yml": "removed",
        CASE: "changed",
        "content/pages/新 页.md": "added",
    }
    commit(copy, "all")
    assert repository_of(copy).changed_since("HEAD", copy / "content") == {}
    blobs = repository_of(copy).files_at("HEAD", "content")
    assert repository_of(copy).contents([blobs[CASE], blobs["content/pages/新 页.md"]]) == {
        blobs[CASE]: "title: 改过\n".encode(),
        blobs["content/pages/新 页.md"]: b"x",
    }


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "", " ", "HEAD:content", "a..b", "x\u202e"])
def test_a_version_that_is_not_there_is_said_in_words(name: str, copy: Path) -> None:
    with pytest.raises(GitFault, match="版本"):
        repository_of(copy).commit_of(name)


@pytest.mark.skipif(sys.platform == "win32", reason="a user cannot be changed there")
def test_a_repository_of_another_user_is_said_in_words(copy: Path) -> None:
    if os.getuid():
        pytest.skip("only root can give files away")
    os.chown(copy, 12345, 12345)
    os.chown(copy / ".git", 12345, 12345)
    assert "属于另一个用户" in refusal(copy)
