"""A policy as legislation in the words of schema.org: who issued it, whether it is in force, its clauses, and its ties."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from county_casebook.library.edition import Edition
from county_casebook.library.text_pages import clause_address
from county_casebook.records import Policy
from county_casebook.text.clauses import CITED, citation
from county_casebook.views.linked import MOST, Linked, address, day, organizations, reference, thing

_FORCE: Final = {
    "现行有效": "InForce",
    "已修改": "PartiallyInForce",
    "废止": "NotInForce",
    "失效": "NotInForce",
}
_TIES: Final = {
    "annex_of": "isPartOf",
    "implements": "legislationApplies",
    "replaces": "legislationRepeals",
    "amends": "legislationAmends",
    "interprets": "citation",
}
_KIND: Final = "Legislation"


def policy_linked(edition: Edition, policy: Policy) -> Linked:
    """Return a policy as legislation; of what is not known it says nothing."""
    force = _FORCE.get(policy.validity)
    return thing(
        _KIND,
        **{"@id": address(edition.site, policy.url, policy.url)},
        name=policy.title,
        inLanguage="zh-CN",
        legislationIdentifier=policy.doc_no,
        legislationDate=day(policy.issued),
        legislationType=policy.document_kind,
        legislationPassedBy=organizations(policy.issuers, "GovernmentOrganization"),
        legislationLegalForce={"@id": f"https://schema.org/{force}"} if force else None,
        hasPart=_parts(edition, policy),
        **_ties(edition, policy),
    )


def _parts(edition: Edition, policy: Policy) -> list[Linked]:
    """The outermost chapters and numbered clauses, as many as are told."""
    clauses = {clause.id: clause for clause in policy.clauses}
    named = [clause for clause in policy.clauses if clause.kind in (*CITED, "part", "chapter")]
    outermost = sorted(named, key=lambda clause: clause.depth)[:MOST]
    return [
        reference(
            _KIND,
            edition.site,
            policy.url,
            clause_address(edition.library, policy, clause.id),
            citation(clause, clauses),
        )
        for clause in outermost
    ]


def _ties(edition: Edition, policy: Policy) -> dict[str, list[Linked]]:
    """The policies of the library it has to do with, by what it does to them."""
    ties: dict[str, list[Linked]] = defaultdict(list)
    held = edition.library.of(Policy)
    for relation in policy.relations[:MOST]:
        if other := held.get(relation.policy):
            named = reference(_KIND, edition.site, policy.url, other.url, other.title)
            ties[_TIES[relation.type]].append(named)
    return ties
