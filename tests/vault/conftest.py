import pytest

from tests.base import Cast
from tests.servers import postgres

from .replacing import Vault, commit
from .vaults import sealed

__all__ = ["postgres"]


@pytest.fixture
def vault(cast: Cast) -> Vault:
    """Alice's vault of two items, at version 2."""
    items = [sealed(), sealed()]
    commit(cast.at_home, 1, *items)
    return cast, items
