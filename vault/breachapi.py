"""Known breaches, as browsers ask for them. What travels is docs/formats.md §12."""

from typing import Annotated

from ninja import Field, Router

from accounts.gates import Gated, authorized, authorized_named
from config.api import Body
from config.limits import BREACHES_BY_ACCOUNT

from . import breaches

router = Router()

Prefix = Annotated[str, Field(pattern="^[0-9A-F]{5}$")]


class Wanted(Body):
    """In the body, not in the address: addresses end in the logs of proxies."""

    prefixes: Annotated[list[Prefix], Field(min_length=1, max_length=breaches.PREFIXES)]


@router.get("", auth=authorized)
def offered(request: Gated) -> dict[str, bool]:
    return {"offered": breaches.offered()}


@router.post("", auth=authorized_named)
def ranges(request: Gated, data: Wanted) -> dict[str, list[str]]:
    BREACHES_BY_ACCOUNT.take(request.account.pk)
    return {"ranges": breaches.ranges(data.prefixes)}
