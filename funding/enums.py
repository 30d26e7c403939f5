"""Choices of consortium funding and their named groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _

REQUEST = "funding_request"
CLAIM = "funding_claim"
REPORT = "funding_report"
GATE = "foundation_model_gate"
"""Kinds of funding cases. The gate's kind is the name of its programme's policy."""


class CapSubject(models.TextChoices):
    PERSON = "person", _("Each researcher, whoever employs them")
    TEAM = "team", _("Each team")


class YearBasis(models.TextChoices):
    CALENDAR = "calendar", _("Calendar year (Asia/Seoul)")
    AGREEMENT = "agreement", _("Year of the agreement")


class FirmSize(models.TextChoices):
    SMALL = "small", _("Small or medium-sized firm")
    MIDSIZE = "midsize", _("Mid-sized firm")
    LARGE = "large", _("Large firm")
    NONPROFIT = "nonprofit", _("University or public institute")


class InstitutionRole(models.TextChoices):
    LEAD = "lead", _("Lead institution")
    JOINT = "joint", _("Joint institution")
    SUBCONTRACTED = "subcontracted", _("Subcontracted institution")


class MemberRole(models.TextChoices):
    MANAGER = "manager", _("Team manager")
    CLERK = "clerk", _("Claims clerk")
    VIEWER = "viewer", _("Viewer")


WRITING = (MemberRole.MANAGER, MemberRole.CLERK)


class InvitationKind(models.TextChoices):
    MEMBER = "member", _("Member of the team")
    CANDIDATE = "candidate", _("Researcher to be funded")


class StageOutcome(models.TextChoices):
    CONTINUE = "continue", _("Continues")
    PRIORITY = "priority", _("Continues with priority funding")
    CUT = "cut", _("Leaves the programme")
    JOIN = "join", _("Joins the programme")


class Ceiling(models.TextChoices):
    NONE = "none", _("No ceiling of its own")
    AMOUNT = "amount", _("At most so many won a year")
    SHARE_OF_SALARY = "salary", _("At most this share of salary")
    SHARE_OF_DIRECT = "direct", _("At most this share of direct cost")


class RequestStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In review")
    RETURNED = "returned", _("Returned for correction")
    PROPOSED = "proposed", _("Waiting for the second signature")
    AGREED = "agreed", _("Agreed")
    WINDING_DOWN = "winding_down", _("Winding down")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")


RESERVING = (RequestStatus.SUBMITTED, RequestStatus.RETURNED, RequestStatus.PROPOSED, RequestStatus.AGREED)
RUNNING = (RequestStatus.AGREED, RequestStatus.WINDING_DOWN)
REQUEST_EDITABLE = (RequestStatus.DRAFT, RequestStatus.RETURNED)


class ClaimStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    RETURNED = "returned", _("Returned for correction")
    PROPOSED = "proposed", _("Waiting for the second signature")
    APPROVED = "approved", _("Approved, to be paid")
    REJECTED = "rejected", _("Rejected")
    PAID = "paid", _("Paid")
    WITHDRAWN = "withdrawn", _("Withdrawn")


CLAIM_EDITABLE = (ClaimStatus.DRAFT, ClaimStatus.RETURNED)
CLAIM_CHARGED = (ClaimStatus.SUBMITTED, ClaimStatus.RETURNED, ClaimStatus.PROPOSED)
"""Claims whose whole amount stands in the ledger; a returned one keeps it until it is sent again."""


class ReportKind(models.TextChoices):
    USE = "use", _("Report on use")
    FINAL = "final", _("Final accounts")


class ReportStatus(models.TextChoices):
    DUE = "due", _("To be handed in")
    SUBMITTED = "submitted", _("Being checked")
    RETURNED = "returned", _("Returned for correction")
    PROPOSED = "proposed", _("Waiting for the second signature")
    SETTLED = "settled", _("Settled")


class GateStatus(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted by the researcher")
    REVOKED = "revoked", _("Revoked by the researcher")


class RulingOutcome(models.TextChoices):
    APPROVE = "approve", _("Approve")
    REFUSE = "refuse", _("Refuse")


class RulingStatus(models.TextChoices):
    PROPOSED = "proposed", _("Waiting for the second signature")
    SIGNED = "signed", _("Signed by two persons")
    RETURNED = "returned", _("Sent back to the first officer")
    VOID = "void", _("Void: the case changed after it was proposed")


class EntryKind(models.TextChoices):
    """Movements of the ledger. Recovery (회수) takes back a balance, clawback (환수) is a sanction."""

    RESERVE = "reserve", _("Reserved")
    RELEASE = "release", _("Released")
    CLAIM = "claim", _("Claimed")
    CUT = "cut", _("Cut")
    PAY = "pay", _("Paid")
    PAYMENT_FAILED = "payment_failed", _("Payment failed")
    RECOVER = "recover", _("Recovered")
    CLAW_BACK = "claw_back", _("Clawed back")
    REVERSE = "reverse", _("Reversed")


class Scope(models.TextChoices):
    """Whose balance a row is."""

    CLAIM = "claim", _("Claim")
    REQUEST = "request", _("Request")
    SUBJECT = "subject", _("Researcher and year")
    TEAM = "team", _("Team")
    PROGRAMME = "programme", _("Programme")


class PaymentMethod(models.TextChoices):
    CARD = "card", _("Card")
    TRANSFER = "transfer", _("Bank transfer")


class CutReason(models.TextChoices):
    """Why an officer cuts a line or disallows a cost."""

    EVIDENCE = "evidence", _("The evidence does not show the cost")
    CATEGORY = "category", _("Not eligible in this category")
    PERIOD = "period", _("Outside the agreed period")
    STAY = "stay", _("Month without a valid stay or employment")
    VAT = "vat", _("VAT that the institution gets back")
    PARTICIPANT = "participant", _("The person does not take part in the project")
    CONSORTIUM = "consortium", _("Paid to a member of the consortium")
    ALLOWANCE = "allowance", _("Allowance above the ceiling")
    DUPLICATE = "duplicate", _("Claimed before")
    OTHER = "other", _("Another reason, given in words")


class ChangeKind(models.TextChoices):
    TRANSFER = "transfer", _("Move money between categories")
    CARRY_OVER = "carry_over", _("Carry money over to the next year")


class ReceivableKind(models.TextChoices):
    RECOVERY = "recovery", _("Recovery of a balance (회수)")
    CLAWBACK = "clawback", _("Clawback as a sanction (환수)")
    SURCHARGE = "surcharge", _("Surcharge")
    INTEREST = "interest", _("Interest to the treasury")


FROM_PAID = (ReceivableKind.RECOVERY, ReceivableKind.CLAWBACK)
"""Money to come back that lowers what is paid; the rest never touches the ledger."""


class TimelineKind(models.TextChoices):
    """Parts of a researcher's timeline, in the order things happen."""

    PROFILE = "profile", _("Profile")
    VISA = "visa", _("Visa and stay")
    GATE = "gate", _("Candidacy")
    REQUEST = "request", _("Request")
    CLAIM = "claim", _("Claim")
    PAYMENT = "payment", _("Payment")
    REPORT = "report", _("Report")
    RECOVERY = "recovery", _("Money back")
