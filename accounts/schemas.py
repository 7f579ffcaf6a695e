"""What travels to and from the account routes, member by member. Nothing that is not named here is taken or given."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from config.api import Body, Bytes16, Bytes32, Bytes64, Id, Sealed32

from .addresses import canonical
from .sessions import Why

Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Date = datetime


class SaltIn(Body):
    email: Annotated[str, AfterValidator(canonical)]


class SaltOut(Schema):
    suite: int
    salt: Bytes16


class SessionOut(Schema):
    """Only `state` for the anonymous; `state`, `account_id`, `why` and `at` for a session that was ended."""

    state: Literal["anonymous", "unauthorized", "authorized", "ended"]
    why: Why | None = None
    at: Date | None = None
    email: str | None = None
    account_id: Id | None = None
    suite: int | None = None
    salt: Bytes16 | None = None


class ChallengeIn(Body):
    copy_id: Id | None = None


class Good(Schema):
    state: Literal["good"]
    share: Bytes32


class Cancelled(Schema):
    state: Literal["cancelled"]
    at: Date


class Unknown(Schema):
    state: Literal["unknown"]


class ChallengeOut(Schema):
    account_id: Id
    generation: int
    nonce: Bytes32
    carrier_record: Sealed32 | None
    # Schema has a method of the name `copy`.
    copy_: Good | Cancelled | Unknown | None = Field(alias="copy")
    mailed_at: Date | None
    replaced_at: Date | None


class Signed(Body):
    nonce: Bytes32
    signature: Bytes64


class OwnCopy(Body):
    copy_id: Id
    share: Bytes32


class AuthorizeIn(Signed):
    token: Bytes32
    name: Name
    own: OwnCopy


class ContinueIn(Signed):
    token: Bytes32


class BrowserIdOut(Schema):
    browser_id: Id


class ThisBrowser(Schema):
    id: Id
    name: str


class ResetOut(Schema):
    """A reset that has begun; `ready_at` is when its second link is mailed."""

    kind: Literal["erase", "recover"]
    begun_at: Date
    ready_at: Date


class RecoveryOut(Schema):
    """`used_at` is there until the Account Key has been replaced."""

    made_at: Date
    used_at: Date | None


class AccountOut(Schema):
    email: str
    account_id: Id
    suite: int
    salt: Bytes16
    generation: int
    keyset: Sealed32
    key_taken: bool
    browser: ThisBrowser
    mailed_at: Date | None
    pending_email: str | None
    reset: ResetOut | None
    recovery: RecoveryOut | None
    proved_at: Date | None
    drills_declined: bool


class UnlockIn(Body):
    login: Annotated[str, StringConstraints(max_length=100)]
    copy_id: Id


class UnlockOut(Schema):
    carrier_record: Sealed32
    share: Bytes32


class DeliveryOut(Schema):
    state: Literal["waiting", "sending", "sent", "expired"]
    sent_at: Date | None
    attempts: int
    last_error: str


class CopyOut(Schema):
    id: Id
    kind: Literal["email", "picture", "file", "kit", "backup", "browser"]
    made_at: Date
    last_used_at: Date | None
    cancelled_at: Date | None
    browser: str | None
    authorized: list[str]
    delivery: DeliveryOut | None


class CopiesOut(Schema):
    copies: list[CopyOut]


class CopyIn(Body):
    copy_id: Id
    share: Bytes32
    kind: Literal["picture", "file", "kit", "backup"]
    generation: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class MailIn(Body):
    copy_id: Id
    share: Bytes32
    key_string: Annotated[str, StringConstraints(max_length=300)]


class AuthorizedBy(Schema):
    """The key copy that let a browser in."""

    kind: str
    made_at: Date


class BrowserOut(Schema):
    id: Id
    name: str
    first_used_at: Date
    last_used_at: Date
    current: bool
    authorized_by: AuthorizedBy | None


class BrowsersOut(Schema):
    browsers: list[BrowserOut]


class RenameIn(Body):
    name: Name


class Empty(Schema):
    """Done; there is nothing to say."""
