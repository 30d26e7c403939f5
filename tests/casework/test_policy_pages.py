"""The pages of the policy desk: from a clone to law, what they refuse, who may read them, query counts."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from casework.enums import EditionKind, PolicyStatus, Role
from casework.models import Enactment, PolicyVersion, Simulation, User
from casework.services import drafts, simulation
from tests.casework.eligibility import build
from tests.casework.eligibility.policy_story import applicant, law, widened
from tests.cast import Cast, officer

SignIn = Callable[[User | None], Client]
LIST = reverse("admin:casework_policyversion_changelist")
FIGURES = {"degree_rank": "200", "pay_with_degree": "3", "pay_alone": "4"}
"""As people type them: a rank, and times GNI per capita."""
ALONE = "You had a hand in this draft. Another person must sign it."


@pytest.fixture
def version(db: None) -> PolicyVersion:
    return law()


def url(name: str, *keys: object) -> str:
    return reverse(f"admin:casework_policyversion_{name}", args=keys)


def of(name: str, tried: Simulation) -> str:
    """A page about one what-if."""
    return url(name, tried.version_id, tried.pk)


def tried_out(owner: User, draft: PolicyVersion) -> Simulation:
    now = timezone.now()
    return simulation.run(simulation.request(actor=owner, version=draft, today=timezone.localdate(), now=now))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def signature(client: Client, tried: Simulation) -> dict[str, Any]:
    """What the sign page sends when nothing on it is changed."""
    page = client.get(of("sign", tried))
    return {"seen": page.context["seen"], "effective_from": timezone.localdate().isoformat()}


def test_an_owner_goes_from_the_law_to_what_a_wider_rank_would_change(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    gains, stays = applicant("U102"), applicant("U250")
    owner = sign_in(cast.owner)
    titles = {"title_en": "Top 200 universities", "title_ko": "상위 200위 대학"}
    made = owner.post(url("clone", version.pk), titles)
    draft = PolicyVersion.objects.get(title_en=titles["title_en"])
    assert made.headers["Location"] == url("change", draft.pk)
    assert (draft.status, draft.based_on, draft.drafted_by) == (PolicyStatus.DRAFT, version, cast.owner)
    saved = owner.post(url("figures", draft.pk), FIGURES, follow=True)
    assert "100th or better" in text(saved)
    assert "200th or better" in text(saved)
    asked = owner.post(url("what_if", draft.pk))
    tried = draft.simulations.get()
    assert asked.headers["Location"] == of("result", tried)
    running = owner.get(of("result", tried))
    assert "hx-trigger" in text(running)
    assert {owner.get(of(page, tried)).status_code for page in ("cases", "file", "briefing")} == {404}
    simulation.run(tried)
    result = owner.get(of("result", tried))
    assert "hx-trigger" not in text(result)
    tiles = {tile["label"]: tile["value"] for tile in result.context["tiles"]}
    assert tiles["Would meet a route"] == "1"
    assert tiles["Applications compared"] == "2"
    assert "cases/?group=gain" in text(result)
    behind = text(owner.get(of("cases", tried), {"group": "gain"}))
    assert f'<th scope="row">{gains.case.reference}</th>' in behind
    assert f'<th scope="row">{stays.case.reference}</th>' not in behind


def test_lists_behind_a_figure_refuse_what_no_page_links_to(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    applicant("U102")
    address = of("cases", tried_out(cast.owner, widened(cast.owner, version)))
    owner = sign_in(cast.owner)
    for group in ("lose", "unknown", "changed"):
        assert owner.get(address, {"group": group}).status_code == 200, group
    for wrong in ({"group": "everybody"}, {"after": "-1"}, {"after": "1" * 17}, {"after": "x"}):
        assert owner.get(address, wrong).status_code == 404, wrong


def test_a_result_is_taken_along_as_a_table_and_as_two_briefings(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    applicant("U102")
    tried = tried_out(cast.owner, widened(cast.owner, version))
    owner = sign_in(cast.owner)
    table = owner.get(of("file", tried))
    assert table.headers["Content-Type"].startswith("text/csv")
    assert table.headers["Content-Disposition"] == f'attachment; filename="what-if-{tried.pk}.csv"'
    head, row = csv.reader(StringIO(table.content.decode("utf-8-sig")))
    assert (head[2:5], row[2:5]) == (["Nationality", "Sector", "Agency"], ["FR", "ai", "moj"])
    assert row[-1] == "1"
    for language, title in (("en", "Top 200"), ("ko", "상위 200위")):
        briefing = owner.get(of("briefing", tried), {"language": language})
        assert (briefing.status_code, briefing.headers["Content-Type"]) == (200, "application/pdf")
        assert briefing.content.startswith(b"%PDF-")
        read = "".join(page.extract_text() for page in PdfReader(BytesIO(briefing.content)).pages)
        assert title in read


def test_the_one_who_drafted_reads_why_another_must_sign(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    applicant("U102")
    tried = tried_out(cast.owner, draft := widened(cast.owner, version))
    seen = signature(sign_in(cast.signer), tried)
    owner = sign_in(cast.owner)
    page = owner.get(of("sign", tried))
    assert ALONE in text(page)
    assert page.context["seen"] == ""
    assert "Sign: it becomes law" not in text(page)
    refused = owner.post(of("sign", tried), seen)
    assert refused.status_code == 409
    assert ALONE in text(refused)
    draft.refresh_from_db()
    assert (draft.status, draft.effective) == (PolicyStatus.DRAFT, None)
    assert not Enactment.objects.exists()


def test_a_second_person_signs_what_the_page_showed(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    applicant("U102")
    tried = tried_out(cast.owner, draft := widened(cast.owner, version))
    applicant("U150")
    signer = sign_in(cast.signer)
    assert "1 application: 1 gain, 0 lose, 0 unknown" in text(signer.get(of("sign", tried)))
    seen = signature(signer, tried)
    applicant("U250")
    done = signer.post(of("sign", tried), seen)
    assert done.headers["Location"] == url("change", draft.pk)
    draft.refresh_from_db()
    assert (draft.status, draft.signed_by) == (PolicyStatus.ENACTED, cast.signer)
    assert draft.effective
    assert draft.effective.lower == timezone.localdate()
    enactment = Enactment.objects.get()
    assert (enactment.delta_cases, enactment.delta_gain) == (1, 1)
    page = signer.get(url("change", draft.pk))
    assert "In force" in text(page)
    assert "hx-trigger" in text(page)
    assert signer.post(of("sign", tried), seen).status_code == 409
    assert Enactment.objects.count() == 1


def test_a_signature_is_refused_without_the_figures_of_a_page(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    tried = tried_out(cast.owner, draft := widened(cast.owner, version))
    other = tried_out(cast.owner, draft)
    signer = sign_in(cast.signer)
    seen = signature(signer, tried)
    for wrong in ({"seen": ""}, {"seen": "1:2:3"}, {"seen": signature(signer, other)["seen"]}):
        refused = signer.post(of("sign", tried), seen | wrong)
        assert refused.status_code == 409
        assert "This page is old." in text(refused)
    yesterday = timezone.localdate() - timedelta(days=1)
    early = signer.post(of("sign", tried), seen | {"effective_from": yesterday.isoformat()})
    assert early.status_code == 409
    assert "before the day it is signed" in text(early)
    assert signer.post(of("sign", tried), seen | {"effective_from": "soon"}).status_code == 422
    assert not Enactment.objects.exists()


@pytest.mark.parametrize("what", ["draft", "editions"])
def test_a_result_that_things_moved_away_from_cannot_be_signed(
    cast: Cast, version: PolicyVersion, sign_in: SignIn, what: str
) -> None:
    applicant("U102")
    tried = tried_out(cast.owner, draft := widened(cast.owner, version))
    signer = sign_in(cast.signer)
    seen = signature(signer, tried)
    if what == "draft":
        drafts.set_figures(actor=cast.owner, version=draft, values={"degree_rank": 300})
        reason = "The draft changed after this what-if. Run it again."
    else:
        build.make_edition(EditionKind.RANKING, build.RANKING, complete_to=10)
        reason = "The editions the draft reads changed after this what-if. Run it again."
    assert reason in text(signer.get(of("result", tried)))
    page = signer.get(of("sign", tried))
    assert reason in text(page)
    assert "Sign: it becomes law" not in text(page)
    refused = signer.post(of("sign", tried), seen)
    assert refused.status_code == 409
    assert reason in text(refused)
    assert not Enactment.objects.exists()


@pytest.mark.parametrize("typed", ["0", "10001", "two hundred", ""])
def test_a_figure_that_is_none_comes_back_as_typed(
    cast: Cast, version: PolicyVersion, sign_in: SignIn, typed: str
) -> None:
    draft = widened(cast.owner, version)
    answer = sign_in(cast.owner).post(
        url("figures", draft.pk), FIGURES | {"degree_rank": typed, "pay_alone": "4.5"}
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"degree_rank"}
    assert 'aria-invalid="true"' in text(answer)
    assert (f'value="{typed}"' in text(answer)) == bool(typed)
    assert 'value="4.5"' in text(answer)
    kept = dict(draft.parameters.values_list("code", "value"))
    assert (kept["degree_rank"], kept["pay_alone"]) == (200, 400)


def test_law_is_not_edited_and_a_draft_is_left_to_owners(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    draft = widened(cast.owner, version)
    owner, signer = sign_in(cast.owner), sign_in(cast.signer)
    assert "This version is not a draft any more." in text(owner.get(url("figures", version.pk)))
    assert owner.post(url("figures", version.pk), FIGURES | {"degree_rank": "150"}).status_code == 409
    assert signer.post(url("figures", draft.pk), FIGURES | {"degree_rank": "150"}).status_code == 409
    assert signer.post(url("what_if", draft.pk)).status_code == 409
    assert signer.post(url("clone", version.pk), {"title_en": "A", "title_ko": "가"}).status_code == 409
    for one, rank in ((version, 100), (draft, 200)):
        assert one.parameters.get(code="degree_rank").value == rank
    assert PolicyVersion.objects.count() == 2
    assert not Simulation.objects.exists()


def test_the_desk_is_for_owners_signers_and_auditors(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    applicant("U102")
    tried = tried_out(cast.owner, draft := widened(cast.owner, version))
    second = User.objects.get(email="administrator-2@ministry.example")
    finance = officer("finance", Role.FINANCE_OFFICER, granting=(cast.administrator, second))
    pages = [
        *(LIST, url("change", draft.pk), url("figures", draft.pk)),
        *(of(name, tried) for name in ("result", "cases", "file", "briefing", "sign")),
    ]
    for reader in (cast.owner, cast.signer, cast.auditor):
        client = sign_in(reader)
        assert {client.get(page).status_code for page in pages} == {200}, reader.email
    for stranger in (cast.reviewer, cast.approver, cast.steward, cast.administrator, finance):
        client = sign_in(stranger)
        assert {client.get(page).status_code for page in pages} == {404}, stranger.email
        assert {client.post(page).status_code for page in pages} <= {404, 405}, stranger.email
    outside = sign_in(cast.applicant)
    assert {outside.get(page).status_code for page in pages} == {302}


def test_the_list_takes_as_many_queries_for_three_versions_as_for_one(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    client = sign_in(cast.owner)
    one = queries(client, LIST)
    second = User.objects.get(email="administrator-2@ministry.example")
    other = officer("second-owner", Role.POLICY_OWNER, granting=(cast.administrator, second))
    widened(cast.owner, version)
    widened(other, version, 300)
    assert queries(client, LIST) == one
    assert sum(len(group["rows"]) for group in client.get(LIST).context["groups"]) == 3


def test_a_result_takes_as_many_queries_for_many_cells_as_for_one(
    cast: Cast, version: PolicyVersion, sign_in: SignIn
) -> None:
    client = sign_in(cast.owner)
    draft = widened(cast.owner, version)
    applicant("U102")
    few = tried_out(cast.owner, draft)
    for university, pay in (("U150", 1), (None, 160_000_000), ("U250", 160_000_000)):
        applicant(university, pay=pay)
    many = tried_out(cast.owner, draft)
    assert (few.cells.count(), many.cells.count()) == (1, 4)
    for page in ("result", "cases", "sign"):
        assert queries(client, of(page, many)) == queries(client, of(page, few)), page
