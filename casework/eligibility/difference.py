"""What a version says, figure by figure, and what another says instead; in words of the active language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.eligibility.criterion import Unit, comparisons
from casework.eligibility.interpreter import program
from casework.eligibility.wording import months, multiple, rank
from casework.enums import Bands, EditionDay
from casework.models import PolicyEditionRule, PolicyVersion

TEXTS = ("title_en", "title_ko", "legal_source", "governing", "clock_days", "to_be_confirmed")


@dataclass(frozen=True)
class Figure:
    """One parameter: what reads it, its value in its unit, and the value in words."""

    code: str
    label: str
    criterion: str
    unit: str
    value: int
    words: str


@dataclass(frozen=True)
class Difference:
    """One thing two versions say differently; empty: only the other says it."""

    what: str
    before: str
    after: str


def figures(version: PolicyVersion) -> list[Figure]:
    """Every parameter, in the order in which criteria read them."""
    known = {parameter.code: parameter for parameter in version.parameters.all()}
    found: dict[str, Figure] = {}
    for one in program(version).criteria:
        for comparison in comparisons(one.rule):
            parameter = known.get(comparison.parameter)
            if parameter is None:
                continue
            label = str(comparison.subject.wording.label)
            words = in_words(parameter.value, parameter.unit)
            found.setdefault(
                parameter.code,
                Figure(parameter.code, label, str(one.title), parameter.unit, parameter.value, words),
            )
    return list(found.values())


def in_words(value: int, unit: str) -> str:
    """A parameter as people say it: 200th or better, 8y, 3 × GNI."""
    match unit:
        case Unit.RANK:
            return _("%(rank)s or better") % {"rank": rank(value)}
        case Unit.MONTHS:
            return months(value)
        case Unit.GNI_HUNDREDTHS:
            return _("%(times)s × GNI") % {"times": multiple(value)}
        case _other:
            return f"{value:,}"


def differences(version: PolicyVersion, other: PolicyVersion) -> list[Difference]:
    """What `version` says otherwise than `other`: figures, criteria and routes, sources, texts, remedies."""
    return [
        *_compared(_figures(other), _figures(version)),
        *_compared(_routes(other), _routes(version)),
        *_compared(_sources(other), _sources(version)),
        *_compared(_texts(other), _texts(version)),
        *_compared(_rows(other), _rows(version)),
    ]


def _compared(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    names = list(dict.fromkeys([*before, *after]))
    return [
        Difference(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _figures(version: PolicyVersion) -> dict[str, str]:
    return {f"{one.label} ({one.criterion})": one.words for one in figures(version)}


def _routes(version: PolicyVersion) -> dict[str, str]:
    read = program(version)
    titles = {one.code: str(one.title) for one in read.criteria}
    return {route.title: ", ".join(titles[row.code] for row in rows) for route, rows in read.routes}


def _sources(version: PolicyVersion) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for rule in version.edition_rules.all():
        word = _("all of") if rule.every else _("any of")
        found.setdefault(f"{rule.get_kind_display()} ({word})", []).append(_source(rule))
    return {kind: ", ".join(names) for kind, names in found.items()}


def _source(rule: PolicyEditionRule) -> str:
    """The publisher, and what is special about how it is read."""
    special = [rule.get_bands_display()] if rule.bands != Bands.PRINTED else []
    special += [rule.get_day_display()] if rule.day != EditionDay.APPLICATION else []
    return f"{_(rule.publisher)} ({'; '.join(special)})" if special else _(rule.publisher)


def _texts(version: PolicyVersion) -> dict[str, str]:
    fields = {name: str(capfirst(version._meta.get_field(name).verbose_name)) for name in TEXTS}  # type: ignore[union-attr]
    shown = {name: getattr(version, f"get_{name}_display", lambda: None)() for name in TEXTS}
    yes, no = _("Yes"), _("No")
    plain = {name: getattr(version, name) for name in TEXTS}
    plain["to_be_confirmed"] = yes if version.to_be_confirmed else no
    return {fields[name]: str(shown[name] or plain[name]) for name in TEXTS}


def _rows(version: PolicyVersion) -> dict[str, str]:
    found = {_("Reason %(code)s") % {"code": row.code}: row.title for row in version.reasons.all()}
    for row in version.remedies.all():
        state = _("confirmed") if row.confirmed else _("to be confirmed by the ministry")
        found[_("Remedy %(code)s") % {"code": row.code}] = f"{row.title} ({state})"
    return found
