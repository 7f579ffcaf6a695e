"""Refusals of the vault. The same codes stand in static/js/errors.js."""

from config.api import ProblemError


class ConflictError(ProblemError):
    """Another browser committed first. `detail.version` is the version that now stands."""

    code, status = "conflict", 409


class ItemRefusedError(ProblemError):
    """An item of the commit has a revision that does not follow, or a length that sealing cannot give."""

    code, status = "item-refused", 422


class BreachesUnreachableError(ProblemError):
    """The operator's list of known breaches does not answer, or not as it should."""

    code, status = "breaches-unreachable", 503
