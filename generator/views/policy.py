"""A policy becomes its page: facts, the whole text with an address on every clause, and beside it who carries it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.coverage.clauses import COUNTED, cases_within
from generator.edition import NOWHERE, Site
from generator.link import Library
from generator.records import County, Pairing, Policy
from generator.records.fields import CoarseDate
from generator.render.environment import linked_data, render
from generator.views.citation import cite
from generator.views.clauses import ClauseView, clause_pages, clause_views
from generator.views.lists import entry
from generator.views.page import Page, root_of
from generator.views.relations import chain, in_force_instead

_SHOWN = 8
_PARTS = 40
"""Clauses named in the page's schema.org data: enough to tell its parts, small enough not to weigh."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a policy still binds, as a sentence for the top of its page, and what is in force instead."""

    has_ended: bool
    words: str
    instead: Policy | None


def policy_pages(library: Library, site: Site = NOWHERE) -> Iterator[Page]:
    """Yield the page of every policy, and of every clause that many cite."""
    for policy in library.of(Policy).values():
        views, root = clause_views(library, policy), root_of(policy.url)
        body = render("records/policy.html", **_context(library, policy, views, site), root=root)
        facts = "，".join(filter(None, (policy.doc_no, "、".join(policy.issuers))))
        script = f'<script src="{root}assets/js/policy.js" defer></script>'
        head = _linked_data(library, policy, views) + script
        yield Page(policy.url, policy.title, f"{policy.title}（{facts}）", body, "policies", head)
        yield from clause_pages(library, policy, views)


def _context(library: Library, policy: Policy, views: list[ClauseView], site: Site) -> dict[str, object]:
    within = cases_within(library, policy)
    pairings = library.citing(policy, Pairing, "scheme")
    designated = library.citing(policy, County, "designations.scheme")
    counted = _counted(views)
    return {
        "policy": policy,
        "standing": _standing(library, policy),
        "original": _original(policy),
        "clauses": views,
        "contents": [
            (view, len(within.get(view.clause.id, ())))
            for view in views
            if view.clause.depth <= 1 and view.clause.label
        ],
        "gaps": _gaps(policy, views, counted),
        "counted": len(counted),
        "chain": chain(library, policy),
        "pairing_count": len(pairings),
        "pairings": [entry(library, pairing) for pairing in pairings[:_SHOWN]],
        "designated_count": len(designated),
        "designated": [entry(library, county) for county in designated[:_SHOWN]],
        "citation": cite(policy, site),
        "case_count": len({case for found in within.values() for case in found}),
    }


def _original(policy: Policy) -> str:
    """The address of the page the policy was taken from, when its first source is one that was seen."""
    first = policy.sources[0] if policy.sources else None
    return first.url or "" if first and first.grade != "D" else ""


def _standing(library: Library, policy: Policy) -> Standing | None:
    """What a reader must know before reading on; None when nothing stands against the text."""
    instead = in_force_instead(library, policy)
    if policy.has_ended:
        return Standing(True, f"本文件已{policy.validity}，条文只供查考", instead)
    if instead:
        return Standing(True, "本文件已被取代，条文只供查考", instead)
    if policy.validity == "已修改":
        return Standing(False, "本文件已修改，引用前请核对现行文本", None)
    return None


def _counted(views: list[ClauseView]) -> list[ClauseView]:
    """The numbered clauses that something can carry out; a chapter is told through what is nested in it."""
    numbered = [view for view in views if view.clause.kind in COUNTED]
    chapters = {view.clause.parent for view in numbered}
    return [view for view in numbered if view.clause.id not in chapters]


def _gaps(policy: Policy, views: list[ClauseView], counted: list[ClauseView]) -> list[ClauseView]:
    """Those that no case and no pairing carries out, neither themselves nor anything nested in them."""
    parents = {clause.id: clause.parent for clause in policy.clauses}
    carried: set[str] = set()
    for view in views:
        at: str | None = view.clause.id if view.cases or view.pairings else None
        while at and at not in carried:
            carried.add(at)
            at = parents[at]
    return [view for view in counted if view.clause.id not in carried]


_FORCE = {"现行有效": "InForce", "已修改": "PartiallyInForce", "废止": "NotInForce", "失效": "NotInForce"}
_TIES = {
    "annex_of": "isPartOf",
    "implements": "legislationApplies",
    "replaces": "legislationRepeals",
    "amends": "legislationAmends",
    "interprets": "citation",
}


def _linked_data(library: Library, policy: Policy, views: list[ClauseView]) -> str:
    parts = [view for view in views if view.clause.kind in COUNTED or view.clause.kind in ("part", "chapter")]
    ties: dict[str, list[dict[str, str]]] = {}
    for relation in policy.relations:
        other = library.of(Policy).get(relation.policy)
        if other:
            tie = {"@type": "Legislation", "@id": f"../{other.id}/", "name": other.title}
            ties.setdefault(_TIES[relation.type], []).append(tie)
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": policy.title,
        "legislationIdentifier": policy.doc_no,
        "legislationDate": str(policy.issued) if isinstance(policy.issued, CoarseDate) else None,
        "legislationType": policy.document_kind,
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": name} for name in policy.issuers],
        "legislationLegalForce": _FORCE.get(policy.validity),
        "inLanguage": "zh-CN",
        **ties,
        "hasPart": [
            {"@type": "Legislation", "@id": f"#{view.clause.id}", "name": view.name}
            for view in sorted(parts, key=lambda view: view.clause.depth)[:_PARTS]
        ],
    }
    return linked_data({key: value for key, value in data.items() if value})
