"""What the owner of a browser chose for its looks: in cookies, so that the first byte of a page has it already.

Nothing secret, and nothing that the server keeps (docs/formats.md §8).
"""

from django.http import HttpRequest

# A cookie is somebody's text: only these words reach a page.
CHOICES = {"theme": {"light", "dark"}, "contrast": {"more"}}
COOKIE = "tessera_{name}"


def appearance(request: HttpRequest) -> dict[str, dict[str, str]]:
    """For templates: the attributes of the page's root, say `{"theme": "dark"}`; what was not chosen is absent."""
    chosen = {name: request.COOKIES.get(COOKIE.format(name=name), "") for name in CHOICES}
    return {"appearance": {name: value for name, value in chosen.items() if value in CHOICES[name]}}
