"""The one exception of the reference implementation."""


class Refused(Exception):
    """Input that a reader of suite 1 must not accept; `code` is the permanent error code of the product."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(f"{code}: {reason}" if reason else code)
        self.code = code
