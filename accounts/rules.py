"""What surrounds one of allauth's views (accounts/entry.py): who may ask, what is counted, what follows."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .errors import UnreadableError


class Taken(Protocol):
    """What `before` took: a counted try, or a claim. It is settled when the answer is known, or there is none."""

    def settle(self, *, good: bool) -> None: ...


def is_good(request: HttpRequest, answer: HttpResponseBase) -> bool:
    return answer.status_code == 200


@dataclass(frozen=True)
class Rule:
    """`before` raises what keeps a request out, `after` follows a good answer; `good` says which answers are.

    What `before` returns is settled afterwards: a try is given back after a good answer, as only wrong guesses count.
    What is `whole` is one transaction, from `before` to `after`.
    """

    methods: list[str]
    before: Callable[[HttpRequest], Sequence[Taken] | None] | None = None
    after: Callable[[HttpRequest, dict[str, Any] | None], None] | None = None
    good: Callable[[HttpRequest, HttpResponseBase], bool] = is_good
    whole: bool = False


def posted(request: HttpRequest) -> dict[str, Any]:
    """The body, read as allauth will read it. Deep nesting and lone surrogates, on which it fails, are refused here."""
    try:
        found = json.loads(request.body.decode("utf8")) if request.body else {}
        json.dumps(found, ensure_ascii=False).encode("utf8")
    except (ValueError, RecursionError):
        raise UnreadableError from None
    if not isinstance(found, dict):
        raise UnreadableError
    return found
