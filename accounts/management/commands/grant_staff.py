"""`manage.py grant_staff EMAIL`: who may use the admin is decided on the server's command line alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import staff
from accounts.models import Account


class Command(BaseCommand):
    help = "Let an account use the admin, or no longer (--revoke)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--revoke", action="store_true", help="take the right away")

    def handle(self, *args: Any, email: str, revoke: bool, **options: Any) -> None:
        account = Account.objects.filter(email=email.lower(), confirmed_at__isnull=False).first()
        if account is None:
            raise CommandError(f"There is no account with a confirmed address {email}.")
        staff.grant(account, allowed=not revoke)
        self.stdout.write(f"{account.email} may {'no longer ' if revoke else ''}use the admin.")
