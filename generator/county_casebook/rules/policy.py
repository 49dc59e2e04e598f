"""Rules on policies: what the standards of official documents ask, and what a duty needs to be computed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from county_casebook.library.library import Library
from county_casebook.problems import did_you_mean
from county_casebook.records import Policy
from county_casebook.records.record import label
from county_casebook.rules.references import nearest_clause
from county_casebook.rules.rule import Finding, error, lack, warning
from county_casebook.schema.fields import NOT_STATED, CoarseDate

SUBJECT_WORDS_END = date(2012, 7, 1)
"""GB/T 9704-2012 dropped 主题词 from this day on."""


@error
def subject_words_dropped(policy: Policy) -> Iterator[Finding]:
    """2012-07-01 起的文件没有主题词（GB/T 9704-2012）。"""
    if (
        policy.subject_words
        and isinstance(policy.issued, CoarseDate)
        and policy.issued.first_day >= SUBJECT_WORDS_END
    ):
        yield (
            policy.at("subject_words"),
            f"{policy.issued} 成文的文件不应有主题词",
            "删掉；要便于搜索请写 keywords",
        )


@error
def relation_with_oneself(policy: Policy) -> Iterator[Finding]:
    """政策关系不得指向自己。"""
    for position, relation in enumerate(policy.relations):
        if relation.policy == policy.id:
            yield policy.at("relations", position, "policy"), "关系指向自己", "写另一份政策的编号"


@error
def policy_area(library: Library, policy: Policy) -> Iterator[Finding]:
    """只有省级、地级的文件写 area，并和层级相合。"""
    said, division = label(policy, policy.level), library.division(policy)
    if policy.area and policy.level in ("national", "county"):
        yield policy.at("area"), f"层级是{said}，却写了 area", "删掉 area，或改层级"
    elif division and division.level != _LEVELS.get(policy.level, division.level):
        here = f"{division.code} 是{division.full_name}"
        yield policy.at("area", "code"), f"{here}，层级写的是{said}", "改代码，或改层级"


_LEVELS = {"provincial": "province", "prefecture": "prefecture"}


@warning
def policy_without_area(policy: Policy) -> Iterator[Finding]:
    """省级的文件应当写是哪个省的。"""
    if policy.level == "provincial" and not policy.area:
        yield policy.at("level"), "没有写是哪个省的", "补上 area：省的代码和年份"


@error
def work_programmes_of_another(policy: Policy) -> Iterator[Finding]:
    """要求各省制订工作方案的条款，必须是本文件自己的。"""
    clause = policy.work_programmes
    if clause and clause.partition("#")[0] != policy.id:
        yield policy.at("work_programmes"), f"{clause} 不是本文件的条款", f"写 {policy.id}#条款"


@error
def relation_to_another_clause(policy: Policy) -> Iterator[Finding]:
    """政策关系里的条款，必须是那份政策的。"""
    for position, relation in enumerate(policy.relations):
        if relation.clause and relation.clause.partition("#")[0] != relation.policy:
            place = policy.at("relations", position, "clause")
            yield place, f"{relation.clause} 不是 {relation.policy} 的条款", f"写 {relation.policy}#条款"


@error
def repeated_duty(library: Library) -> Iterator[Finding]:
    """责任的编号在整个库里只用一次。"""
    seen: set[str] = set()
    for policy in library.of(Policy).values():
        for position, duty in enumerate(policy.duties):
            if duty.id in seen:
                yield policy.at("duties", position, "id"), f"责任编号 {duty.id} 用了两次", "换一个编号"
            seen.add(duty.id)


@lack
def duty_without_figure(policy: Policy) -> Iterator[Finding]:
    """科技投入占比的责任必须写下限。"""
    for position, duty in enumerate(policy.duties):
        if duty.measure == "spend_share" and duty.at_least is None:
            yield policy.at("duties", position), "没有写科技投入占比的下限", "补上 at_least，写百分数"


@error
def unknown_exempt(library: Library, policy: Policy) -> Iterator[Finding]:
    """责任不计的省份，必须是代码表里的省级单位。"""
    known = [province.name for province in library.divisions.provinces]
    for position, duty in enumerate(policy.duties):
        for order, name in enumerate(duty.exempt):
            if name not in known:
                place = policy.at("duties", position, "exempt", order)
                yield (
                    place,
                    f"代码表里没有 {name} 这个省",
                    did_you_mean(name, known) or "写省级单位的全名",
                )


@error
def region_twice(policy: Policy) -> Iterator[Finding]:
    """一项责任里，一个地带只写一次。"""
    for position, duty in enumerate(policy.duties):
        for order, found in enumerate(duty.regions):
            if found.region in [earlier.region for earlier in duty.regions[:order]]:
                place = policy.at("duties", position, "regions", order)
                yield place, f"{found.region}写了两次", "合成一条"


@error
def released_before_issued(policy: Policy) -> Iterator[Finding]:
    """发布日期不得早于成文日期。"""
    released, issued = policy.released, policy.issued
    if released and isinstance(issued, CoarseDate) and released.last_day < issued.first_day:
        yield policy.at("released"), f"发布日期 {released} 早于成文日期 {issued}", "检查两个日期"


@error
def doc_no_year(policy: Policy) -> Iterator[Finding]:
    """发文字号的年份应与成文日期的年份一致。"""
    if policy.doc_no and "〔" in policy.doc_no and isinstance(policy.issued, CoarseDate):
        year = int(policy.doc_no.partition("〔")[2][:4])
        if year != policy.issued.year:
            yield policy.at("doc_no"), f"字号是 {year} 年，成文日期是 {policy.issued.year} 年", "核对原件"


@error
def published_without_issuer(policy: Policy) -> Iterator[Finding]:
    """已发布的政策必须写明发文机关。"""
    if policy.is_published and NOT_STATED in policy.issuers:
        yield policy.at("issuers"), "已发布，发文机关却没有写明", "核对原件后补上"


@warning
def same_doc_no(library: Library) -> Iterator[Finding]:
    """一个发文字号只对应一份政策。"""
    first: dict[str, str] = {}
    for policy in library.of(Policy).values():
        if policy.doc_no:
            if policy.doc_no in first:
                yield (
                    policy.at("doc_no"),
                    f"{policy.doc_no} 已是 {first[policy.doc_no]} 的字号",
                    "核对；附件可以不写字号",
                )
            first.setdefault(policy.doc_no, policy.id)


@warning
def replaced_still_valid(library: Library, policy: Policy) -> Iterator[Finding]:
    """被另一份政策取代的政策，效力不应写 现行有效。"""
    later = [other for kind, other in library.relations_to.get(policy.id, ()) if kind == "replaces"]
    if later and policy.validity == "现行有效":
        yield policy.at("validity"), f"已被 {later[0].id} 取代，仍写现行有效", "核对两份文件"


@error
def repeated_point(policy: Policy) -> Iterator[Finding]:
    """一份政策里，要点的编号只用一次。"""
    ids = [point.id for point in policy.points]
    for position, point_id in enumerate(ids):
        if point_id in ids[:position]:
            yield policy.at("points", position, "id"), f"要点编号 {point_id} 用了两次", "换一个编号"


@error
def point_outside_text(library: Library, policy: Policy) -> Iterator[Finding]:
    """收录了正文的政策，要点须写正文里的条款地址。"""
    known = library.clause_ids(policy.id) if policy.text is not None else ()
    for position, point in enumerate(policy.points if known else ()):
        if point.clause not in known:
            wanted = point.clause or ""
            near = nearest_clause(wanted, known) if wanted.isascii() else None
            yield (
                policy.at("points", position, *(("clause",) if point.clause else ())),
                f"正文里没有 {wanted} 这一条" if wanted else "没有写是正文里的哪一条",
                f"是不是想写 {near}？" if near else f"条款如 {'、'.join(known[:6])} …",
            )


@error
def point_version(policy: Policy) -> Iterator[Finding]:
    """有几个文本的政策，要点须写明出自哪一个文本；写的文本须在 versions 里。"""
    known = [version.date for version in policy.versions]
    for position, point in enumerate(policy.points):
        if point.version is None and len(known) > 1:
            yield policy.at("points", position), "没有写出自哪一个文本", f"补上 version，如 {known[-1]}"
        elif point.version and point.version not in known:
            place = policy.at("points", position, "version")
            yield place, f"versions 里没有 {point.version} 这个文本", "写 versions 里的日期"


@error
def version_order(policy: Policy) -> Iterator[Finding]:
    """历次文本从早到晚排列。"""
    dates = [version.date for version in policy.versions]
    for position, (earlier, later) in enumerate(pairwise(dates), start=1):
        if later.last_day < earlier.first_day:
            yield policy.at("versions", position, "date"), f"{later} 排在 {earlier} 后面", "从早到晚排列"


@warning
def validity_without_basis(policy: Policy) -> Iterator[Finding]:
    """已发布的政策应写效力的依据；效力不详的写为什么不详。"""
    if policy.is_published and policy.validity_basis is None:
        mend = "为什么不详" if policy.validity == "不详" else "据什么判断、核到哪一天"
        yield policy.at("validity"), "没有写效力的依据", f"补上 validity_basis，写{mend}"
