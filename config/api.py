"""The one API object, its errors and their rendering, and how bytes travel (docs/formats.md §9).

An endpoint authorizes by naming a gate (`accounts/gates.py`), validates by its schema, calls one verb and returns. No
interactive documentation is served: its pages load scripts from elsewhere.
"""

import base64
import binascii
import uuid
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import AfterValidator, BeforeValidator, ConfigDict, PlainSerializer
from redis.exceptions import RedisError


class ProblemError(Exception):
    """A refusal with a permanent code. `detail` is shown to the client: never anything secret."""

    code = "server-error"
    status = 400

    def __init__(self, **detail: Any) -> None:
        super().__init__(self.code)
        self.detail = detail


class UnavailableError(ProblemError):
    """The shared cache does not answer, and what was asked needs it: nonces, and the counts of guesses."""

    code, status = "unavailable", 503


def read_b64(value: object) -> bytes:
    """Base64url without padding, to the letter: padding, other characters and non-zero spare bits are refused."""
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str) or "=" in value:
        raise ValueError("expected base64url without padding")
    try:
        raw = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("expected base64url without padding") from None
    if write_b64(raw) != value:
        raise ValueError("spare bits must be zero")
    return raw


def write_b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")


def of_length(size: int) -> AfterValidator:
    """A validator for byte strings of exactly `size` bytes."""

    def check(value: bytes) -> bytes:
        if len(value) != size:
            raise ValueError(f"expected {size} bytes, found {len(value)}")
        return value

    return AfterValidator(check)


Bytes = Annotated[bytes, BeforeValidator(read_b64), PlainSerializer(write_b64, return_type=str)]
Bytes16 = Annotated[Bytes, of_length(16)]
Bytes32 = Annotated[Bytes, of_length(32)]
Bytes64 = Annotated[Bytes, of_length(64)]
Sealed32 = Annotated[Bytes, of_length(97)]  # seal() of a 32-byte key: docs/formats.md §2
SealedHead = Annotated[Bytes, of_length(141)]  # §7


def read_id(value: object) -> uuid.UUID:
    """An id of 16 bytes in base64url, as the browser made it."""
    raw = value.bytes if isinstance(value, uuid.UUID) else read_b64(value)
    if len(raw) != 16:
        raise ValueError(f"expected 16 bytes, found {len(raw)}")
    return uuid.UUID(bytes=raw)


Id = Annotated[
    uuid.UUID, BeforeValidator(read_id), PlainSerializer(lambda value: write_b64(value.bytes), return_type=str)
]


class Body(Schema):
    """What a client posts: members that the schema does not name are refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


api = NinjaAPI(title="Tessera", docs_url=None, openapi_url=None)


def render(code: str, detail: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"error": {"code": code, "detail": detail or {}}}


@api.exception_handler(ProblemError)
def problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return api.create_response(request, render(error.code, error.detail), status=error.status)


@api.exception_handler(RedisError)
def no_cache(request: HttpRequest, error: RedisError) -> HttpResponse:
    return problem(request, UnavailableError())


@api.exception_handler(ValidationError)
def bad_request(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # Places and reasons only: what was sent may be secret and is not echoed.
    places = [{"at": ".".join(map(str, row["loc"])), "why": row["type"]} for row in error.errors]
    return api.create_response(request, render("bad-request", {"places": places}), status=422)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    code = {403: "csrf", 404: "not-found"}.get(error.status_code, "bad-request")
    return api.create_response(request, render(code), status=error.status_code)
