"""The routes of Settings > Security > Sessions (docs/formats.md §9). Ending a session is no signed act."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from . import sessionlist
from .gates import Gated, authorized, authorized_named
from .schemas import Empty

router = Router()


class SessionRowOut(Schema):
    """`id` is a number of the list's own, not what the cookie holds."""

    id: int
    browser: str | None
    user_agent: str
    address: str
    begun_at: datetime
    last_used_at: datetime
    current: bool


class SessionsOut(Schema):
    sessions: list[SessionRowOut]


class EndedOut(Schema):
    ended: int


@router.get("", auth=authorized, response=SessionsOut)
def session_list(request: Gated) -> dict[str, Any]:
    return {"sessions": list(sessionlist.listing(request.account, request.browser))}


@router.post("/end-others", auth=authorized_named, response=EndedOut)
def end_others(request: Gated) -> dict[str, Any]:
    return {"ended": sessionlist.end_others(request.account, request.browser)}


@router.post("/{session_id}/end", auth=authorized_named, response=Empty)
def end(request: Gated, session_id: int) -> dict[str, Any]:
    sessionlist.end(request.account, session_id)
    return {}
