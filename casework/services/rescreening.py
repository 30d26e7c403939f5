"""Law takes effect: open cases are checked again chunk by chunk, and those whose check changed are told."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils import timezone

from casework.debts import claim, record_failure
from casework.eligibility.comparison import Stretch
from casework.eligibility.epochs import epochs
from casework.eligibility.errors import EligibilityError
from casework.eligibility.reading import Placing
from casework.eligibility.standing import fill
from casework.enums import EditionKind
from casework.models import Case, Coverage, Facts, PolicyVersion, Rescreening, Screening
from casework.nudge import after_commit
from casework.queries import governed_facts
from casework.registry import Event, tell
from casework.services.screening import write

CHUNK = 50_000
TOLD = 500
RESCREEN = "casework.rescreen"
LEASE_SECONDS = 60
UNFINISHED = Q(finished_at=None)


def begin_due(*, today: date | None = None) -> int:
    """Begin the re-check for every signed version that has come into force; how many were begun."""
    day = today or timezone.localdate()
    due = PolicyVersion.objects.enacted().filter(
        enactment__isnull=False, rescreening__isnull=True, effective__contains=day
    )
    begun = 0
    for version in due:
        total = governed_facts(version, day).count()
        _row, new = Rescreening.objects.get_or_create(version=version, defaults={"total": total})
        begun += new
    if begun:
        after_commit(RESCREEN)
    return begun


def drain(*, today: date | None = None) -> int:
    """Take up one unfinished re-check and do a chunk of it; how many rows it went through, at least 1, or 0
    when nothing is due. What a chunk wrote and how far it came commit together."""
    keys = claim(Rescreening, limit=1, lease_seconds=LEASE_SECONDS, where=UNFINISHED, max_attempts=10_000)
    for key in keys:
        rescreening = Rescreening.objects.select_related("version").get(pk=key)
        try:
            done = step(rescreening, today or timezone.localdate())
        except EligibilityError as trouble:
            record_failure(Rescreening, [key], f"{type(trouble).__name__}: {trouble}")
            return 1
        Rescreening.objects.filter(pk=key).update(leased_until=None)
        return max(done, 1)
    return 0


def step(rescreening: Rescreening, day: date) -> int:
    """One chunk of one re-check: first checks, then notices, then the end; how many rows it went through."""
    with transaction.atomic():
        row = Rescreening.objects.select_for_update().get(pk=rescreening.pk)
        done = check_chunk(row, day) or _tell_chunk(row)
        if not done:
            Rescreening.objects.filter(pk=row.pk).update(finished_at=Now(), total=F("done"))
    return done


def check_chunk(row: Rescreening, day: date) -> int:
    """Check the open cases among the next facts rows and note how far it came; 0 when there are none left."""
    version, upto = row.version, row.reached + CHUNK
    if not Facts.objects.filter(pk__gt=row.reached).exists():
        return 0
    governed = governed_facts(version, day).filter(pk__gt=row.reached, pk__lte=upto)
    for epoch in epochs(version):
        facts = governed.filter(Stretch(epoch.start, epoch.end, None, epoch).days)
        for placing in epoch.placings:
            if placing[0].kind != EditionKind.GNI and not _covered(version, placing, upto):
                fill(placing[0], list(facts.values_list("pk", flat=True)), placing[1])
        row.done += write(version, epoch, facts)
    row.reached = upto
    row.save(update_fields=["reached", "done"])
    return CHUNK


def _covered(version: PolicyVersion, placing: Placing, upto: int) -> bool:
    """Whether a what-if has filled the standings of all these facts."""
    edition, reading = placing
    known = Coverage.objects.filter(kind=version.policy, edition=edition, reading=reading.key)
    return known.filter(upto__gte=upto).exists()


def changed_by(version: PolicyVersion) -> QuerySet[Screening]:
    """Checks by a version that came out other than the check of the same facts by the version before it."""
    before = Screening.objects.filter(facts=OuterRef("facts"), version__number__lt=version.number)
    before = before.filter(version__policy=version.policy).order_by("-version__number")
    rows = Screening.objects.filter(version=version).annotate(was=Subquery(before.values("outcome")[:1]))
    return rows.filter(was__isnull=False).exclude(was=F("outcome"))


def _tell_chunk(row: Rescreening) -> int:
    changed = changed_by(row.version).filter(pk__gt=row.told_to, facts__lte=row.reached).order_by("pk")
    found = list(changed.values_list("pk", "facts__case")[:TOLD])
    cases = Case.objects.select_related("person").in_bulk([case for _key, case in found])
    for _key, case in found:
        tell(Event.CHECK_CHANGED, case=cases[case], actor=None, now=timezone.now())
    if found:
        row.told_to = found[-1][0]
        row.changed = F("changed") + len(found)
        row.save(update_fields=["told_to", "changed"])
    return len(found)
