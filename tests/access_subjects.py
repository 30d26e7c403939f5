"""What the access table asks for: the applicant's own things, each under the name an address knows it by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from casework.documents import store
from casework.enums import EditionKind, MatchMethod
from casework.models import CaseDocument, DocumentPage, Edition, EditionEntry
from casework.services import simulation
from recruitment.models import Degree, Employment, Output, Profile
from recruitment.services.rows import add_row
from tests.casework.eligibility.policy_story import widened
from tests.cast import Cast
from tests.visas.build import asked, stayed
from visas.policies import DEMO_PUBLISHERS, seed_policies

CANARY = "CANARIENVOGEL"
"""The applicant's surname: a word that must not be met by anyone without business."""

CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
REGEX_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True)
class Subjects:
    """Values for the parts of an address; the longest matching prefix wins."""

    values: dict[str, dict[str, object]]

    def url(self, pattern: str) -> str:
        """The address for a pattern. Raises KeyError for a part nobody gave a value."""
        known = {
            name: value for prefix in self._prefixes(pattern) for name, value in self.values[prefix].items()
        }
        found = REGEX_GROUP.sub(lambda part: str(known[part[1]]), pattern)
        found = CONVERTER.sub(lambda part: str(known[part[1]]), found)
        return "/" + found.replace("^", "").replace("$", "")

    def _prefixes(self, pattern: str) -> list[str]:
        return sorted((prefix for prefix in self.values if pattern.startswith(prefix)), key=len)


def make_subjects(cast: Cast, funding: dict[str, dict[str, object]]) -> Subjects:
    """A case of the applicant that waits for a supplement, an edition, and rows of the profile."""
    user = cast.applicant
    version = seed_policies(now=timezone.now(), publishers=DEMO_PUBLISHERS)
    request = asked(user, cast.reviewer)
    case = request.case
    Profile.objects.filter(person=user.person).update(surname=CANARY)
    use = CaseDocument.objects.filter(case=case, replaced_at=None).latest("pk")
    page = DocumentPage.objects.create(document=use.document, number=1, width=800, height=1100)
    store.put(page.pk, b"RIFF page image")
    values = {"kind": "publication", "title": CANARY, "year": 2024}
    output = add_row(actor=user, person=user.person, model=Output, values=values)
    stay = stayed(user.person, date(2026, 3, 3), date(2031, 3, 2))
    edition = Edition.objects.create(
        kind=EditionKind.RANKING, publisher="Ranking", year=2026, published_on=date(2026, 6, 1), source="test"
    )
    entry = EditionEntry.objects.create(
        edition=edition, row=2, name="A University", method=MatchMethod.UNSURE
    )
    draft = widened(cast.owner, version)
    tried = simulation.request(
        actor=cast.owner, version=draft, today=timezone.localdate(), now=timezone.now()
    )
    simulation.run(tried)
    rows = {
        "degrees": Degree.objects.get(person=user.person).pk,
        "employment": Employment.objects.get(person=user.person).pk,
        "outputs": output.pk,
    }
    return Subjects(
        {
            "": {"key": "x", "uidb36": "0", "pk": 1, "app_label": "visas", "url": "nothing"},
            "applications/": {"key": case.pk, "requirement": "contract", "name": "contract"},
            "applications/<uuid:key>/supplement/": {"number": request.items.get().pk},
            "documents/": {"key": use.document.pk, "number": 1},
            "admin/r/": {"content_type_id": 1, "object_id": 1},
            "admin/visas/": {"pk": case.pk, "fact": "pay", "use": use.pk, "stay": stay.pk},
            "admin/casework/policyversion/": {"pk": draft.pk, "simulation": tried.pk},
            "admin/casework/edition/": {"pk": edition.pk, "entry": entry.pk},
            **{f"profile/{kind}/": {"pk": key} for kind, key in rows.items()},
            **funding,
        }
    )
