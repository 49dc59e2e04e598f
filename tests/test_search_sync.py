"""`casebook search-sync`: whatever fails on the way, readers find the old library or the new one whole, and at last the new one."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.deliver.engine import bulk
from county_casebook.deliver.engine.server import (
    CERTIFICATES,
    PASSWORD,
    USER,
    EngineFault,
    Server,
    WrongAddress,
    read_address,
)
from county_casebook.deliver.engine.sync import Synced, sync
from county_casebook.library.library import Library
from county_casebook.publish.search.opensearch import Entry, entries, index_body, synonyms_of
from tests.building import TINY
from tests.opensearch import FAULTS, Index, Node, running

BODY: dict[str, Any] = {"settings": {}}


def library(texts: Mapping[str, str]) -> list[Entry]:
    made = []
    for key, text in texts.items():
        checksum = hashlib.sha256(text.encode()).hexdigest()[:24]
        made.append(Entry(key, json.dumps({"text": text, "checksum": checksum}).encode(), checksum))
    return made


def held(made: list[Entry]) -> dict[str, str]:
    return {entry.id: entry.checksum for entry in made}


@contextmanager
def server(*nodes: str) -> Iterator[Server]:
    made = Server([read_address(node) for node in nodes], {}, lambda _: None)
    yield made
    made.close()


def synced(made: list[Entry], *nodes: str, body: dict[str, Any] = BODY) -> Synced:
    with server(*nodes) as asked:
        return sync(asked, "library", body, lambda: made)


def run(node: Node, made: list[Entry], body: dict[str, Any] = BODY) -> str:
    """Run once; return why it failed, or nothing."""
    with server(node.url) as asked:
        try:
            sync(asked, "library", body, lambda: made)
        except EngineFault as fault:
            return str(fault)
    return ""


TEXTS = st.dictionaries(st.sampled_from([f"cases/{sign}" for sign in "abcdefgh"]), st.sampled_from("茶稻鱼"), min_size=1)  # fmt: skip
RUNS = st.lists(
    st.tuples(TEXTS, st.lists(st.sampled_from((*FAULTS, "")), max_size=24), st.booleans()), min_size=1, max_size=5
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(RUNS)
def test_after_any_failures_readers_find_one_library_whole_and_at_last_the_new_one(
    runs: list[tuple[dict[str, str], list[str], bool]],
) -> None:
    with running() as node:
        whole: dict[str, str] | None = None
        for texts, faults, other_settings in runs:
            made, body = library(texts), {"settings": {"other": other_settings}}
            node.faults = list(faults)
            why = run(node, made, body)
            found = node.behind("library")
            assert found in (whole, held(made))
            assert why or found == held(made)
            node.faults = []
            assert run(node, made, body) == ""
            whole = node.behind("library")
            assert whole == held(made)
            assert [*node.indexes] == [node.aliases["library"]]


def test_only_what_changed_is_sent_and_an_unchanged_library_sends_nothing() -> None:
    with running() as node:
        assert run(node, library({"a": "茶", "b": "稻", "c": "鱼"})) == ""
        done = synced(library({"a": "茶", "b": "麦", "d": "桑"}), node.url)
        assert (done.written, done.removed, done.entries) == (2, 1, 3)
        node.asked.clear()
        done = synced(library({"a": "茶", "b": "麦", "d": "桑"}), node.url)
        assert (done.written, done.removed) == (0, 0)
        assert not [line for line in node.asked if "_bulk" in line or "_aliases" in line]


def test_other_settings_make_a_new_index_and_readers_find_the_old_one_until_it_is_whole() -> None:
    with running() as node:
        made = library({"a": "茶", "b": "稻"})
        assert run(node, made) == ""
        first = node.aliases["library"]
        node.refused_ids = {"b"}
        assert "不收 1 条：b：400 strict" in run(node, made, {"settings": {"synonyms": ["x, y"]}})
        assert node.aliases["library"] == first
        assert node.behind("library") == held(made)
        node.refused_ids = set()
        assert run(node, made, {"settings": {"synonyms": ["x, y"]}}) == ""
        assert node.aliases["library"] != first
        assert first not in node.indexes


def test_a_document_lost_from_the_live_index_is_put_back() -> None:
    with running() as node:
        made = library({"a": "茶", "b": "稻"})
        run(node, made)
        live = node.indexes[node.aliases["library"]]
        del live.written["a"], live.seen["a"]
        assert run(node, made) == ""
        assert node.behind("library") == held(made)
        assert live.blocked


def test_nothing_is_written_to_the_live_index_by_others() -> None:
    with running() as node:
        made = library({"a": "茶"})
        run(node, made)
        with server(node.url) as asked, pytest.raises(EngineFault, match="blocked"):
            list(bulk.send(asked, node.aliases["library"], [bulk.removed("a")]))


def test_other_indexes_of_a_similar_name_are_left_alone() -> None:
    with running() as node:
        run(node, library({"a": "茶"}))
        for name in ("library-archive", "library-00000000-0000000000", "librarian-00000000-000000000000"):
            node.indexes[name] = Index({})
        run(node, library({"a": "稻"}))
        assert {"library-archive", "library-00000000-0000000000", "librarian-00000000-000000000000"} < {
            *node.indexes
        }


def test_an_index_of_the_name_of_the_alias_is_not_touched() -> None:
    with running() as node:
        node.indexes["library"] = Index({})
        assert "是一个索引，不是别名" in run(node, library({"a": "茶"}))
        assert list(node.indexes) == ["library"]


def dead() -> str:
    """An address nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def test_of_several_addresses_one_that_lives_is_enough() -> None:
    made = library({"a": "茶"})
    with running() as node:
        synced(made, dead(), node.url)
        assert node.behind("library") == held(made)


def test_a_node_that_goes_in_the_middle_is_left_for_another_of_the_cluster() -> None:
    shared = Node()
    made = library({str(number): "茶" for number in range(40)})
    with running(shared) as one, running(Node(shared.indexes, shared.aliases)) as other:
        one.faults = [""] * 6 + ["reset"] * 50
        synced(made, one.url, other.url)
        assert other.behind("library") == held(made)
        assert other.asked


def test_an_engine_that_stays_away_is_told_and_its_pauses_grow() -> None:
    pauses: list[float] = []
    asked = Server([read_address(dead())], {}, pauses.append)
    with pytest.raises(EngineFault, match=r"连不上或中断了（ConnectionRefusedError）；试了 8 次"):
        asked.ask("GET", "/")
    assert pauses == [0.5, 1, 2, 4, 8, 15, 15]


def test_batches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_ACTIONS", 4)
    monkeypatch.setattr(bulk, "MOST_BYTES", 500)
    made = library({f"{number}": "茶" * 20 for number in range(10)})
    with running() as node:
        assert run(node, made) == ""
        assert len([line for line in node.asked if "_bulk" in line]) >= 3
        assert node.behind("library") == held(made)


def test_settings_that_the_engine_refuses_are_told_in_its_words() -> None:
    with running() as node:
        node.refused_settings = "unknown filter"
        assert "不接受索引的设置：unknown filter" in run(node, library({"a": "茶"}))
        assert not node.indexes


@pytest.mark.parametrize("named", ["missing.pem", "empty.pem"])
def test_certificates_that_cannot_be_read_are_told_at_once(named: str, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    pauses: list[float] = []
    asked = Server([read_address("https://127.0.0.1:9")], {CERTIFICATES: str(tmp_path / named)}, pauses.append)  # fmt: skip
    with pytest.raises(EngineFault, match=rf"{CERTIFICATES} 里写的证书文件读不了：.*{named}"):
        asked.ask("GET", "/")
    assert pauses == []


def test_user_and_password_come_from_the_environment_and_are_shown_nowhere() -> None:
    told: list[str] = []
    with running() as node:
        asked = Server([read_address(node.url)], {USER: "writer", PASSWORD: "s3cret"}, lambda _: None, told.append)  # fmt: skip
        node.faults = ["503"]
        assert asked.ask("HEAD", "/x", accepted=(404,)).status == 404
        assert node.headers["Authorization"] == "Basic d3JpdGVyOnMzY3JldA=="
        with pytest.raises(EngineFault) as fault:
            asked.ask("GET", "/x")
        asked.close()
        assert "s3cret" not in str(fault.value) + "".join(told)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("https://me:s3cret@search.example/", "不要写用户名和口令"),
        ("http://s3cret@search.example", "不要写用户名和口令"),
        ("ftp://search.example", "应当以 http"),
        ("file:///etc/passwd", "应当以 http"),
        ("search.example:9200", "应当以 http"),
        ("https://", "应当以 http"),
        ("http://[::1", "读不懂"),
        ("http://a:99999", "读不懂"),
        ("https://search.example/?x=1", "不能有"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_showing_what_is_secret(
    written: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongAddress, match=why):
        read_address(written)
    assert main(["search-sync", written, "--content", str(TINY / "content")]) == 2
    said = capsys.readouterr().err
    assert why in said
    assert "s3cret" not in said


def published() -> Library:
    return check_content(TINY / "content").library.published()


def test_the_command_puts_the_library_in_and_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    with running() as node:
        words = ["search-sync", f"{node.url},{node.url}/", "--content", str(TINY / "content")]
        assert main(words) == 0
        said = capsys.readouterr()
        assert node.behind("casebook") == {entry.id: entry.checksum for entry in entries(published())}
        assert "条数和校验和都与库里一致" in said.out
        assert "写入" in said.err
        assert main(words) == 0
        assert "没有变化" in capsys.readouterr().out
        assert node.indexes[node.aliases["casebook"]].body == json.loads(
            json.dumps(index_body(synonyms_of(published())))
        )


def test_a_failure_is_exit_one_and_content_with_errors_is_not_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with running() as node:
        node.indexes["casebook"] = Index({})
        assert main(["search-sync", node.url, "--content", str(TINY / "content")]) == 1
        assert "不是别名" in capsys.readouterr().err
        content = tmp_path / "content"
        (content / "cases").mkdir(parents=True)
        (content / "cases/broken.yml").write_text("title: 题目\ntitle: 又一个\n", "utf-8")
        node.asked.clear()
        assert main(["search-sync", node.url, "--content", str(content)]) == 1
        assert "broken.yml:2" in capsys.readouterr().err
        assert not node.asked


def test_an_empty_library_does_not_empty_the_index(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    with running() as node:
        run(node, library({"a": "茶"}))
        assert (
            main(["search-sync", node.url, "--alias", "library", "--content", str(tmp_path / "content")]) == 1
        )
        assert "没有已发布的记录" in capsys.readouterr().err
        assert node.behind("library") == held(library({"a": "茶"}))


@pytest.mark.parametrize("alias", ["", "_all", "*", "A", "a,b", "a/b", "-a"])
def test_an_alias_is_one_plain_name(alias: str) -> None:
    with running() as node:
        assert main(["search-sync", node.url, f"--alias={alias}", "--content", str(TINY / "content")]) == 2
        assert not node.asked


def test_an_index_that_another_alias_stands_for_is_kept() -> None:
    with running() as node:
        first = synced(library({"cases/a": "茶"}), node.url)
        node.aliases["of-somebody-else"] = first.index
        second = synced(library({"cases/a": "稻"}), node.url)
        third = synced(library({"cases/a": "鱼"}), node.url)
        assert set(node.indexes) == {first.index, third.index}
        assert second.index not in node.indexes
