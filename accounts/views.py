"""Page shells: one page for every path. Who may see which is decided here, and again by the API's gates."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from . import browsers, mailpage

View = Callable[[HttpRequest], HttpResponse]

SIGN_IN, AUTHORIZE, VAULT = "/signin/", "/authorize/", "/vault/"
# A session that was ended goes where the anonymous go; the page asks the API why, says so, and wipes what it must.
TO_SIGN_IN = {"anonymous": SIGN_IN, "ended": SIGN_IN}
BEHIND_AUTHORIZATION = {**TO_SIGN_IN, "unauthorized": AUTHORIZE}

# The shells are one document: whichever is loaded first becomes, without another load, the page that reads a QR code.
PERMISSIONS = "camera=(self), geolocation=(), microphone=(), payment=()"


def shell(heading: str | Promise, elsewhere: Mapping[str, str] | None = None) -> View:
    """A view that shows the page, or sends the session states in `elsewhere` to the path named there."""

    @require_safe
    @ensure_csrf_cookie
    def page(request: HttpRequest) -> HttpResponse:
        target = elsewhere.get(browsers.state(request)) if elsewhere else None
        if target:
            return HttpResponseRedirect(target)
        mail = reverse("mail") if mailpage.is_shown_to(request) else None
        response = render(request, "app.html", {"heading": heading, "mail": mail})
        response["Permissions-Policy"] = PERMISSIONS
        return response

    return page


landing = shell("Tessera", {"authorized": VAULT})
signup = shell(_("Create your account"))
verify = shell(_("Confirm your address"))
welcome = shell(_("Take your Account Key"), BEHIND_AUTHORIZATION)
signin = shell(_("Sign in"))
authorize = shell(_("Authorize this browser"), TO_SIGN_IN)
vault = shell(_("Vault"), BEHIND_AUTHORIZATION)
settings = shell(_("Settings"), BEHIND_AUTHORIZATION)
help_centre = shell(_("Help"))
reset = shell(_("Get back in"))
