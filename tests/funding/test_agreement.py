"""The agreement as PDF: owed with the signature, written in both languages, written anew after a change."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from io import BytesIO

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from casework.models import CaseDocument, Document, User
from funding.models import FundingRequest, OwedAgreement
from funding.request_reads import files_of
from funding.services import changes
from funding.services.requests import Amounts
from funding.tasks import write_agreements
from tests.funding.requesting import Asking, asking, make_asking

__all__ = ["asking"]
MILLION = 1_000_000
SignIn = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def write() -> None:
    """What the worker does: every owed agreement, until none is due."""
    assert write_agreements() == 2
    assert not OwedAgreement.objects.exists()


def words(client: Client, request: FundingRequest, language: str) -> str:
    url = reverse("team_agreement", args=[request.team.code, request.case.reference, language])
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_both_languages_are_owed_with_the_signature_and_nothing_before(asking: Asking) -> None:
    request = asking.submitted()
    asking.propose(request)
    assert not OwedAgreement.objects.exists()
    asking.sign(request)
    assert set(OwedAgreement.objects.values_list("language", flat=True)) == {"en", "ko"}


def test_the_team_reads_what_was_agreed(asking: Asking, sign_in: SignIn) -> None:
    request = asking.agreed(120 * MILLION)
    client = sign_in(asking.viewer)
    url = reverse("team_agreement", args=[asking.team.code, request.case.reference, "en"])
    assert client.get(url).status_code == 404
    write()
    shown = words(client, request, "en")
    for part in (
        "Funding agreement", request.case.reference, "₩120,000,000", "120 million won", "₩2,000,000,000",
        "Art. 14(2)", asking.funds.payer.name, asking.funds.finance.name, "(fictional)", "SAMPLE",
        asking.person.name,
    ):  # fmt: skip
        assert part in shown, part
    korean = words(client, request, "ko")
    assert "120,000,000원" in korean
    assert "1억 2,000만 원" in korean


def test_a_change_in_force_replaces_the_agreement(asking: Asking, sign_in: SignIn) -> None:
    request = asking.agreed(research=Amounts(40 * MILLION, 20 * MILLION))
    write()
    first = files_of(request)["agreement_en"].document_id
    changes.transfer(
        actor=asking.clerk, request=request, deltas={"salary": -MILLION, "research": MILLION}, reason="x",
        token=uuid.uuid4(), now=asking.funds.now,
    )  # fmt: skip
    write()
    assert files_of(request)["agreement_en"].document_id != first
    assert "Changes in force" in words(sign_in(asking.clerk), request, "en")
    assert CaseDocument.objects.filter(case=request.case, requirement="agreement_en").count() == 2


def test_an_agreement_is_in_nobody_s_library(asking: Asking) -> None:
    request = asking.agreed()
    write()
    assert not Document.objects.visible_to(asking.person).exists()
    assert not Document.objects.visible_to(asking.clerk).exists()
    assert Document.objects.visible_to(asking.funds.finance).count() == 2
    assert files_of(request)


def test_strangers_get_no_agreement(asking: Asking, sign_in: SignIn) -> None:
    request = asking.agreed()
    write()
    url = reverse("team_agreement", args=[asking.team.code, request.case.reference, "en"])
    key = files_of(request)["agreement_en"].document_id
    file = reverse("team_request_file", args=[asking.team.code, request.case.reference, key])
    for stranger in (make_asking(asking.funds).clerk, asking.person, asking.funds.finance):
        assert sign_in(stranger).get(url).status_code == 404
        assert sign_in(stranger).get(file).status_code == 404
