"""Choices every kind of case shares, and their named groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REVIEWER = "reviewer", _("Reviewer")
    APPROVER = "approver", _("Approver")
    POLICY_OWNER = "policy_owner", _("Policy owner")
    POLICY_SIGNER = "policy_signer", _("Policy second signer")
    FINANCE_OFFICER = "finance_officer", _("Finance officer")
    PAYMENT_APPROVER = "payment_approver", _("Payment approver")
    SUPPORT = "support", _("Support centre")
    DATA_STEWARD = "data_steward", _("Data steward")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


CASE_ROLES = (Role.REVIEWER, Role.APPROVER)
DECIDING_ROLES = (Role.REVIEWER, Role.APPROVER, Role.POLICY_OWNER, Role.POLICY_SIGNER, Role.PAYMENT_APPROVER)


class Agency(models.TextChoices):
    JUSTICE = "moj", _("Ministry of Justice")
    SCIENCE = "msit", _("Ministry of Science and ICT")
    INDUSTRY = "motir", _("Ministry of Trade, Industry and Resources")
    OPERATOR = "operator", _("Portal operator")


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    KOREAN = "ko", "한국어"


class Sector(models.TextChoices):
    AI = "ai", _("Artificial intelligence")
    SEMICONDUCTOR = "semiconductor", _("Semiconductors")
    ROBOTICS = "robotics", _("Robotics")
    DEFENCE = "defence", _("Defence technology")
    BATTERY = "battery", _("Batteries")
    DISPLAY = "display", _("Displays")
    BIO = "bio", _("Biotechnology")
    MOBILITY = "mobility", _("Future mobility")
    OTHER = "other", _("Other")


class DegreeLevel(models.IntegerChoices):
    BACHELOR = 1, _("Bachelor's degree")
    MASTER = 2, _("Master's degree")
    DOCTOR = 3, _("Doctorate")


class Verdict(models.IntegerChoices):
    """Kleene truth: unknown never passes and never fails by itself."""

    NOT_MET = 0, _("Not met")
    MET = 1, _("Met")
    UNKNOWN = 2, _("To be confirmed")


class Outcome(models.IntegerChoices):
    NOT_ELIGIBLE = 0, _("No route met")
    ELIGIBLE = 1, _("A route is met")
    NEEDS_OFFICER = 2, _("An officer must look")


class EditionKind(models.TextChoices):
    RANKING = "ranking", _("University ranking")
    FIRMS = "firms", _("List of leading firms")
    INSTITUTES = "institutes", _("List of world-class institutes")
    GNI = "gni", _("GNI per capita")


class Bands(models.TextChoices):
    """How a tie or a band of a ranking is read."""

    PRINTED = "printed", _("As printed: open inside a band")
    BEST = "best", _("A tie or band counts as its first rank")
    WORST = "worst", _("A tie or band counts as its last rank")


class EditionDay(models.TextChoices):
    """Which of a publisher's editions is read."""

    APPLICATION = "application", _("The edition of the day of application")
    DEGREE = "degree", _("The edition of the day of each degree")


class MatchMethod(models.TextChoices):
    EXACT = "exact", _("Same name")
    ALIAS = "alias", _("Known alias")
    STEWARD = "steward", _("Chosen by the data steward")
    ABSENT = "absent", _("Not in the registry, says the data steward")
    UNSURE = "unsure", _("Waiting for the data steward")


class PolicyStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ENACTED = "enacted", _("Enacted")
    DISCARDED = "discarded", _("Discarded")


class PolicyStage(models.TextChoices):
    """Where a version stands on a day; an enacted one is scheduled, in force, or superseded."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")


class OpinionPosition(models.TextChoices):
    AGREES = "agrees", _("Agrees")
    CONDITIONAL = "conditional", _("Agrees on conditions")
    OBJECTS = "objects", _("Objects")
    NONE = "none", _("No opinion")


class SimulationKind(models.TextChoices):
    WHAT_IF = "what_if", _("What a draft would change")
    REMEDY = "remedy", _("What a corrected edition would change")


class Governing(models.TextChoices):
    DECISION = "decision", _("Law at the time of decision")
    SUBMISSION = "submission", _("Law at the time of submission")
    FAVOURABLE = "favourable", _("The more favourable of both")


class RouteKind(models.TextChoices):
    ALL = "all", _("Every criterion")
    POINTS = "points", _("Points")


class DecisionOutcome(models.TextChoices):
    GRANT = "grant", _("Grant")
    REFUSE = "refuse", _("Refuse")


class DecisionStatus(models.TextChoices):
    PROPOSED = "proposed", _("Waiting for countersignature")
    SIGNED = "signed", _("Countersigned")
    RETURNED = "returned", _("Returned to the reviewer")
    VOID = "void", _("Void: the case changed after it was proposed")


class FindingState(models.TextChoices):
    VERIFIED = "verified", _("Verified")
    CORRECTED = "corrected", _("Corrected")
    CANNOT_TELL = "cannot_tell", _("Cannot tell")


class SupplementStatus(models.TextChoices):
    OPEN = "open", _("Waiting for the applicant")
    ANSWERED = "answered", _("Answered")
    LAPSED = "lapsed", _("Not answered in time")
    CANCELLED = "cancelled", _("No longer needed")


class DocumentState(models.TextChoices):
    RENDERING = "rendering", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be shown")


class VaultKind(models.TextChoices):
    PASSPORT = "passport", _("Passport number")
    FOREIGNER_REGISTRATION = "foreigner_registration", _("Foreigner registration number")
    BANK_ACCOUNT = "bank_account", _("Bank account number")


class ConsentPurpose(models.TextChoices):
    COLLECTION = "collection", _("Collection and use of personal data")
    IDENTIFIERS = "identifiers", _("Processing of unique identifiers (passport number)")
    JUSTICE = "recipient_moj", _("Sharing with the Ministry of Justice")
    RECOMMENDING = "recipient_recommending", _("Sharing with the recommending ministry")
    CONSORTIUM = (
        "recipient_consortium",
        _("Sharing the released career facts with the consortium and its programme's officers"),
    )
