"""Addresses of the applicant's pages, under /applications/."""

from django.urls import path

from visas.views import dashboard, documents, draft, submission, supplement, tracking, withdrawal

urlpatterns = [
    path("", dashboard.dashboard, name="applications"),
    path("start/", dashboard.start, name="application_start"),
    path("looks/", dashboard.looks, name="access_log"),
    path("<uuid:key>/", draft.application, name="application"),
    path("<uuid:key>/check/", submission.check, name="application_check"),
    path("<uuid:key>/submit/", submission.submit, name="application_submit"),
    path("<uuid:key>/receipt/", submission.receipt, name="application_receipt"),
    path("<uuid:key>/automatic-check/", tracking.checks, name="application_checks"),
    path("<uuid:key>/supplement/", supplement.supplement, name="application_supplement"),
    path("<uuid:key>/supplement/send/", supplement.send, name="application_supplement_send"),
    path("<uuid:key>/supplement/<int:number>/", supplement.item, name="application_supplement_item"),
    path("<uuid:key>/decision/", tracking.decision, name="application_decision"),
    path("<uuid:key>/withdraw/", withdrawal.withdraw, name="application_withdraw"),
    path("<uuid:key>/documents/<slug:requirement>/", documents.document, name="application_document"),
    path(
        "<uuid:key>/documents/<slug:requirement>/remove/",
        documents.remove,
        name="application_document_remove",
    ),
    path("<uuid:key>/<slug:name>/", draft.section, name="application_section"),
]
