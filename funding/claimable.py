"""Which costs a claim may hold: the rules of an agreement, line by line and in sum. Pure functions.

Typical disallowances of R&D money (National R&D Innovation Act, Art. 13, and its Decree, Art. 24 and 26): VAT
that comes back, costs outside the period, fees inside the consortium, a wrong category, salary without work.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from funding.costs import Cost, Terms, claimable, digits, last_day, month_words
from funding.imports.drafts import Problem, worded
from funding.imports.names import word_key

FULL = 10_000
"""Basis points of 100 %."""

Found = Iterator[tuple[str, Promise | str]]
"""Column and what is wrong with it."""


def problems(costs: Iterable[Cost], terms: Terms, today: date) -> list[Problem]:
    """What keeps these lines, which are all of one claim, from being claimed; in the order of the lines."""
    costs = list(costs)
    found = [
        Problem(cost.row, column, text)
        for cost in costs
        for rule in RULES
        for column, text in rule(cost, terms, today)
    ]
    return sorted([*found, *_sums(costs, terms), *_rates(costs, terms)], key=lambda problem: problem.row)


def _period(cost: Cost, terms: Terms, today: date) -> Found:
    if cost.spent_on > today:
        yield "spent_on", _("This day is still to come.")
    elif not terms.starts_on <= cost.spent_on <= terms.ends_on:
        yield (
            "spent_on",
            worded(
                _("The agreement covers costs from %(first)s to %(last)s."),
                {"first": date_format(terms.starts_on), "last": date_format(terms.ends_on)},
            ),
        )
    elif cost.spent_on < terms.member_from or (terms.member_until and cost.spent_on > terms.member_until):
        text = _("%(institution)s was not a member of the consortium on this day.")
        yield "spent_on", worded(text, {"institution": terms.institution})


def _category(cost: Cost, terms: Terms, today: date) -> Found:
    allotment = terms.categories.get(cost.category)
    if allotment is None:
        yield "category", _("This category does not belong to the programme.")
    elif not allotment.agreed:
        yield "category", worded(_("No money was agreed for “%(category)s”."), {"category": allotment.name})


def _amount(cost: Cost, terms: Terms, today: date) -> Found:
    most = claimable(supply=cost.supply, total=cost.total, recovers_vat=terms.recovers_vat)
    if most <= 0:
        yield "supply", _("Nothing is left to claim: the institution gets the VAT back.")
    elif cost.claimed <= 0:
        yield "claimed", _("Claim at least 1 won, or leave the line out.")
    elif cost.claimed > most:
        text = (
            _("At most ₩%(most)s of this cost can be claimed: the institution gets the VAT back.")
            if terms.recovers_vat
            else _("At most ₩%(most)s of this cost can be claimed.")
        )
        yield "claimed", worded(text, {"most": f"{most:,}"})


def _payee(cost: Cost, terms: Terms, today: date) -> Found:
    if cost.business_number and digits(cost.business_number) in terms.consortium:
        yield (
            "business_number",
            _("The payee is a member of the consortium. What members pay each other cannot be claimed."),
        )


def _currency(cost: Cost, terms: Terms, today: date) -> Found:
    if cost.currency == "KRW":
        return
    for column, value in zip(("foreign", "exchange_rate", "rate_date"), cost.exchange, strict=True):
        if value is None:
            yield (
                column,
                _("A cost in foreign currency needs its amount, its rate and the day of the rate."),
            )


def _salary(cost: Cost, terms: Terms, today: date) -> Found:
    allotment = terms.categories.get(cost.category)
    if allotment is None or not allotment.salary:
        return
    if cost.rate is None or not 0 < cost.rate <= FULL:
        yield "rate", _("A salary needs a participation rate of up to 100%.")
    if word_key(cost.participant) not in terms.names:
        yield (
            "participant",
            worded(_("The salary agreed is that of %(name)s."), {"name": terms.researcher}),
        )
    if cost.month is None:
        yield "month", _("A salary needs the month it is for.")
        return
    first, last = cost.month, last_day(cost.month)
    shown = {"month": month_words(first)}
    if (terms.employed_from is None or first < terms.employed_from) or (
        terms.employed_until is not None and last > terms.employed_until
    ):
        yield "month", worded(_("Not employed for all of %(month)s."), shown)
    elif not terms.residence.covers(first, last):
        yield "month", worded(_("No valid stay in %(month)s."), shown)


RULES = (_period, _category, _amount, _payee, _currency, _salary)


def _sums(costs: list[Cost], terms: Terms) -> Iterator[Problem]:
    """The lines with which a category, or the whole agreement, is used up."""
    spent: Counter[str] = Counter()
    in_all = 0
    for cost in costs:
        allotment = terms.categories.get(cost.category)
        if allotment is None or not allotment.agreed:
            continue
        left = allotment.left - spent[cost.category]
        rest = terms.left - in_all
        spent[cost.category] += cost.claimed
        in_all += cost.claimed
        if cost.claimed > left:
            text = _("Only ₩%(left)s agreed for “%(category)s” remains for this line.")
            yield _over(cost, text, {"left": f"{max(left, 0):,}", "category": allotment.name})
        elif cost.claimed > rest:
            text = _("Only ₩%(left)s of the agreement remains for this line.")
            yield _over(cost, text, {"left": f"{max(rest, 0):,}"})


def _over(cost: Cost, text: Promise, params: Mapping[str, object]) -> Problem:
    return Problem(cost.row, "total", worded(text, params))


def _rates(costs: list[Cost], terms: Terms) -> Iterator[Problem]:
    """The salary lines with which a month's participation passes 100 %, other claims included."""
    shares: dict[date, int] = defaultdict(int, terms.rates)
    for cost in costs:
        if cost.month is None or cost.rate is None:
            continue
        allotment = terms.categories.get(cost.category)
        if allotment is None or not allotment.salary:
            continue
        shares[cost.month] += cost.rate
        if shares[cost.month] > FULL:
            text = _("With other lines and claims, participation in %(month)s adds up to %(percent)s%%.")
            figures = {
                "month": month_words(cost.month),
                "percent": f"{(Decimal(shares[cost.month]) / 100).normalize():f}",
            }
            yield Problem(cost.row, "rate", worded(text, figures))
