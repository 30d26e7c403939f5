"""The workflow of a top-tier visa application, edge by edge."""

from django.utils.translation import gettext_lazy as _

from casework.enums import DecisionOutcome
from casework.states import By, Edge, Machine
from visas.enums import TOP_TIER, Status

MACHINE = Machine(
    TOP_TIER,
    (
        Edge("", "open", Status.DRAFT, By.APPLICANT, _("Application started")),
        Edge(Status.DRAFT, "submit", Status.SUBMITTED, By.APPLICANT, _("Application submitted")),
        Edge(Status.DRAFT, "withdraw", Status.WITHDRAWN, By.APPLICANT, _("Draft discarded")),
        Edge(Status.SUBMITTED, "take", Status.IN_REVIEW, By.REVIEWER, _("Review started")),
        Edge(Status.SUBMITTED, "withdraw", Status.WITHDRAWN, By.APPLICANT, _("Application withdrawn")),
        Edge(Status.IN_REVIEW, "ask", Status.SUPPLEMENT, By.REVIEWER, _("Supplement requested")),
        Edge(Status.IN_REVIEW, "withdraw", Status.WITHDRAWN, By.APPLICANT, _("Application withdrawn")),
        Edge(Status.IN_REVIEW, "propose", Status.PROPOSED, By.REVIEWER, _("Decision proposed")),
        Edge(Status.SUPPLEMENT, "answer", Status.IN_REVIEW, By.APPLICANT, _("Supplement answered")),
        Edge(
            Status.SUPPLEMENT, "cancel_ask", Status.IN_REVIEW, By.REVIEWER, _("Supplement request cancelled")
        ),
        Edge(Status.SUPPLEMENT, "withdraw", Status.WITHDRAWN, By.APPLICANT, _("Application withdrawn")),
        Edge(Status.SUPPLEMENT, "lapse", Status.RETURNED, By.SYSTEM, _("Returned: no answer in time")),
        Edge(Status.PROPOSED, "return", Status.IN_REVIEW, By.APPROVER, _("Returned to the reviewer")),
        Edge(
            Status.PROPOSED, "reopen", Status.IN_REVIEW, By.REVIEWER, _("Proposal void: a fact was corrected")
        ),
        Edge(
            Status.PROPOSED,
            "grant",
            Status.GRANTED,
            By.APPROVER,
            _("Granted"),
            needs_decision=DecisionOutcome.GRANT,
        ),
        Edge(
            Status.PROPOSED,
            "refuse",
            Status.REFUSED,
            By.APPROVER,
            _("Refused"),
            needs_decision=DecisionOutcome.REFUSE,
        ),
    ),
)
