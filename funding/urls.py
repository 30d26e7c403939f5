"""Addresses of the consortium's pages, below /consortium/."""

from django.urls import path

from funding.views import gate, institutions, invitations, people

TEAM = "<slug:code>"
PEOPLE = f"{TEAM}/people"

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
]
