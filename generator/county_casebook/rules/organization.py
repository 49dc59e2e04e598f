"""Rules on organizations: what cannot be so, and what keeps those who look for help from finding it."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.records import Organization
from county_casebook.records.organization import SERVICE_TYPES
from county_casebook.records.record import label
from county_casebook.rules.rule import Finding, error, warning
from county_casebook.schema.fields import CoarseDate


@error
def organization_address(organization: Organization) -> Iterator[Finding]:
    """机构的编号是网址，不得是 network、types。"""
    if organization.id in ("network", "types"):
        yield organization.at(), f"“{organization.id}”是机构栏目自己的网址", "文件换一个名字"


@error
def organization_ended_before_it_began(organization: Organization) -> Iterator[Finding]:
    """机构的停办不得早于成立。"""
    since, until = organization.since, organization.until
    if until and isinstance(since, CoarseDate) and until.last_day < since.first_day:
        yield organization.at("until"), f"停办 {until} 早于成立 {since}", "检查两个日期"


@error
def contact_without_address(organization: Organization) -> Iterator[Finding]:
    """机构的联系要写单位或公开电话。"""
    contact = organization.contact
    if contact and not contact.office and not contact.phone:
        yield organization.at("contact"), "没有写找谁", "写 office 或 phone；都没有就删掉 contact"


@warning
def service_for_nobody(organization: Organization) -> Iterator[Finding]:
    """专门服务的机构，应当写为哪几类人服务。"""
    if organization.type in SERVICE_TYPES and not organization.audiences:
        name = label(organization, organization.type)
        place = organization.at("type")
        yield place, f"{name}没有写为谁服务，入口页找不到它", "来源说了就补上 audiences"


@warning
def service_nowhere(organization: Organization) -> Iterator[Finding]:
    """专门服务的机构，应当写在哪里、为哪些地方服务。"""
    if organization.type in SERVICE_TYPES and not _has_area(organization):
        name = label(organization, organization.type)
        mend = "写 place、serves 或 serves_areas；面向全国的写 reach: nationwide"
        yield organization.at("type"), f"{name}没有写为哪里服务，哪个省的读者都找不到它", mend


def _has_area(organization: Organization) -> bool:
    return bool(organization.place or organization.serves or organization.serves_areas or organization.reach)
