"""Addresses of the consortium's pages, below /consortium/."""

from django.urls import path

from funding.views import (
    changes,
    gate,
    institutions,
    invitations,
    people,
    requests,
    requests_budget,
    requests_files,
)

TEAM = "<slug:code>"
PEOPLE = f"{TEAM}/people"
REQUEST = f"{TEAM}/requests/<slug:reference>"

urlpatterns = [
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:key>/", invitations.invitation, name="invitation"),
    path("invitations/<uuid:key>/decline/", invitations.invitation_decline, name="invitation_decline"),
    path("candidacies/<uuid:key>/", gate.candidacy, name="candidacy"),
    path("candidacies/<uuid:key>/release/", gate.candidacy_release, name="candidacy_release"),
    path("candidacies/<uuid:key>/revoke/", gate.candidacy_revoke, name="candidacy_revoke"),
    path(f"{PEOPLE}/", people.team_people, name="team_people"),
    path(f"{PEOPLE}/invite/", invitations.team_invite, name="team_invite"),
    path(f"{PEOPLE}/members/<int:pk>/", people.team_member, name="team_member"),
    path(f"{PEOPLE}/members/<int:pk>/remove/", people.team_member_remove, name="team_member_remove"),
    path(
        f"{PEOPLE}/invitations/<uuid:key>/withdraw/",
        invitations.team_invitation_withdraw,
        name="team_invitation_withdraw",
    ),
    path(f"{PEOPLE}/institutions/add/", institutions.team_institution_add, name="team_institution_add"),
    path(
        f"{PEOPLE}/institutions/<uuid:key>/end/",
        institutions.team_institution_end,
        name="team_institution_end",
    ),
    path(f"{PEOPLE}/institutions/<uuid:key>/account/", institutions.team_account, name="team_account"),
    path(f"{PEOPLE}/researchers/", people.team_researchers, name="team_researchers"),
    path(f"{PEOPLE}/researchers/invite/", invitations.team_researcher_invite, name="team_researcher_invite"),
    path(f"{TEAM}/requests/", requests.team_requests, name="team_requests"),
    path(f"{TEAM}/requests/start/", requests.start, name="team_request_start"),
    path(f"{REQUEST}/", requests.team_request, name="team_request"),
    path(f"{REQUEST}/budget/", requests_budget.budget, name="team_request_budget"),
    path(f"{REQUEST}/check/", requests_budget.check, name="team_request_check"),
    path(f"{REQUEST}/receipt/", requests.receipt, name="team_request_receipt"),
    path(f"{REQUEST}/withdraw/", requests.withdraw, name="team_request_withdraw"),
    path(f"{REQUEST}/agreement/<slug:language>/", requests.agreement, name="team_agreement"),
    path(f"{REQUEST}/files/<uuid:key>/", requests_files.file, name="team_request_file"),
    path(f"{REQUEST}/attachments/<slug:slot>/", requests_files.slot, name="team_request_slot"),
    path(
        f"{REQUEST}/attachments/<slug:slot>/remove/", requests_files.remove, name="team_request_slot_remove"
    ),
    path(f"{REQUEST}/transfer/", changes.transfer, name="team_change_transfer"),
    path(f"{REQUEST}/carry-over/", changes.carry_over, name="team_change_carry_over"),
]
