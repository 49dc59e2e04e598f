"""A record is sent to review: what would go where is shown first, and what is sent is that and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from county_casebook.edit.desk import Desk, Key
from county_casebook.edit.door import Door
from county_casebook.edit.drafts import NotKept
from county_casebook.edit.found import MISSING, Told
from county_casebook.edit.screens import Screen, screen_of
from county_casebook.edit.templates import render
from county_casebook.edit.web import Answer, Request, page, see
from county_casebook.edit.writing import Conflict, Held, Writing, without_blanks, written
from county_casebook.git import GitFault, Plan, plan, repository_of, submit
from county_casebook.library.library import Library
from county_casebook.records import Policy, Record
from county_casebook.records.gist import gist_of
from county_casebook.schema.walk import field_at, is_reference, leaves

NAME = "submit"
"""The last part of the page's address."""


@dataclass(frozen=True, slots=True)
class Submission:
    """The page on which one record is sent to review; nothing here holds the turn while a remote is asked."""

    writing: Writing
    door: Door
    site_name: str
    key: Key

    def answered(self, request: Request) -> Answer:
        """Show what stands before sending, or do what a button says."""
        held = self.writing.held(self.key)
        if held is None:
            return see("/")
        if wrong := self._wrong(held):
            return self._shown(held, wrong=wrong)
        if held.is_draft or held.value.get("status") == "draft":
            return (
                self._prepared(held)
                if request.said("op") == "prepare"
                else self._shown(held, is_to_save=True)
            )
        return self._sent(held, request) if request.said("op") == "send" else self._planned(held)

    def _reviewed(self, held: Held) -> dict[str, Any]:
        """Return what is sent of a record: a draft becomes one that waits for review."""
        value: dict[str, Any] = without_blanks(held.value)
        return {**value, "status": "review"} if value.get("status") == "draft" else value

    def _wrong(self, held: Held) -> list[tuple[str, Screen, str]]:
        """Return what must be mended first: in words, with the screen it stands on and the id of its control there."""
        data = written(self.key, self._reviewed(held), held.data)
        found = [one for one in self.writing.desk.findings(self.key, data) if one.level != "warning"]
        return [(self._words(one), self._screen(one), one.anchor) for one in found]

    def _screen(self, one: Told) -> Screen:
        return screen_of(self.key.model, str(one.path[0]) if one.path else "")

    def _words(self, one: Told) -> str:
        """Say what is wrong away from its field; of one that is not filled in, what it is called there."""
        field = field_at(self.key.model, one.path)
        return f"「{field.title}」还没有写" if field and one.rule == MISSING else one.words

    def _prepared(self, held: Held) -> Answer:
        """Save the record as one that waits for review."""
        with self.writing.turn:
            if self.writing.held(self.key) != held:
                return self._shown(
                    held, trouble="刚才别的窗口里又写了字，没有保存；请再看一遍。", is_to_save=True
                )
            try:
                self.writing.keep(self.key, self._reviewed(held), held)
                self.writing.save(self.key)
            except NotKept as reason:
                return self._shown(held, trouble=str(reason))
            except Conflict:
                return self._shown(
                    held, trouble="文件在别处改过；先回到表单点「保存」，看两边写的，再来送审。"
                )
        return see(f"/{self.key}/{NAME}")

    # Where it goes ---------------------------------------------------------------------------------------------------

    def _planned(self, held: Held, trouble: str = "") -> Answer:
        """Show which files would go where, and who can read them there."""
        try:
            planned = plan(self.writing.desk.host.content, str(self.key), self._files())
        except GitFault as fault:
            return self._shown(held, trouble=trouble or str(fault))
        return self._shown(held, planned=planned, trouble=trouble)

    def _sent(self, held: Held, request: Request) -> Answer:
        title = held.value.get("title")
        try:
            sent = submit(
                self.writing.desk.host.content,
                str(self.key),
                title if isinstance(title, str) and title else str(self.key),
                self._files(),
                mark=request.said("mark"),
                secrecy_checked=bool(request.said("secrecy")),
            )
        except GitFault as fault:
            return self._planned(held, trouble=str(fault))
        return page(render("submitted.html", **self._frame(held), sent=sent))

    def _files(self) -> list[Path]:
        return list(dict.fromkeys(files_to_send(self.writing.desk, self.key)))

    # Showing ---------------------------------------------------------------------------------------------------------

    def _shown(
        self,
        held: Held,
        *,
        wrong: list[tuple[str, Screen, str]] | None = None,
        is_to_save: bool = False,
        planned: Plan | None = None,
        trouble: str = "",
    ) -> Answer:
        html = render(
            "submit.html",
            **self._frame(held),
            wrong=wrong or [],
            is_to_save=is_to_save,
            was_draft=held.value.get("status") == "draft",
            planned=planned,
            trouble=trouble,
            file=self.writing.desk.content().shown(self.writing.desk.path_of(self.key)),
        )
        return page(html)

    def _frame(self, held: Held) -> dict[str, Any]:
        title = held.value.get("title")
        return {
            "site_name": self.site_name,
            "csrf": self.door.csrf,
            "key": self.key,
            "kind_name": self.key.model.kind_name,
            "title": title if isinstance(title, str) and title else self.key.id,
        }


def files_to_send(desk: Desk, key: Key) -> Iterator[Path]:
    """Yield the files that go with a record: its own, its text, pictures and documents, and the new records it names with theirs."""
    library = desk.choosing().library
    record = library.record(str(key))
    yield desk.path_of(key)
    if record is None:
        return
    yield from _beside(desk, record)
    known = _known(desk)
    for named in _named(desk, library, record, known) if known is not None else ():
        yield _path(desk, named)
        yield from _beside(desk, named)


def _path(desk: Desk, record: Record) -> Path:
    return desk.path_of(Key(record.kind, record.id))


def _beside(desk: Desk, record: Record) -> Iterator[Path]:
    """Yield the files that stand beside a record: the text of a policy, pictures, documents."""
    gist, files = gist_of(record), desk.choosing().library.files
    if isinstance(record, Policy) and (text := _path(desk, record).with_suffix(".txt")).is_file():
        yield text
    yield from (files[name].path for name in (*gist.pictures, *gist.documents) if name in files)


def _named(desk: Desk, library: Library, record: Record, known: set[Path]) -> Iterator[Record]:
    """Yield the new records that a record names, and those that these name: a county's among them, made while it was written.

    What a record names that is known already is not followed: it does not go with it.
    """
    seen, waiting = {record.key}, [record]
    while waiting:
        for leaf in leaves(waiting.pop(), is_reference):
            for found in _meant(library, leaf.field.reference, str(leaf.value)):
                if found.key not in seen and _path(desk, found).resolve() not in known:
                    seen.add(found.key)
                    waiting.append(found)
                    yield found


def _meant(library: Library, kinds: tuple[str, ...], value: str) -> Iterator[Record]:
    """Yield the record that a reference of these kinds means; none for a term of the vocabulary."""
    name = value.partition("#")[0]
    for kind in kinds:
        key = name if kind == "records" else f"{'policies' if kind == 'clauses' else kind}/{name}"
        if found := library.record(key):
            yield found


def _known(desk: Desk) -> set[Path] | None:
    """Return the files that the default branch held when the work here began; None where that cannot be told."""
    try:
        repository = repository_of(desk.host.content)
        head = repository.head()
        began = repository.merge_base(head, repository.default_branch()) or head
        return {(repository.root / name).resolve() for name in repository.files_at(began)}
    except GitFault:
        return None


__all__ = ["NAME", "Submission", "files_to_send"]
