"""The frame of an action on a version."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from casework.admin.actions import OfficerAction
from casework.admin.policies.rights import policy_officer, version_of
from casework.models import PolicyVersion, User
from casework.permissions import Answer, may_draft_law


class VersionAction(OfficerAction):
    """Something a policy owner does with one version."""

    template_name = "admin/casework/policy/action.html"
    version: PolicyVersion

    def admit(self, request: HttpRequest) -> User:
        return policy_officer(request)

    def load(self) -> None:
        self.version = version_of(self.kwargs["pk"])

    def answer(self) -> Answer:
        return may_draft_law(actor=self.officer)

    def back(self) -> str:
        return version_url(self.version)

    def context(self) -> dict[str, Any]:
        return {"version": self.version, "subject": self.version.title}


def version_url(version: PolicyVersion) -> str:
    return reverse("admin:casework_policyversion_change", args=[version.pk])
