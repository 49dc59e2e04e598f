"""The index as a browser reads it: tokens as the tokenizing rule says, shards that tell everything, names that stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from county_casebook.places.divisions import real_divisions
from county_casebook.publish.search import postings, shards
from county_casebook.publish.search.build import build_search
from county_casebook.publish.search.documents import Passage, SearchDocument, Suggestion
from county_casebook.publish.search.folding import runs, terms
from county_casebook.publish.search.packing import unpacked
from county_casebook.publish.search.parts import parts_of
from county_casebook.publish.search.places import FIELD_STARTS
from county_casebook.publish.search.searchable import facet_names, search_documents
from county_casebook.publish.search.shards import shards_of
from county_casebook.publish.search.suggestions import keys
from county_casebook.publish.search.tokenizer import tokenize
from county_casebook.schema.walk import field_at
from county_casebook.text.personal_data import personal_data
from county_casebook.text.pinyin import NAMES, pinyin
from county_casebook.views.view import views
from tests.village import case, county, village

VECTORS = json.loads((Path(__file__).parent / "vectors/tokenizer.json").read_text("utf-8"))


def document(number: int, *, title: str = "", summary: str = "", body: str = "") -> SearchDocument:
    passages = (Passage("", body),) if body else ()
    return SearchDocument(f"cases/{number}", f"cases/{number}/", "案例", title, summary, passages=passages)


def numbers(data: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0


def opened(shard: bytes) -> dict[str, bytes]:
    """The terms of a shard with their postings, read as the browser reads them."""
    length = int.from_bytes(shard[:4], "little")
    names, name = [], ""
    for part in re.findall("[\0-\2][^\0-\2]*", shard[4 : 4 + length].decode()):
        name = name[: ord(part[0])] + part[1:]
        names.append(name)
    rest = shard[4 + length :]
    sizes = [size for size, _ in zip(numbers(rest), names, strict=False)]
    at = len(rest) - sum(sizes)
    found = {}
    for name, size in zip(names, sizes, strict=True):
        found[name] = rest[at : at + size]
        at += size
    return found


def positions(data: bytes) -> list[tuple[int, int]]:
    found, owner, read = [], 0, numbers(data)
    for head in read:
        owner += head >> 1
        count = next(read) + 2 if head & 1 else 1
        at = -1
        for _ in range(count):
            at += next(read) + 1
            found.append((owner, at))
    return found


def holders(data: bytes) -> list[int]:
    found, owner = [], 0
    for head in numbers(data):
        owner += head >> 3
        found.append(owner)
    return found


def indexed(documents: list[SearchDocument]) -> dict[str, bytes]:
    collected = postings.Postings()
    for part in parts_of(documents):
        collected.add(part.tokens)
    found: dict[str, bytes] = {}
    for shard in shards_of(collected.terms()):
        found |= opened(unpacked(shard.data))
    return found


def test_whole_texts_are_cut_as_the_one_rule_says() -> None:
    assert len(VECTORS) >= 200
    documents = [document(order, body=vector["text"]) for order, vector in enumerate(VECTORS)]
    tokens = tokenize(documents)
    spelled = ("", *tokens.signs, *tokens.words)
    at = 0
    for vector, size in zip(VECTORS, tokens.sizes[:, 3].tolist(), strict=True):
        assert runs(vector["text"]) == vector["runs"], vector["text"]
        taken = size + (size > 0)
        cut: list[list[str]] = []
        for token in tokens.stream[at : at + taken].tolist():
            if token:
                cut[-1].append(spelled[token])
            else:
                cut.append([])
        assert cut == vector["runs"], vector["text"]
        at += taken
    assert at == len(tokens.stream)


@pytest.mark.parametrize("frequent", [1, 2, 400])
def test_every_pair_stands_in_the_index_with_its_positions(
    monkeypatch: pytest.MonkeyPatch, frequent: int
) -> None:
    monkeypatch.setattr(postings, "FREQUENT", frequent)
    texts = [vector["text"] for vector in VECTORS] + ["科技特派员科技 2 次科技", "科技", "科技R&D科技特派"]
    found = indexed([document(order, body=text) for order, text in enumerate(texts)])
    for owner, text in enumerate(texts):
        for term, position in terms(text):
            if sum(map(len, runs(term))) == 1:
                assert owner in holders(found[term]), (text, term)
                continue
            divided = [name for name in found if name[:2] == term and len(name) == 3 and name[2] != " "]
            held = [found[term]] if term in found else [found[name] for name in divided]
            assert (owner, position + FIELD_STARTS[3]) in {
                place for data in held for place in positions(data)
            }, (text, term)
    if frequent == 2:
        assert {"科技特", "科技#", "科技.", "科技 "} <= set(found)
        assert holders(found["科技 "]) == [
            owner for owner, text in enumerate(texts) if any(term == "科技" for term, _ in terms(text))
        ]


def test_a_phrase_never_crosses_fields_or_runs() -> None:
    found = indexed([document(0, title="科技", summary="特派员，工作")])
    assert "技特" not in found
    assert "员工" not in found


@pytest.mark.slow
def test_a_changed_record_leaves_most_shards_as_they_were() -> None:
    from county_casebook.demo.dice import Dice
    from county_casebook.demo.ruling import paragraph

    documents = [document(order, body=paragraph(Dice("shards", order), 12)) for order in range(400)]
    changed = [*documents]
    changed[200] = document(200, body=f"{documents[200].passages[0].text}凤梨酥。")

    def names(of: list[SearchDocument]) -> set[str]:
        files = build_search(parts_of(of), facets=facet_names(), synonyms=[])
        return {name for name, _ in files if name.endswith(".bin")}

    before, after = names(documents), names(changed)
    assert len(before) > 40
    assert len(before & after) >= len(before) - 6


def test_the_same_documents_give_the_same_bytes_and_records_tell_nothing_twice() -> None:
    documents = [document(order, title=f"题{order}", body="科技特派员下乡") for order in range(20)]
    one = dict(build_search(parts_of(documents), facets=facet_names(), synonyms=[["科技特派员", "科特派"]]))
    assert one == dict(
        build_search(parts_of(iter(documents)), facets=facet_names(), synonyms=[["科技特派员", "科特派"]])
    )
    record = json.loads(unpacked(one["search/cards/0.bin"]))[7]
    assert record["title"] == "题7"
    assert record["passages"] == [["", "科技特派员下乡", ""]]


def test_what_records_chose_of_a_facet_never_reads_as_a_number_of_a_person() -> None:
    """Sixteen records in the order of these kinds are, sign for digit, the number of a bank card."""
    card = "4011223344550121"
    documents = [replace(document(order), facets={"类型": (digit,)}) for order, digit in enumerate(card)]
    assert [found.what for found in personal_data(card)] == ["银行卡号"]
    files = build_search(parts_of(documents), facets=facet_names(), synonyms=[])
    index = dict(files)["search/index.json"].decode()
    assert json.loads(index)["facets"][0][1]["values"] == list("012345")
    assert list(personal_data(index)) == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("新昌县", "xinchang"),
        ("科技特派员", "kjtpy"),
        ("浚县", "xunxian"),
        ("单县", "shanxian"),
        ("长垣县", "changyuan"),
        ("乐清市", "yueqing"),
        ("国务院办公厅关于深入推行科技特派员制度的若干意见", "gwybgt"),
    ],
)
def test_a_suggestion_is_found_by_its_words_pinyin_and_initials(text: str, typed: str) -> None:
    assert any(key.startswith(typed) for key in keys(Suggestion(text, "县市", "", 0)))


def test_readings_of_places_are_those_of_places_of_the_division_table() -> None:
    names = {row.name for row in real_divisions().rows}
    for name, reading in NAMES.items():
        assert any(known.startswith(name) for known in names), name
        plain = "".join(pinyin(name))
        assert len(reading.split()) == len(name)
        assert plain.isascii()
        assert plain.isalpha(), name


def test_what_readers_choose_by_are_fields_of_fixed_values_with_titles_of_their_own() -> None:
    chosen = [(view, path) for view in views() for path in view.chosen_by]
    fields = [field_at(view.kind, path.split(".")) for view, path in chosen]
    assert chosen
    assert all(field and field.choices for field in fields)
    names = facet_names()
    assert len(set(names)) == len(names)
    assert {field.title for field in fields if field} <= set(names)


def test_a_case_is_chosen_by_the_words_of_its_setting_and_what_is_not_stated_is_no_choice() -> None:
    setting = {"terrain": ["mountain", "karst"], "industry": ["tea"], "scale": "not_stated"}
    library = village(county(0), case("told", 0, ["tea"], setting=setting), case("untold", 0, ["tea"]))
    facets = {document.id: document.facets for document in search_documents(library)}
    assert facets["cases/told"]["地形"] == ("山区", "石漠化山区")
    assert facets["cases/told"]["产业"] == ("茶叶",)
    assert "铺开的范围" not in facets["cases/told"]
    assert "地形" not in facets["cases/untold"]


def test_shards_that_would_have_one_name_have_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "NAME_LENGTH", 1)
    monkeypatch.setattr(shards, "SHARD_BYTES", (1, 1, 1))
    made = list(shards.shards_of(postings.Term(f"县{number:02}", b"\x08") for number in range(24)))
    assert len({shard.name for shard in made}) == len(made) == 24
    assert [shard.first for shard in made[:3]] == ["县", "县01", "县02"]
    assert made == list(shards.shards_of(postings.Term(f"县{number:02}", b"\x08") for number in range(24)))


def test_a_large_term_is_fetched_only_for_itself_and_what_begins_with_it() -> None:
    """Whoever looks for a term that would stand beside it finds a small shard, where it is or is not."""
    large, small = b"\x81" * (shards.LARGE + 1), b"\x08"
    held = ["县", "县丁", "县人", "县人民", "县乙", "县甲", "县里的", "村", "村头"]
    terms = [postings.Term(name, large if name in ("县丁", "县甲") else small) for name in sorted(held)]
    made = list(shards.shards_of(terms))
    firsts = [shard.first for shard in made]
    assert firsts == sorted(firsts)

    def found(name: str) -> dict[str, bytes]:
        place = max((place for place, first in enumerate(firsts) if first <= name), default=0)
        return opened(unpacked(made[place].data))

    for name in held:
        assert name in found(name), name
    for name in ("县丁丙", "县丁 ", "县甲乙"):
        assert name[:2] in found(name), name
    for name in ("县三", "县东", "县田", "县电", "县由", "县瓜", "乡", "县丂"):
        assert not {"县丁", "县甲"} & set(found(name)), name
