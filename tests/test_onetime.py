"""The codes that journeys compare with are those of the RFCs."""

import base64

import pytest

from tests.onetime import Account, exported

SECRET = b"12345678901234567890"
LENGTHS = {"sha1": 20, "sha256": 32, "sha512": 64}
# RFC 6238, appendix B; the secrets are as long as the hash (erratum 2866).
VECTORS = [
    (59, {"sha1": "94287082", "sha256": "46119246", "sha512": "90693936"}),
    (1111111109, {"sha1": "07081804", "sha256": "68084774", "sha512": "25091201"}),
    (20000000000, {"sha1": "65353130", "sha256": "77737706", "sha512": "47863826"}),
]


def account(secret: bytes, **how: object) -> Account:
    return Account("ada", "Example", base64.b32encode(secret).decode().rstrip("="), **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("algorithm", LENGTHS)
def test_codes_are_those_of_rfc_6238(algorithm: str) -> None:
    secret = (SECRET * 4)[: LENGTHS[algorithm]]
    for at, codes in VECTORS:
        assert account(secret, algorithm=algorithm, digits=8).code(at) == codes[algorithm]


def test_steam_codes_are_those_of_steamguard_cli() -> None:
    secret = base64.b64decode("zvIayp3JPvtvX/QGHqsqKBk/44s=")
    assert account(secret, steam=True).code(1616374841) == "2F9J5"


def test_an_export_is_that_of_google_authenticator() -> None:
    hello = Account("Example:alice@google.com", "Example", "JBSWY3DPEHPK3PXP")
    known = base64.b64decode("CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC")
    written = base64.b64decode(
        exported([hello]).split("=", 1)[1].replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
    )
    # The sample leaves out what is as it was in the first version; the account begins with the same bytes.
    assert written[2:49] == known[2:49]
