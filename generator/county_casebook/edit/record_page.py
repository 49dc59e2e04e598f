"""One screen of a record's form: shown, kept as it is typed, and what its buttons do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from county_casebook.edit import lists
from county_casebook.edit.control import Control, Drawing, Search
from county_casebook.edit.desk import Key
from county_casebook.edit.differences import differences
from county_casebook.edit.door import Door
from county_casebook.edit.drafts import NotKept
from county_casebook.edit.found import Findings, Told, counted
from county_casebook.edit.posted import Posted, as_before
from county_casebook.edit.screens import LAST, Screen, screens
from county_casebook.edit.shape import shape_at
from county_casebook.edit.templates import render
from county_casebook.edit.uploads import Uploads
from county_casebook.edit.web import Answer, Request, page, see, told
from county_casebook.edit.writing import Conflict, Held, Writing, seen, written
from county_casebook.records.record import Area
from county_casebook.scaffold.new import ScaffoldError, county_record
from county_casebook.scaffold.new_files import NotWritten

_UNIT = re.compile(r"([0-9]{6})@([0-9]{4})")
_UNSENT = ("csrf", "seen", "op")


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One screen of one record."""

    writing: Writing
    door: Door
    site_name: str
    key: Key
    screen: Screen

    @property
    def path(self) -> str:
        return f"/{self.key}/{self.screen.id}"

    # Showing ---------------------------------------------------------------------------------------------------------

    def shown(self, held: Held, request: Request, trouble: str = "") -> Answer:
        """Answer with the screen as the record stands."""
        return page(self._html(held, self._searched(request), trouble, request.asked("done")))

    def _html(
        self,
        held: Held,
        searched: dict[str, Search],
        trouble: str,
        done: str,
        was_seen: str = "",
        not_taken: tuple[Told, ...] = (),
    ) -> str:
        found = self.writing.desk.findings(self.key, held.data)
        findings = Findings((*not_taken, *found))
        drawing = Drawing(self.key.model, held.value, self.writing.desk.choosing(), findings, searched)
        controls = drawing.controls(self.screen.shapes)
        return render(
            "record.html",
            **self._frame(held),
            controls=controls,
            screens=[(each, counted(found, each.names)) for each in screens(self.key.model)],
            top=[one for one in findings.rest() if not one.path],
            seen=was_seen or seen(held.value, self.screen.names),
            takes_files=any(shape.takes_files for shape in self.screen.shapes),
            trouble=trouble,
            done=done,
        )

    def _frame(self, held: Held | None) -> dict[str, Any]:
        """What every page of a record needs."""
        titled = held.value.get("title") if held else None
        return {
            "site_name": self.site_name,
            "csrf": self.door.csrf,
            "key": self.key,
            "kind_name": self.key.model.kind_name,
            "title": titled if isinstance(titled, str) and titled else self._name(),
            "screen": self.screen,
            "path": self.path,
            "is_draft": bool(held and held.is_draft),
            "is_new": bool(held and held.saved is None),
            "has_reviews": self.screen.id == LAST and "provenance" in self.screen.names,
        }

    def _name(self) -> str:
        """What a record without a title is called: after its place, or by its id."""
        return self.writing.desk.choosing().named((self.key.kind,), self.key.id).title

    def _searched(self, request: Request) -> dict[str, Search]:
        """Return what was searched for beside a field, by the path of the field."""
        name = request.asked("find")
        if not name:
            return {}
        words, within = request.asked("q"), request.asked("in")
        return {name: Search(words, within, tuple(self.found(name, words, within)), is_asked=True)}

    def found(self, name: str, words: str, within: str) -> Sequence[Any]:
        """Return what can be chosen for the field at a path."""
        shape = shape_at(self.key.model, lists.steps_of(name))
        choosing = self.writing.desk.choosing()
        if shape and Area in shape.parts:
            return choosing.places(words)
        return choosing.found(shape.field.reference, words, within) if shape else ()

    # What was sent ---------------------------------------------------------------------------------------------------

    def posted(self, held: Held, request: Request) -> Answer:
        """Keep what was typed, and do what the button says."""
        op, _, what = request.said("op").partition(":")
        try:
            request, not_taken = Uploads(self.writing.shelf, self.key, self.screen.names).taken(request)
            values = self._values(request)
            if self._is_stale(held, request, values):
                return self._two_tabs(held, request, values)
            held = self._kept(held, values)
            if not_taken:
                return page(self._html(held, {}, "有文件没有收下，原因写在它旁边。", "", not_taken=not_taken))
            return self._script(held) if request.by_script else self._done(held, op, what, request)
        except (NotKept, NotWritten, ScaffoldError) as reason:
            return self._trouble(held, request, str(reason))

    def _values(self, request: Request) -> dict[str, Any]:
        return Posted(request.sent or {}, self._picked).values(self.screen.shapes)

    def _picked(self, value: str) -> str:
        """Return the id of what was picked; a county that has no record yet gets one."""
        unit = _UNIT.fullmatch(value)
        if not unit:
            return value
        content = self.writing.desk.content()
        county_id, written = county_record(content, unit[1], int(unit[2]))
        self.writing.desk.touch(written)
        if written:
            self.writing.desk.doubt()
        return county_id

    def _is_stale(self, held: Held, request: Request, values: dict[str, Any]) -> bool:
        """Whether somebody else has changed this screen since it was shown, and otherwise than here."""
        names = self.screen.names
        return request.said("seen") != seen(held.value, names) and seen(values, names) != seen(
            held.value, names
        )

    def _kept(self, held: Held, values: dict[str, Any]) -> Held:
        names = self.screen.names
        old = {name: value for name, value in held.value.items() if name in names}
        others = {name: value for name, value in held.value.items() if name not in names}
        return self.writing.keep(self.key, {**others, **as_before(old, values)}, held)

    def _done(self, held: Held, op: str, what: str, request: Request) -> Answer:
        if op == "find":
            words, within = request.said(f"{what}?"), request.said(f"{what}?in")
            asked = urlencode({"find": what, "q": words, "in": within})
            return see(f"{self.path}?{asked}", f"f-{what.replace('.', '-')}")
        if op in ("upload", "keep") and what:
            return see(self.path, f"f-{what.replace('.', '-')}")
        if op in ("add", "up", "down", "remove", "clear"):
            return self._relisted(held, op, what)
        if op == "go":
            return see(f"/{self.key}/{what}" + (f"?from={self.screen.id}" if what == "page" else ""))
        if op == "save":
            return self.saved(held)
        if op == "drop":
            self.writing.drop(self.key)
            return see(f"{self.path}?done=dropped" if held.saved is not None else "/")
        return see(self.path)

    def _relisted(self, held: Held, op: str, what: str) -> Answer:
        """Change a list, and show where it was changed."""
        value: dict[str, Any] = _copied(held.value)
        moved = None
        if op == "add":
            what = lists.added(self.key.model, value, what)
        elif op == "clear":
            lists.cleared(value, what)
        else:
            moved = lists.changed(self.key.model, value, what, op)
        self.writing.keep(self.key, value, held, moved)
        at = what.rpartition(".")[0] if op == "remove" else what
        return see(self.path, f"f-{at.replace('.', '-')}")

    def saved(self, held: Held, over: str = "") -> Answer:
        """Write the draft into the record's file, and show it; where that has changed meanwhile, show both."""
        try:
            self.writing.save(self.key, over)
        except Conflict as conflict:
            rows = differences(self.key.model, conflict.mine, conflict.theirs)
            html = render("changed_on_disk.html", **self._frame(held), rows=rows, over=conflict.stamp)
            return page(html, HTTPStatus.CONFLICT)
        return see(f"{self.path}?done=saved")

    def answered(self, held: Held, request: Request) -> Answer:
        """Do what was chosen where the file had changed: write over it, or drop the draft; the other one is set aside."""
        op = request.said("op")
        try:
            if op == "over":
                return self.saved(held, request.said("over"))
            if op == "theirs":
                self.writing.drop(self.key)
        except NotKept as reason:
            return self.shown(held, request, trouble=str(reason))
        return see(self.path)

    def _two_tabs(self, held: Held, request: Request, values: dict[str, Any]) -> Answer:
        """Show what was typed here and what was typed elsewhere meanwhile; whoever typed it chooses."""
        if request.by_script:
            return told(
                {"trouble": "这一页在别的窗口里改过了；点「保存」来看两边写的。"}, HTTPStatus.CONFLICT
            )
        theirs = {name: value for name, value in held.value.items() if name in self.screen.names}
        sent = [
            (n, v) for n, held_values in (request.sent or {}).items() if n not in _UNSENT for v in held_values
        ]
        rows = differences(self.key.model, values, theirs)
        was = seen(held.value, self.screen.names)
        html = render("two_tabs.html", **self._frame(held), rows=rows, sent=sent, seen=was)
        return page(html, HTTPStatus.CONFLICT)

    def _trouble(self, held: Held, request: Request, words: str) -> Answer:
        """Say what stood in the way; what was typed stands on the page still."""
        if request.by_script:
            return told({"trouble": words}, HTTPStatus.INSUFFICIENT_STORAGE)
        typed = Posted(request.sent or {}, lambda _: "").values(self.screen.shapes)
        others = {name: value for name, value in held.value.items() if name not in self.screen.names}
        value = {**others, **typed}
        held = replace(held, value=value, data=written(self.key, value, held.data))
        return page(self._html(held, {}, words, "", request.said("seen")))

    def _script(self, held: Held) -> Answer:
        """Tell a script what is wrong now, control by control."""
        found = self.writing.desk.findings(self.key, held.data)
        findings = Findings(found)
        drawing = Drawing(self.key.model, held.value, self.writing.desk.choosing(), findings)
        beside = {each.id: _lines(each.told) for each in _every(drawing.controls(self.screen.shapes))}
        return told(
            {
                "seen": seen(held.value, self.screen.names),
                "isDraft": held.is_draft,
                "beside": {name: lines for name, lines in beside.items() if lines},
                "top": _lines([one for one in findings.rest() if not one.path]),
                "counts": {each.id: counted(found, each.names) for each in screens(self.key.model)},
            }
        )


def _every(controls: Sequence[Control]) -> Iterator[Control]:
    for control in controls:
        yield control
        yield from _every((*control.inner, *control.items))


def _lines(found: Sequence[Told]) -> list[dict[str, str]]:
    return [{"level": one.level, "name": one.level_name, "words": one.beside} for one in found]


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(held) for name, held in value.items()}
    return [_copied(held) for held in value] if isinstance(value, list) else value


__all__ = ["RecordPage"]
