"""Recovery key and shares: the reference implementation against the frozen vectors, and against published ones."""

import itertools
import json
from pathlib import Path

import pytest

from tests.reference import keys, recovery
from tests.test_vectors import FROM_JS, Case, cases, raw

SHAMIR = json.loads((Path(__file__).parent / "vectors" / "published" / "shamir.json").read_text("utf8"))


@cases("recoveries")
def test_recovery_key(case: Case) -> None:
    (rk,) = raw(case, "recovery_key")
    assert recovery.write_key(rk) == case["text"]
    for spelling in [case["text"], *case["spellings"]]:
        assert recovery.read_key(spelling) == rk


@cases("recoveries")
def test_any_two_shares_give_the_key(case: Case) -> None:
    (rk,) = raw(case, "recovery_key")
    for pair in itertools.permutations(case["shares"], 2):
        assert recovery.join(*pair) == rk
    first = recovery.read_share(case["shares"][0])
    for spelling in case["share_spellings"]:
        assert recovery.read_share(spelling) == first
    assert recovery.write_share(*first) == case["shares"][0]


@cases("recoveries")
def test_recovery_record(case: Case) -> None:
    rk, account, vk, record, public = raw(case, "recovery_key", "account_id", "vault_key", "record", "proof_public_key")
    assert recovery.open_record(rk, account, case["generation"], record) == vk
    assert recovery.seal_record(record[1:17], rk, account, case["generation"], vk) == record
    assert keys.proof_public_key(recovery.proof_seed(rk, account)) == public


@cases("recoveries", FROM_JS)
def test_the_browsers_shares_lie_on_lines(case: Case) -> None:
    """Two of three suffice because the third lies on the same line through the key."""
    shares = [recovery.read_share(text)[1] for text in case["shares"]]
    points = [(share[-1], share[:-1]) for share in shares]
    assert recovery.interpolate(points[:2], points[2][0]) == points[2][1]


@pytest.mark.parametrize("case", SHAMIR["cases"], ids=lambda case: case["name"])
def test_published_shares_give_their_secret(case: Case) -> None:
    for places in case["together"]:
        points = [(place, bytes.fromhex(case["shares"][place])) for place in places]
        assert recovery.interpolate(points, SHAMIR["secret_at"]).hex() == case["secret"]
