"""The only override of allauth: accounts come from `enrollment`, mail goes through `outbox`, codes have six digits, and
the secrets of second factors are encrypted in the database.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.base.response import ConflictResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

from . import atrest, enrollment, factors, outbox, sessions
from .credentials import is_login_secret
from .models import Account, OutboxMessage
from .signup import SignupForm


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    def save_user(self, request: HttpRequest, user: object, form: SignupForm, commit: bool = True) -> Account:
        return enrollment.enroll(form.read())

    def clean_password(self, password: str, user: object = None) -> str:
        if not is_login_secret(password):
            raise ValidationError("Expected a login secret.", code="invalid")
        return password

    def reauthenticate(self, user: Account, password: str) -> bool:
        return is_login_secret(password) and user.check_password(password)

    def generate_email_verification_code(self) -> str:
        return get_random_string(6, "0123456789")

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        # First, because it waits for a sign-up that replaces this one at the moment, and then finds it gone.
        if not enrollment.confirm(email_address.user):
            raise ImmediateHttpResponse(ConflictResponse(request))
        return bool(super().confirm_email(request, email_address))

    def pre_login(self, request: HttpRequest, user: Account, **login: Any) -> HttpResponse | None:
        factors.note_password(request, user)
        answer: HttpResponse | None = super().pre_login(request, user, **login)
        return answer

    def login(self, request: HttpRequest, user: Account) -> None:
        request.session.pop(factors.SHOWN, None)
        # A session that was told of its end starts anew here.
        request.session.pop(sessions.ENDED, None)
        super().login(request, user)
        user.speak(get_language())

    @transaction.atomic
    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        address = emailconfirmation.email_address
        outbox.queue(OutboxMessage.Kind.CODE, address.email, {"code": emailconfirmation.key}, account=address.user)

    @transaction.atomic
    def send_account_already_exists_mail(self, email: str) -> None:
        outbox.queue(OutboxMessage.Kind.EXISTS, email, {})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise LookupError(f"no message of Tessera's is made from {template_prefix}")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth publishes no types
    def encrypt(self, text: str) -> str:
        return atrest.encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return atrest.decrypt(encrypted_text.encode("ascii")).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Tessera"}
