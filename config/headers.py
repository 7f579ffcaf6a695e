"""Response headers: what a page may load and do. PROTOCOL "Page" is the rule; here is its spelling.

Pages and workers have different policies: only a worker's own script may compile WebAssembly.
"""

from collections.abc import Callable, MutableMapping
from typing import Any

from csp.constants import NONE, SELF, WASM_UNSAFE_EVAL
from django.http import HttpRequest, HttpResponse

TRUSTED_TYPES = {"require-trusted-types-for": ["'script'"], "trusted-types": ["tessera-worker"]}

PAGE_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "worker-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    **TRUSTED_TYPES,
}
# Stock admin scripts need HTML sinks, so no Trusted Types there; still nothing inline and nothing from elsewhere.
ADMIN_POLICY: dict[str, Any] = {
    **PAGE_POLICY,
    **dict.fromkeys(TRUSTED_TYPES),  # django-csp replaces directive by directive: None takes one away
    "img-src": [SELF, "data:"],
}
WORKER_POLICY = (
    f"default-src {NONE}; script-src {SELF} {WASM_UNSAFE_EVAL}; worker-src {SELF}; connect-src {SELF}; "
    "require-trusted-types-for 'script'; trusted-types tessera-worker"
)
# The pages that read QR codes say otherwise (accounts/views.py).
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=()"
WORKER_SCRIPTS = ("build/worker.", "build/derive.", "build/rate.", "build/reader.", "build/pdfparser.")


def static_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """WhiteNoise's hook for every static file: the worker scripts get their own policy."""
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["X-Content-Type-Options"] = "nosniff"
    if url.endswith(".js") and any(script in url for script in WORKER_SCRIPTS):
        headers["Content-Security-Policy"] = WORKER_POLICY


class IsolationMiddleware:
    """Keeps answers out of other sites' reach and, unless a view says otherwise, out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]  # django-csp's own per-response mark
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
