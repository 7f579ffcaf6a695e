"""Adding and removing second factors: in an authorized browser, with the password typed again (Settings > Security)."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponseBase

from accounts.factorentry import MOST_KEYS
from accounts.models import OutboxMessage
from config.limits import UNLOCK_BY_BROWSER
from tests.base import ENTRY, FACTORS, Cast, Person, Web, code_of, payload, read
from tests.factor import App, SecurityKey
from tests.reference.encoding import b64

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_window")]
LOCAL = {"HTTP_HOST": "localhost"}  # security keys want TLS or this host


def notices(person: Person) -> list[str]:
    """The events that the owner was told of, oldest first."""
    rows = OutboxMessage.objects.filter(email=person.email, kind="notice").order_by("made_at")
    return [payload(row)["event"] for row in rows]


def options(web: Web) -> Any:
    return read(web.ask("GET", f"{FACTORS}/webauthn", **LOCAL))["data"]["creation_options"]["publicKey"]


def add_key(web: Web, key: SecurityKey, name: str = "Blue key") -> HttpResponseBase:
    return web.ask("POST", f"{FACTORS}/webauthn", {"name": name, "credential": key.make(options(web))}, **LOCAL)


def show_key(web: Web, key: SecurityKey) -> HttpResponseBase:
    answer = web.ask("GET", f"{ENTRY}/webauthn/authenticate", **LOCAL)
    asked = read(answer)["data"]["request_options"]["publicKey"]
    return web.ask("POST", f"{ENTRY}/webauthn/authenticate", {"credential": key.show(asked)}, **LOCAL)


def listed(web: Web) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = web.ok("GET", "/api/factors")["factors"]
    return found


def remove(web: Web, person: Person, factor: dict[str, Any], kind: str | None = None) -> HttpResponseBase:
    body = bytes([{"totp": 1, "webauthn": 2}.get(kind or factor["kind"], 0)]) + factor["id"].to_bytes(8, "big")
    return web.post(f"/api/factors/{factor['id']}/remove", web.proof(person, "remove-factor", body))


def test_an_app_wants_the_password_again_to_be_added(cast: Cast) -> None:
    secret = read(cast.at_home.get(f"{FACTORS}/totp"))["meta"]["secret"]
    answer = cast.at_home.post(f"{FACTORS}/totp", {"code": App(secret).code()})
    assert answer.status_code == 401
    assert listed(cast.at_home) == []


def test_everything_else_wants_the_password_again_too(cast: Cast, settings: Any) -> None:
    web, key = cast.at_home, SecurityKey()
    web.add_app(cast.alice)
    add_key(web, key)
    made = SecurityKey().make(options(web))
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    answers = [
        web.ask("GET", f"{FACTORS}/webauthn", **LOCAL),
        web.ask("POST", f"{FACTORS}/webauthn", {"name": "Mine", "credential": made}, **LOCAL),
        web.ask("PUT", f"{FACTORS}/webauthn", {"name": "Mine", "id": listed(web)[1]["id"]}),
        web.get(f"{FACTORS}/recovery-codes"),
        web.post(f"{FACTORS}/recovery-codes"),
    ]
    assert [answer.status_code for answer in answers] == [401] * 5
    assert [row["name"] for row in listed(web)] == [None, "Blue key"]


def test_the_password_is_counted_with_unlocking(cast: Cast) -> None:
    wrong = {"password": b64(bytes(32))}
    answers = [cast.at_home.post(f"{ENTRY}/reauthenticate", wrong) for _ in range(UNLOCK_BY_BROWSER.count + 1)]
    assert [answer.status_code for answer in answers] == [400] * UNLOCK_BY_BROWSER.count + [429]
    body = {"login": cast.alice.login, "copy_id": b64(cast.alice.own.id)}
    assert cast.at_home.post("/api/unlock", body).status_code == 429


def test_the_app_is_listed_and_its_owner_told(cast: Cast) -> None:
    cast.at_home.add_app(cast.alice)
    assert [(row["kind"], row["name"]) for row in listed(cast.at_home)] == [("totp", None)]
    assert cast.at_home.ok("GET", "/api/factors")["codes"] == {"left": 10, "total": 10}
    assert notices(cast.alice) == ["factor-added"]


def test_there_is_one_app_to_an_account(cast: Cast) -> None:
    app = cast.at_home.add_app(cast.alice)
    answer = cast.at_home.post(f"{FACTORS}/totp", {"code": app.code()})
    assert (answer.status_code, code_of(answer)) == (409, "factor-known")


def test_a_wrong_code_adds_nothing(cast: Cast) -> None:
    cast.at_home.confirm_password(cast.alice)
    app = App(read(cast.at_home.get(f"{FACTORS}/totp"))["meta"]["secret"])
    assert cast.at_home.post(f"{FACTORS}/totp", {"code": app.wrong()}).status_code == 400
    assert (listed(cast.at_home), notices(cast.alice)) == ([], [])


def test_a_security_key_is_added_renamed_and_signs_in(cast: Cast) -> None:
    web, key = cast.at_home.confirm_password(cast.alice), SecurityKey()
    assert add_key(web, key).status_code == 200
    row = listed(web)[0]
    assert (row["kind"], row["name"], row["last_used_at"]) == ("webauthn", "Blue key", None)
    assert web.ask("PUT", f"{FACTORS}/webauthn", {"id": row["id"], "name": "Key ring"}).status_code == 200
    new = Web().await_factor(cast.alice)
    assert show_key(new, key).status_code == 200
    new.named = cast.alice
    assert new.state == "unauthorized"
    assert listed(web)[0]["name"] == "Key ring"
    assert listed(web)[0]["last_used_at"]
    assert notices(cast.alice) == ["factor-added"]


def test_another_key_and_a_replay_are_refused(cast: Cast) -> None:
    web, key = cast.at_home.confirm_password(cast.alice), SecurityKey()
    add_key(web, key)
    new = Web().await_factor(cast.alice)
    assert show_key(new, SecurityKey()).status_code == 400
    asked = read(new.ask("GET", f"{ENTRY}/webauthn/authenticate", **LOCAL))["data"]["request_options"]["publicKey"]
    shown = {"credential": key.show(asked)}
    elsewhere = Web().await_factor(cast.alice)
    elsewhere.ask("GET", f"{ENTRY}/webauthn/authenticate", **LOCAL)
    assert elsewhere.ask("POST", f"{ENTRY}/webauthn/authenticate", shown, **LOCAL).status_code == 400
    assert new.ask("POST", f"{ENTRY}/webauthn/authenticate", shown, **LOCAL).status_code == 200


def test_a_key_of_another_origin_is_refused(cast: Cast) -> None:
    web = cast.at_home.confirm_password(cast.alice)
    assert add_key(web, SecurityKey("http://localhost.evil.example")).status_code == 400
    assert listed(web) == []


RESPONSES: list[Any] = [
    {},
    {"clientDataJSON": "AA", "attestationObject": "AA"},
    {"clientDataJSON": "e30", "attestationObject": "oA"},
    {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"},
    {"clientDataJSON": 1, "authenticatorData": None, "attestationObject": [], "signature": {}},
    None,
]
ROUND = [{"id": "AA", "rawId": "AA", "type": "public-key", "response": response} for response in RESPONSES]
JUNK = [{}, [], "x", 7, {"id": "AA"}, {"id": 1, "rawId": None, "type": "x", "response": {}}, *ROUND]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_what_no_security_key_says_is_a_refusal_not_a_fault(cast: Cast, junk: Any) -> None:
    web = cast.at_home.confirm_password(cast.alice)
    add_key(web, SecurityKey())
    options(web)
    answer = web.ask("POST", f"{FACTORS}/webauthn", {"name": "Key", "credential": junk}, **LOCAL)
    assert (answer.status_code, code_of(answer)) == (422, "bad-request")
    new = Web().await_factor(cast.alice)
    new.ask("GET", f"{ENTRY}/webauthn/authenticate", **LOCAL)
    answer = new.ask("POST", f"{ENTRY}/webauthn/authenticate", {"credential": junk}, **LOCAL)
    assert (answer.status_code, code_of(answer)) == (422, "bad-request")


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "two\nlines", None, 7])
def test_keys_have_names_of_one_line(cast: Cast, name: Any) -> None:
    web = cast.at_home.confirm_password(cast.alice)
    body = {"name": name, "credential": SecurityKey().make(options(web))}
    assert web.ask("POST", f"{FACTORS}/webauthn", body, **LOCAL).status_code == 422


def test_a_key_ring_has_an_end(cast: Cast) -> None:
    web = cast.at_home.confirm_password(cast.alice)
    add_key(web, SecurityKey())
    row = Authenticator.objects.get(type="webauthn")
    Authenticator.objects.bulk_create(
        Authenticator(user=row.user, type="webauthn", data=row.data) for _ in range(MOST_KEYS - 1)
    )
    answer = add_key(web, SecurityKey())
    assert (answer.status_code, code_of(answer)) == (413, "too-large")


def test_bob_does_not_rename_alices_key(cast: Cast) -> None:
    add_key(cast.at_home.confirm_password(cast.alice), SecurityKey())
    body = {"id": listed(cast.at_home)[0]["id"], "name": "Bob's"}
    assert cast.bobs.confirm_password(cast.bob).ask("PUT", f"{FACTORS}/webauthn", body).status_code == 400
    assert listed(cast.at_home)[0]["name"] == "Blue key"


def test_new_recovery_codes_are_told(cast: Cast) -> None:
    cast.at_home.add_app(cast.alice)
    cast.at_home.ok("POST", f"{FACTORS}/recovery-codes")
    assert notices(cast.alice) == ["factor-added", "codes-made"]


def test_removing_is_a_signed_act(cast: Cast) -> None:
    web = cast.at_home
    web.add_app(cast.alice)
    factor = listed(web)[0]
    forged = Person(cast.alice.email, id=cast.alice.id)
    for answer in (remove(web, forged, factor), remove(web, cast.alice, factor, kind="webauthn")):
        assert (answer.status_code, code_of(answer)) == (403, "proof-refused")
    assert remove(web, cast.alice, factor).status_code == 200
    assert web.ok("GET", "/api/factors") == {"factors": [], "codes": None}
    assert notices(cast.alice) == ["factor-added", "factor-removed"]
    assert Web().sign_in(cast.alice).state == "unauthorized"


def test_refused_proofs_are_counted_as_guesses_at_the_password(cast: Cast) -> None:
    """Whoever finds an unlocked browser has the Account Key there: the password is all that is left to guess."""
    web = cast.at_home
    web.add_app(cast.alice)
    forged = Person(cast.alice.email, id=cast.alice.id)
    answers = [remove(web, forged, listed(web)[0]).status_code for _ in range(UNLOCK_BY_BROWSER.count + 1)]
    assert answers == [403] * UNLOCK_BY_BROWSER.count + [429]


def test_recovery_codes_stay_until_the_last_factor_goes(cast: Cast) -> None:
    web = cast.at_home
    web.add_app(cast.alice)
    add_key(web, SecurityKey())
    app, key = listed(web)
    assert remove(web, cast.alice, app).status_code == 200
    assert web.ok("GET", "/api/factors")["codes"] == {"left": 10, "total": 10}
    assert remove(web, cast.alice, key).status_code == 200
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_not_removed_by_themselves(cast: Cast) -> None:
    cast.at_home.add_app(cast.alice)
    row = Authenticator.objects.get(type="recovery_codes")
    answer = remove(cast.at_home, cast.alice, {"id": row.pk, "kind": "recovery_codes"})
    assert (answer.status_code, code_of(answer)) == (404, "not-found")


@pytest.mark.parametrize("path", ["totp", "webauthn", "recovery-codes"])
def test_allauth_removes_nothing(cast: Cast, path: str) -> None:
    cast.at_home.add_app(cast.alice)
    assert cast.at_home.ask("DELETE", f"{FACTORS}/{path}", {"authenticators": [1]}).status_code == 405
    assert Authenticator.objects.count() == 2
