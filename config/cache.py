"""How values lie in the shared cache: as JSON. Django's own serializer is pickle, which runs what it reads."""

import json
from typing import Any

from redis.exceptions import DataError


class JsonSerializer:
    """For Django's RedisCache. Integers stay raw, as in Django's own, so that the server can count with them."""

    def dumps(self, value: Any) -> int | bytes:
        return value if type(value) is int else json.dumps(value).encode()

    def loads(self, stored: bytes) -> Any:
        """The value. Raises redis' DataError for anything but JSON: to whoever asks, the cache is out of order."""
        try:
            return int(stored)
        except ValueError:
            pass
        try:
            return json.loads(stored)
        except ValueError:
            raise DataError("a value in the cache is not JSON") from None
