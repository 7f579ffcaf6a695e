"""The sign-up form: what a browser posts beside address and L, measured to the byte (docs/formats.md §2, §3, §7)."""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password

from config.api import read_b64

from . import enrollment, resets
from .addresses import canonical
from .models import SUITE


class BytesField(forms.Field):
    """Exactly `size` bytes in base64url."""

    def __init__(self, size: int, *, required: bool = True) -> None:
        self.size = size
        super().__init__(required=required)

    def to_python(self, value: object) -> bytes | None:
        if value is None and not self.required:
            return None
        try:
            raw = read_b64(value)
        except ValueError:
            raw = b""
        if len(raw) != self.size:
            raise forms.ValidationError(f"Expected {self.size} bytes in base64url.", code="invalid")
        return raw


class IdField(BytesField):
    """An id made in the browser: 16 bytes."""

    def __init__(self) -> None:
        super().__init__(16)

    def clean(self, value: object) -> uuid.UUID:
        return uuid.UUID(bytes=super().clean(value))


class SignupForm(forms.Form):
    """allauth mixes this into its own form, which brings `email` and `password`."""

    suite = forms.IntegerField(min_value=SUITE, max_value=SUITE)
    account_id = IdField()
    salt = BytesField(16)
    proof_key = BytesField(32)
    keyset = BytesField(97)
    carrier_record = BytesField(97)
    head = BytesField(141)
    copy_id = IdField()
    share = BytesField(32)
    reset = BytesField(32, required=False)

    account_already_exists: bool

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or not self._is_spelled_right():
            return data
        # allauth counts unconfirmed sign-ups as accounts; here a later one replaces the earlier.
        self.account_already_exists = enrollment.has_account(data["email"])
        if data["reset"] is not None:
            self._begin_anew(data["reset"], data["email"])
        if not enrollment.reserve(data["email"], data["account_id"]):
            raise forms.ValidationError("This id is taken.", code="id_taken")
        # Hashed whether it will be stored or not, so that known and unknown addresses take the same time, and here,
        # before any transaction.
        data["credential"] = make_password(data["password"])
        if self.account_already_exists:
            enrollment.rehearse(self.read())
        return data

    def _begin_anew(self, token: bytes, email: str) -> None:
        """A reset's second link stands in for an address that is free. A bad one is refused for every address alike."""
        if not resets.lets_begin_anew(token, email):
            raise forms.ValidationError("This link is no longer good.", code="reset_refused")
        self.account_already_exists = False

    def read(self) -> enrollment.Enrollment:
        """The sign-up that was posted; only of a valid form."""
        names = enrollment.Enrollment.__dataclass_fields__
        return enrollment.Enrollment(**{name: self.cleaned_data[name] for name in names})

    def _is_spelled_right(self) -> bool:
        """The address as it was posted: allauth has lowered it in ways that the protocol does not know."""
        try:
            canonical(str(self.data["email"]))
        except ValueError:
            self.add_error("email", forms.ValidationError("Printable ASCII with one @, please.", code="invalid"))
            return False
        return True

    def signup(self, request: object, user: object) -> None:
        """allauth calls this after saving; everything has been saved by then."""
