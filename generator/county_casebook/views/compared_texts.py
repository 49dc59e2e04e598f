"""A policy that replaces another, or amends it as a whole, becomes a page that sets the two texts side by side, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from county_casebook.changes.cited_clauses import CitingPlace, citing_places
from county_casebook.changes.clauses import ClauseChange, clause_changes, counted
from county_casebook.library.derived import derived_each
from county_casebook.library.library import Library
from county_casebook.library.text_pages import clause_address
from county_casebook.library.text_references import title_key
from county_casebook.records import Policy
from county_casebook.render.environment import render
from county_casebook.views.page import Page, root_of

TITLE = "修改对照"


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One clause that is not as it was: in words what became of it, where it is read now and was before, and who cites the former."""

    change: ClauseChange
    said: str
    url: str
    former_url: str
    citing: tuple[CitingPlace, ...]


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """What `kinds/policy/compared.html` shows; `renumbered` are those that nothing else is told of than their numbers."""

    title: str
    policy: Policy
    former: Policy
    counted: str
    changes: tuple[ChangeView, ...]
    renumbered: tuple[ChangeView, ...]
    cited: int
    root: str


@derived_each
def compared_with(library: Library, policy: Policy) -> tuple[str, ...]:
    """Return the ids of the policies whose texts a policy's own is compared with: those it replaces, and those of its title it amends."""
    if policy.text is None:
        return ()
    found = (
        other
        for relation in policy.relations
        if (other := library.of(Policy).get(relation.policy))
        and other is not policy
        and other.text is not None
        if relation.type == "replaces"
        or (relation.type == "amends" and title_key(other.title) == title_key(policy.title))
    )
    return tuple(dict.fromkeys(other.id for other in found))


def compared_address(library: Library, policy: Policy, other: Policy) -> str:
    """Return where two policies' texts stand side by side, from the site's root; empty where they do not."""
    if other.id in compared_with(library, policy):
        return f"{policy.url}compared/{other.id}/"
    return f"{other.url}compared/{policy.id}/" if policy.id in compared_with(library, other) else ""


def compared_pages(library: Library, policy: Policy) -> Iterator[Page]:
    """Yield a page for each policy whose text is compared with that of this one."""
    for former_id in compared_with(library, policy):
        former = library.of(Policy)[former_id]
        url = compared_address(library, policy, former)
        page = _page(library, policy, former, url)
        body = render("kinds/policy/compared.html", page)
        yield Page(url, page.title, f"{page.title}：{page.counted}", body, "policies")


def _page(library: Library, policy: Policy, former: Policy, url: str) -> ComparedPage:
    found = clause_changes((former.text or "", former.clauses), (policy.text or "", policy.clauses))
    changes = tuple(_view(library, policy, former, change) for change in found if change.state != "kept")
    cited = sum(bool(view.citing) for view in changes)
    named = f"与《{former.title}》" if former.title != policy.title else ""
    title = f"《{policy.title}》{named}{TITLE}"
    renumbered = tuple(view for view in changes if view.change.state == "renumbered" and not view.citing)
    told = tuple(view for view in changes if view not in renumbered)
    return ComparedPage(title, policy, former, counted(found), told, renumbered, cited, root_of(url))


def _view(library: Library, policy: Policy, former: Policy, change: ClauseChange) -> ChangeView:
    return ChangeView(
        change,
        change.said,
        clause_address(library, policy, change.after.id) if change.after else "",
        clause_address(library, former, change.before.id) if change.before else "",
        tuple(citing_places(library, f"{former.id}#{change.before.id}")) if change.before else (),
    )


__all__ = ["TITLE", "compared_address", "compared_pages", "compared_with"]
