"""Refusals of the account side. The same codes stand in static/js/errors.js; their sentences in ui/messages.js."""

from config.api import ProblemError


class SignedOutError(ProblemError):
    code, status = "signed-out", 401


class BrowserRevokedError(ProblemError):
    code, status = "browser-revoked", 401


class SessionEndedError(ProblemError):
    """From elsewhere, by a change of a secret; GET /api/session says which."""

    code, status = "session-ended", 401


class BrowserNotAuthorizedError(ProblemError):
    code, status = "browser-not-authorized", 403


class KeyNotTakenError(ProblemError):
    code, status = "key-not-taken", 403


class BadRequestError(ProblemError):
    """Well-formed, but not possible: an id that is taken, a name without a letter."""

    code, status = "bad-request", 422


class UnreadableError(ProblemError):
    """A body that is not a JSON object in UTF-8."""

    code, status = "bad-request", 400


class BadAddressError(ProblemError):
    """Not an address as the protocol spells it (docs/formats.md §1), which is how browsers send it."""

    code, status = "bad-email", 400


class TooLargeError(ProblemError):
    code, status = "too-large", 413


class ProofRefusedError(ProblemError):
    code, status = "proof-refused", 403


class BrowserUnknownError(ProblemError):
    code, status = "browser-unknown", 409


class WrongPasswordError(ProblemError):
    code, status = "wrong-password", 403


class FactorRefusedError(ProblemError):
    """A code that was used already."""

    code, status = "factor-refused", 403


class FactorKnownError(ProblemError):
    """There is one authenticator app to an account."""

    code, status = "factor-known", 409


class WrongCodeError(ProblemError):
    """Wrong, void or too late."""

    code, status = "wrong-code", 403


class EmailTakenError(ProblemError):
    """Told only to somebody who has shown that they read the address's mailbox."""

    code, status = "email-taken", 409


class CopyUnknownError(ProblemError):
    code, status = "copy-unknown", 409


class CopyCancelledError(ProblemError):
    """`detail.at` says when."""

    code, status = "copy-cancelled", 409


class KeyReplacedError(ProblemError):
    """`detail.at` says when. Met by a page that still holds the key of before."""

    code, status = "key-replaced", 409


class ReplacementLostError(ProblemError):
    """No replacement of the Account Key is under way, or another one by now."""

    code, status = "replacement-lost", 409


class CopyIsBrowserError(ProblemError):
    """The own copy of a browser goes when the browser is revoked, not by itself."""

    code, status = "copy-is-browser", 409


class KeyStringRefusedError(ProblemError):
    code, status = "key-string-refused", 422


class NotFoundError(ProblemError):
    """Also for what exists but belongs to somebody else."""

    code, status = "not-found", 404


class ResetRefusedError(ProblemError):
    """A mailed link that is used up, cancelled, too old, or replaced by a newer one."""

    code, status = "reset-refused", 409
