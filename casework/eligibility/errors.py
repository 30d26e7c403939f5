"""What can be wrong with a policy version or its data; the debt that met it keeps the reason."""


class EligibilityError(Exception):
    """The version cannot be read. The text holds codes and keys, never personal data."""


class UnknownCriterion(EligibilityError):
    """A version uses a code no catalogue has."""


class IncompleteVersion(EligibilityError):
    """A version has no route, or a route has no criteria."""


class UnknownParameter(EligibilityError):
    """A criterion compares with a parameter the version does not set, or sets in another unit."""


class AmbiguousFigure(EligibilityError):
    """A version names several publishers for a figure that must be one."""
