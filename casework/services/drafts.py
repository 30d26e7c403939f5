"""Verbs on drafts: clone the law in force, change a figure or a source, note opinions, discard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.eligibility.digests import stamp_rules
from casework.enums import Bands, EditionDay, EditionKind, PolicyStatus
from casework.models import PolicyCriterion, PolicyEdit, PolicyOpinion, PolicyProposal, PolicyVersion, User
from casework.permissions import may_draft_law
from casework.services.audit import audit
from casework.transitions import Refused

COPIED = ("governing", "legal_source", "to_be_confirmed", "fictional", "clock_days")
PARTS = ("parameters", "edition_rules", "reasons", "remedies")
TEXTS = ("title_en", "title_ko", "legal_source", "clock_days", "governing", "to_be_confirmed")
OWN = ("id", "version_id", "route_id")


def clone(*, actor: User, version: PolicyVersion, title_en: str, title_ko: str) -> PolicyVersion:
    """A draft that says what `version` says, under a title of its own. Raises Refused."""
    _check(may_draft_law(actor=actor))
    if not title_en.strip() or not title_ko.strip():
        raise Refused(_("Give the draft a title in both languages."))
    with transaction.atomic():
        last = PolicyVersion.objects.filter(policy=version.policy).aggregate(last=Max("number"))["last"]
        draft = PolicyVersion.objects.create(
            policy=version.policy,
            number=last + 1,
            title_en=title_en.strip(),
            title_ko=title_ko.strip(),
            based_on=version,
            drafted_by=actor,
            **{name: getattr(version, name) for name in COPIED},
        )
        for part in PARTS:
            rows = getattr(version, part).all()
            rows.model.objects.bulk_create(_copy(row, version=draft) for row in rows)
        for route in version.routes.all():
            copied = _copy(route, version=draft)
            copied.save()
            PolicyCriterion.objects.bulk_create(_copy(row, route=copied) for row in route.criteria.all())
        stamp_rules(draft)
        PolicyProposal.objects.create(version=draft)
        audit(actor=actor, verb="policy.clone", subject=str(draft.pk), source=version.pk)
    return draft


def set_figures(*, actor: User, version: PolicyVersion, values: Mapping[str, int]) -> int:
    """Set parameters of a draft by code, each in the unit it has; how many changed. Raises Refused."""
    with transaction.atomic():
        draft = _draft(actor, version)
        rows = draft.parameters.filter(code__in=values)
        return _set(actor, draft, "figure", rows, "value", {row.pk: values[row.code] for row in rows})


def set_sources(*, actor: User, version: PolicyVersion, every: Mapping[str, bool]) -> int:
    """Say per kind of edition whether every publisher must agree or one is enough; how many rules changed."""
    with transaction.atomic():
        draft = _draft(actor, version)
        rows = draft.edition_rules.filter(kind__in=every)
        return _set(actor, draft, "source", rows, "every", {row.pk: every[row.kind] for row in rows})


def set_readings(
    *, actor: User, version: PolicyVersion, bands: Mapping[str, str], days: Mapping[str, str]
) -> int:
    """Say by publisher of a ranking how ties and bands are read (Bands) and which edition places a degree
    (EditionDay); how many settings changed. Raises Refused."""
    with transaction.atomic():
        draft = _draft(actor, version)
        rankings = draft.edition_rules.filter(kind=EditionKind.RANKING)
        read, dated = rankings.filter(publisher__in=bands), rankings.filter(publisher__in=days)
        chosen = {row.pk: Bands(bands[row.publisher]) for row in read}
        reigning = {row.pk: EditionDay(days[row.publisher]) for row in dated}
        changed = _set(actor, draft, "bands", read, "bands", chosen)
        return changed + _set(actor, draft, "day", dated, "day", reigning)


def set_texts(*, actor: User, version: PolicyVersion, values: Mapping[str, Any]) -> int:
    """Set what a draft says besides its rules (titles, source, days, governing law); how many changed."""
    with transaction.atomic():
        draft = _draft(actor, version)
        changed = [name for name in TEXTS if name in values and getattr(draft, name) != values[name]]
        for name in changed:
            setattr(draft, name, values[name])
            _edited(actor, draft, name)
        if changed:
            draft.save(update_fields=changed)
    return len(changed)


def propose_at(
    *, actor: User, version: PolicyVersion, sponsor: str, meeting: str, meeting_on: date | None, text: str
) -> PolicyProposal:
    """What the briefing says of the meeting and the reasons. No part of the law."""
    given = {"sponsor": sponsor, "meeting": meeting, "meeting_on": meeting_on, "text": text}
    with transaction.atomic():
        made, _new = PolicyProposal.objects.update_or_create(version=_draft(actor, version), defaults=given)
    return made


def note_opinion(
    *, actor: User, version: PolicyVersion, agency: str, position: str, text: str, now: Any
) -> PolicyOpinion:
    """Note what an agency says of a draft, in place of what it said before."""
    given = {"position": position, "text": text, "recorded_by": actor, "recorded_at": now}
    with transaction.atomic():
        made, _new = PolicyOpinion.objects.update_or_create(
            version=_draft(actor, version), agency=agency, defaults=given
        )
    return made


def discard(*, actor: User, version: PolicyVersion) -> PolicyVersion:
    """Put a draft aside for good; it stays readable. Raises Refused."""
    with transaction.atomic():
        draft = _draft(actor, version)
        draft.status = PolicyStatus.DISCARDED
        draft.save(update_fields=["status"])
        audit(actor=actor, verb="policy.discard", subject=str(draft.pk))
    return draft


def _draft(actor: User, version: PolicyVersion) -> PolicyVersion:
    _check(may_draft_law(actor=actor))
    locked = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    if locked.status != PolicyStatus.DRAFT:
        raise Refused(_("This version is not a draft any more."))
    return locked


def _check(answer: Any) -> None:
    if not answer:
        raise Refused(answer.reason)


def _set(
    actor: User, draft: PolicyVersion, part: str, rows: QuerySet[Any], field: str, values: Mapping[int, Any]
) -> int:
    """Set one field of some rows of a draft and note each change; how many there were."""
    changed = [row for row in rows if getattr(row, field) != values[row.pk]]
    for row in changed:
        setattr(row, field, values[row.pk])
        row.save(update_fields=[field])
        _edited(actor, draft, f"{part}: {row}"[:40])
    return len(changed)


def _edited(actor: User, draft: PolicyVersion, part: str) -> None:
    PolicyEdit.objects.create(version=draft, actor=actor, part=part)
    audit(actor=actor, verb="policy.edit", subject=str(draft.pk), part=part)


def _copy(row: Any, **parent: Any) -> Any:
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in OWN}
    return type(row)(**fields, **parent)
