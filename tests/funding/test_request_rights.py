"""Who may open the pages of a funding request."""

from __future__ import annotations

from django.urls import reverse

from funding.models import Team
from tests.funding.requesting import Asking, asking, make_asking
from tests.funding.test_request_pages import MILLION, PAGES, SignIn, page, text

__all__ = ["asking"]


def test_strangers_get_404_everywhere(asking: Asking, sign_in: SignIn) -> None:
    request = asking.saved(5 * MILLION)
    agreed = make_asking(asking.funds).agreed()
    rival = make_asking(asking.funds).clerk
    removed = asking.funds.member(asking.team)
    asking.team.members.filter(user=removed).update(ends_at=asking.funds.now)
    for stranger in (rival, removed, asking.person, asking.funds.finance):
        client = sign_in(stranger)
        for name in PAGES:
            assert client.get(page(name, request)).status_code == 404
            assert client.post(page(name, request)).status_code in (404, 405)
        for name in ("team_change_transfer", "team_change_carry_over", "team_request_receipt"):
            assert client.get(page(name, agreed)).status_code == 404
        assert client.get(reverse("team_requests", args=[asking.team.code])).status_code == 404
        assert client.get(reverse("team_request_start", args=[asking.team.code])).status_code == 404


def test_a_viewer_reads_and_writes_nothing(asking: Asking, sign_in: SignIn) -> None:
    request, client = asking.saved(5 * MILLION), sign_in(asking.viewer)
    assert client.get(reverse("team_requests", args=[asking.team.code])).status_code == 200
    assert client.get(page("team_request", request)).status_code == 200
    for name in PAGES[1:]:
        assert client.get(page(name, request)).status_code == 404
    assert client.get(reverse("team_request_start", args=[asking.team.code])).status_code == 404


def test_a_request_is_found_under_its_own_team_only(asking: Asking, sign_in: SignIn) -> None:
    other = make_asking(asking.funds).saved(5 * MILLION)
    url = reverse("team_request", args=[asking.team.code, other.case.reference])
    assert sign_in(asking.clerk).get(url).status_code == 404


def test_a_cut_team_starts_nothing_and_reads_why(asking: Asking, sign_in: SignIn) -> None:
    Team.objects.filter(pk=asking.team.pk).update(cut_on=asking.funds.today)
    client, url = sign_in(asking.clerk), reverse("team_requests", args=[asking.team.code])
    assert "The team has left the programme." in text(client.get(url))
    assert client.get(reverse("team_request_start", args=[asking.team.code])).headers["Location"] == url
