"""Addresses of the consortium's pages, below /consortium/."""

from django.urls import path

from funding.views import (
    changes,
    claims,
    claims_entry,
    claims_export,
    claims_lines,
    claims_submit,
    dashboard,
    evidence,
    gate,
    institutions,
    invitations,
    mine,
    payments,
    people,
    reports,
    requests,
    requests_budget,
    requests_files,
    statistics,
)

TEAM = "<slug:code>"
PEOPLE = f"{TEAM}/people"
REQUEST = f"{TEAM}/requests/<slug:reference>"
CLAIM = f"{TEAM}/claims/<uuid:key>"
EVIDENCE = f"{CLAIM}/evidence/<int:pk>"

urlpatterns = [
    path("", dashboard.consortium, name="consortium"),
    path("mine/", mine.my_funding, name="my_funding"),
    path("programme/<slug:code>/", dashboard.programme, name="programme"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:key>/", invitations.invitation, name="invitation"),
    path("invitations/<uuid:key>/decline/", invitations.invitation_decline, name="invitation_decline"),
    path("candidacies/<uuid:key>/", gate.candidacy, name="candidacy"),
    path("candidacies/<uuid:key>/release/", gate.candidacy_release, name="candidacy_release"),
    path("candidacies/<uuid:key>/revoke/", gate.candidacy_revoke, name="candidacy_revoke"),
    path(f"{TEAM}/", dashboard.team, name="team"),
    path(f"{TEAM}/statistics/", statistics.team_statistics, name="team_statistics"),
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
    path(f"{TEAM}/claims/", claims.team_claims, name="team_claims"),
    path(f"{TEAM}/claims/start/", claims.claim_start, name="claim_start"),
    path(f"{CLAIM}/", claims.claim, name="claim"),
    path(f"{CLAIM}/lines/add/", claims_lines.claim_line_add, name="claim_line_add"),
    path(f"{CLAIM}/lines/<int:line>/", claims_lines.claim_line, name="claim_line"),
    path(f"{CLAIM}/lines/<int:line>/remove/", claims_lines.claim_line_remove, name="claim_line_remove"),
    path(f"{CLAIM}/lines/enter/", claims_entry.claim_enter, name="claim_enter"),
    path(f"{CLAIM}/lines/copy/", claims_entry.claim_copy, name="claim_copy"),
    path(f"{CLAIM}/lines/staged/", claims_entry.claim_staged, name="claim_staged"),
    path(f"{CLAIM}/lines/template.xlsx", claims_export.claim_template, name="claim_template"),
    path(f"{CLAIM}/lines/export.<slug:kind>", claims_export.claim_export, name="claim_export"),
    path(f"{CLAIM}/evidence/", evidence.claim_evidence, name="claim_evidence"),
    path(f"{CLAIM}/evidence/reasons/", evidence.claim_excuse, name="claim_excuse"),
    path(f"{EVIDENCE}/", evidence.claim_evidence_match, name="claim_evidence_match"),
    path(f"{EVIDENCE}/remove/", evidence.claim_evidence_remove, name="claim_evidence_remove"),
    path(f"{EVIDENCE}/original/", evidence.claim_evidence_original, name="claim_evidence_original"),
    path(f"{EVIDENCE}/pages/<int:number>/", evidence.claim_evidence_page, name="claim_evidence_page"),
    path(f"{CLAIM}/check/", claims_submit.claim_check, name="claim_check"),
    path(f"{CLAIM}/receipt/", claims_submit.claim_receipt, name="claim_receipt"),
    path(f"{CLAIM}/withdraw/", claims_submit.claim_withdraw, name="claim_withdraw"),
    path(f"{TEAM}/payments/", payments.payments, name="team_payments"),
    path(
        f"{TEAM}/payments/table.csv", payments.payments_table, {"kind": "csv"}, name="team_payments_csv"
    ),
    path(
        f"{TEAM}/payments/table.xlsx", payments.payments_table, {"kind": "xlsx"}, name="team_payments_xlsx"
    ),
    path(f"{TEAM}/reports/", reports.team_reports, name="team_reports"),
    path(f"{TEAM}/reports/<slug:reference>/", reports.team_report, name="team_report"),
    path(f"{TEAM}/reports/<slug:reference>/submit/", reports.team_report_submit, name="team_report_submit"),
]
