"""The reference implementation against the frozen vectors, its own and those that the browser's code made."""

import json
from pathlib import Path
from typing import Any

import pytest
import qrcode
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from qrcode.util import MODE_ALPHA_NUM

from tests.reference import (
    acts,
    backup,
    encoding,
    generate,
    heads,
    items,
    keyfile,
    keys,
    keystring,
    localrecord,
    seal,
    words,
)
from tests.reference.attempt import attempt, entries, served_head
from tests.reference.errors import Refused

VECTORS = Path(__file__).parent / "vectors"
FROM_JS = VECTORS / "from_js"
Case = dict[str, Any]


def load(directory: Path, name: str) -> Any:
    return json.loads((directory / f"{name}.json").read_text(encoding="utf-8"))


def cases(name: str, *directories: Path) -> pytest.MarkDecorator:
    """Parametrizes a test with the cases of one file from each directory (both, unless given)."""
    found = [
        pytest.param(case, id=f"{directory.name}: {case['name']}")
        for directory in directories or (VECTORS, FROM_JS)
        for case in load(directory, name)["cases"]
    ]
    return pytest.mark.parametrize("case", found)


def raw(case: Case, *names: str) -> list[bytes]:
    return [bytes.fromhex(case[name]) for name in names]


def test_regenerating_gives_the_frozen_bytes() -> None:
    frozen = {path.name: path.read_text(encoding="ascii") for path in VECTORS.glob("*.json")}
    assert generate.rendered() == frozen


def test_encodings() -> None:
    vectors = load(VECTORS, "encodings")
    for case in vectors["b64"]:
        assert encoding.b64(bytes.fromhex(case["bytes"])) == case["text"]
        assert encoding.unb64(case["text"]).hex() == case["bytes"]
    for case in vectors["base32"]:
        assert encoding.base32(bytes.fromhex(case["bytes"])) == case["text"]
        assert encoding.unbase32(case["text"]).hex() == case["bytes"]
    for case in vectors["emails"]:
        assert encoding.read_email(case["typed"]) == case["normal"]


@cases("seals")
def test_seal(case: Case) -> None:
    key, context, plaintext, sealed = raw(case, "key", "context", "plaintext", "sealed")
    assert seal.open_sealed(key, case["label"], context, sealed) == plaintext
    assert seal.seal_with(sealed[1:17], key, case["label"], context, plaintext) == sealed
    assert len(sealed) == len(plaintext) + seal.OVERHEAD


@cases("passwords")
def test_password_hash(case: Case) -> None:
    (salt,) = raw(case, "salt")
    assert keys.argon2_salt(salt, case["email"]).hex() == case["argon2_salt"]
    assert keys.password_hash(case["password"], salt, case["email"]).hex() == case["m"]


def test_password_hash_binds_address_and_normal_form() -> None:
    m = {case["name"]: case["m"] for case in load(VECTORS, "passwords")["cases"]}
    assert m["composed"] == m["decomposed"] == m["compatibility form"]
    assert m["plain"] == m["upper-case address"] != m["other address, same salt"]


@cases("keys")
def test_derived_keys(case: Case) -> None:
    account, m, ak, cs, share = raw(case, "account_id", "m", "account_key", "carrier_secret", "share")
    assert keys.login_secret(m) == case["login_secret"]
    assert keys.carrier_key(m).hex() == case["carrier_key"]
    assert keys.wrap_key(cs, share).hex() == case["wrap_key"]
    assert keys.unlock_key(m, ak, account).hex() == case["unlock_key"]
    seed = keys.proof_seed(m, ak, account)
    assert seed.hex() == case["proof_seed"]
    assert keys.proof_public_key(seed).hex() == case["proof_public_key"]


@cases("keys")
def test_keyset_and_carrier_record(case: Case) -> None:
    account, uk, ck, keyset, record = raw(case, "account_id", "unlock_key", "carrier_key", "keyset", "carrier_record")
    generation = case["generation"]
    vk = keys.open_keyset(uk, account, generation, keyset)
    cs = keys.open_carrier_record(ck, account, generation, record)
    assert (vk.hex(), cs.hex()) == (case["vault_key"], case["carrier_secret"])
    assert keys.seal_keyset(keyset[1:17], uk, account, generation, vk) == keyset
    assert keys.seal_carrier_record(record[1:17], ck, account, generation, cs) == record


@cases("acts")
def test_signed_act(case: Case) -> None:
    account, nonce, body, seed, signature = raw(case, "account_id", "nonce", "body", "seed", "signature")
    signed = acts.message(case["act"], account, case["generation"], nonce, case["origin"], body)
    assert signed.hex() == case["message"]
    assert keys.proof_public_key(seed).hex() == case["public_key"]
    assert acts.sign(seed, signed) == signature
    acts.verify(bytes.fromhex(case["public_key"]), signed, signature)


@cases("key-strings")
def test_key_string(case: Case) -> None:
    account, copy, wrap, ak, binary = raw(case, "account_id", "copy_id", "wrap_key", "account_key", "binary")
    key_string = keystring.read_binary(binary)
    assert (key_string.account_id, key_string.generation, key_string.copy_id) == (account, case["generation"], copy)
    assert key_string.ends == case["ends"]
    assert keystring.open_account_key(key_string, wrap) == ak
    r = key_string.sealed[1:17]
    assert keystring.write_binary(r, wrap, account, case["generation"], copy, ak) == binary
    assert keystring.write_text(binary) == case["text"]
    for spelling in [case["text"], *case["spellings"]]:
        assert keystring.read_text(spelling) == key_string


@cases("key-strings")
def test_key_string_fits_its_qr(case: Case) -> None:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q)
    code.add_data(case["text"], optimize=0)
    code.make(fit=True)
    facts = {"mode": "alphanumeric", "characters": len(case["text"]), "correction": "Q"}
    assert [segment.mode for segment in code.data_list] == [MODE_ALPHA_NUM]
    assert case["qr"] == {**facts, "version": code.version, "modules": code.modules_count}


@cases("key-files")
def test_key_file(case: Case) -> None:
    (file,) = raw(case, "file")
    assert keyfile.read(file) == keystring.read_text(case["key_string"])
    written = keyfile.write(case["email"], case["ends"], case["made"], case["key_string"])
    assert (written == file) is case["canonical"]


@cases("words")
def test_words(case: Case) -> None:
    (account_key,) = raw(case, "account_key")
    assert words.write(account_key) == case["words"]
    for spelling in [case["words"], *case["spellings"]]:
        assert words.read(spelling) == account_key


def test_words_are_those_of_bip_39() -> None:
    """The published vectors for 32 bytes of 00 and of ff."""
    assert words.write(bytes(32)) == "abandon " * 23 + "art"
    assert words.write(b"\xff" * 32) == "zoo " * 23 + "vote"


@cases("items")
def test_item(case: Case) -> None:
    vk, account, item_id, blob = raw(case, "vault_key", "account_id", "item_id", "sealed")
    opened = items.open_item(vk, account, case["generation"], item_id, case["revision"], blob)
    text = items.write_json(opened)
    assert text.decode() == case["json"]
    assert len(items.pad(text)) == case["padded"]
    bound = items.context(account, case["generation"], item_id, case["revision"])
    assert items.seal_item(blob[1:17], vk, bound, text) == blob


@cases("local-records")
def test_local_record(case: Case) -> None:
    vk, account, blob = raw(case, "vault_key", "account_id", "sealed")
    text = items.write_json(localrecord.open_local(vk, account, case["generation"], case["record"], blob))
    assert text.decode() == case["json"]
    assert len(items.pad(text)) == case["padded"]
    bound = localrecord.context(account, case["generation"], case["record"])
    assert localrecord.seal_local(blob[1:17], vk, bound, text) == blob


@cases("roots")
def test_root(case: Case) -> None:
    assert heads.root(entries(case["items"])).hex() == case["root"]


@pytest.mark.parametrize("directory", [VECTORS, FROM_JS], ids=lambda path: path.name)
def test_chain(directory: Path) -> None:
    chain = load(directory, "chain")
    vk, account = raw(chain, "vault_key", "account_id")
    pin = heads.Pin(chain["generation"], 0, heads.NO_HEAD)
    for case in chain["heads"]:
        previous, root, blob, digest = raw(case, "previous", "root", "sealed", "digest")
        served = [heads.Served(case["version"], blob)]
        pin, head = heads.follow(vk, account, chain["generation"], pin, case["version"], served)
        assert pin == heads.Pin(chain["generation"], case["version"], digest)
        expected = heads.Head(case["date"], previous, root, case["count"])
        assert head == expected
        bound = heads.context(account, chain["generation"], case["version"])
        assert heads.seal_head(blob[1:17], vk, bound, expected) == blob


def test_one_chain_over_three_generations() -> None:
    vectors = load(VECTORS, "generations")
    vk, account = raw(vectors, "vault_key", "account_id")
    served = [served_head(head) for head in vectors["heads"]]
    for start, case in enumerate(vectors["heads"][:-1], 1):
        pin = heads.Pin(case["generation"], case["version"], bytes.fromhex(case["digest"]))
        newest, _ = heads.follow(vk, account, vectors["generation"], pin, len(served), served[start:])
        assert newest == heads.Pin(vectors["generation"], len(served), bytes.fromhex(vectors["heads"][-1]["digest"]))


@cases("backups")
def test_backup(case: Case) -> None:
    account, salt, m, ak, vk, keyset, part, file = raw(
        case, "account_id", "salt", "m", "account_key", "vault_key", "keyset", "password_part", "file"
    )
    read = backup.read(file)
    assert (read.account_id, read.generation, read.salt, read.email) == (
        account,
        case["generation"],
        salt,
        case["email"],
    )
    assert (read.keyset, read.password_part) == (keyset, part)
    assert backup.re_spelled(read.key_string) == case["key_string"]
    assert keys.open_keyset(keys.unlock_key(m, ak, account), account, case["generation"], read.keyset) == vk
    assert backup.backup_key(m).hex() == case["backup_key"]
    if part:
        assert backup.open_keys(read, m) == (ak, vk)
        assert backup.seal_keys(part[1:17], m, read.front, ak, vk) == part
    text = case["json"].encode()
    assert backup.open_content(read, vk) == json.loads(text)
    front = backup.front(account, case["generation"], salt, case["email"], keyset, case["key_string"])
    assert backup.seal_backup(read.sealed[1:17], vk, front, part, text) == file


@cases("backups", VECTORS)
def test_backup_opens_with_password_and_words_alone(case: Case) -> None:
    read = backup.read(bytes.fromhex(case["file"]))
    m = keys.password_hash(case["password"], read.salt, read.email)
    unlock = keys.unlock_key(m, words.read(case["words"]), read.account_id)
    vk = keys.open_keyset(unlock, read.account_id, read.generation, read.keyset)
    assert backup.open_content(read, vk)["version"] == 7


@cases("refused", VECTORS)
def test_it_refuses(case: Case) -> None:
    with pytest.raises(Refused) as refusal:
        attempt(case["operation"], case["input"])
    assert refusal.value.code == case["code"]


def test_refused_cases_have_names_of_their_own() -> None:
    names = [case["name"] for case in load(VECTORS, "refused")["cases"]]
    assert len(set(names)) == len(names) >= 60


def test_only_the_commitment_stops_a_two_key_blob() -> None:
    both = [case["input"] for case in load(VECTORS, "refused")["cases"] if case["name"].startswith("two-key")]
    assert len(both) == 2
    for given in both:
        key, sealed = raw(given, "key", "sealed")
        bound = seal.info(given["label"], b"")
        k, _ = seal.derive(key, sealed[1:17], bound)
        assert len(AESGCM(k).decrypt(seal.NONCE, sealed[49:], bound)) == 32
