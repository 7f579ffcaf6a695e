"""Opens a Tessera backup without a server: `python3 open_backup.py tessera-backup-2026-05-03.tesserabackup`.

One file that needs only Python 3.11, `cryptography` and `argon2-cffi` (`pip install cryptography argon2-cffi`): keep it
beside your backups. It asks for the account password of the day on which the backup was made and, unless the backup
opens with the password alone, for the 24 words of the Account Key; nothing that you type is shown. It prints every
item, in the clear, as JSON, or with `--format cxf` in the FIDO Alliance's Credential Exchange Format 1.0, which other
password managers read. The format is docs/formats.md of Tessera, sections 1 to 5 and 10: all is verified before
anything is read as JSON.
"""

import argparse
import base64
import getpass
import hashlib
import hmac
import json
import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

try:
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
except ImportError as missing:
    sys.exit(f"This needs two packages ({missing.name} is not there): pip install cryptography argon2-cffi")

LIMIT, MOST_ITEMS, DEPTH = 64 << 20, 200_000, 8
# What values of CXF's types look like: any other is exported as a string.
FORMS = {"boolean": "true|false", "date": r"\d{4}-\d\d-\d\d", "year-month": r"\d{4}-\d\d", "country-code": "[A-Z]{2}"}
FORMS |= {"subdivision-code": r"[A-Z]{2}-[A-Z\d]{1,3}", "wifi-network-security-type": "unsecured|wep|wpa[23]?-personal"}
DAMAGED = "This backup has been changed or damaged since it was made. Nothing was taken from it."


class RefusedError(Exception):
    """Why nothing is printed, in a sentence for people."""


@dataclass(frozen=True)
class Backup:
    """A backup's fields; none is to be believed before `open_content` has verified them all."""

    account_id: bytes
    generation: bytes
    salt: bytes
    email: str
    keyset: bytes
    front: bytes
    password_part: bytes
    checked: bytes
    sealed: bytes


def read(file: bytes) -> Backup:
    """The fields of a backup (§10)."""
    if not file.startswith(b"TSRB"):
        raise RefusedError("This file is no Tessera backup.")
    if len(file) > LIMIT:
        raise RefusedError("This is more than a backup holds, which is 64 MiB.")
    if file[4:5] != b"\x01":
        raise RefusedError("Made by a newer version of Tessera than this tool knows. Take the tool of that version.")
    at = 5

    def take(length: int) -> bytes:
        nonlocal at
        field, at = file[at : at + length], at + length
        if len(field) < length:
            raise RefusedError(DAMAGED)
        return field

    def sized() -> bytes:
        return take(int.from_bytes(take(2), "big"))

    account_id, generation, salt, email, keyset, _ = take(16), take(4), take(16), sized(), sized(), sized()
    front = file[:at]
    part = sized()
    if len(part) not in (0, 129) or len(file) - at < 65 or not re.fullmatch(rb"[!-~]{3,254}", email):
        raise RefusedError(DAMAGED)
    return Backup(account_id, generation, salt, email.decode(), keyset, front, part, file[:at], file[at:])


def hkdf(ikm: bytes, info: bytes, length: int = 32, salt: bytes | None = None) -> bytes:
    """HKDF-SHA-256 (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(ikm)


def open_sealed(key: bytes, label: str, context: bytes, sealed: bytes) -> bytes | None:
    """The plaintext of a sealed value, or None: another key, place or content (§2)."""
    named = label.encode()
    sizes = len(named).to_bytes(2, "big"), len(context).to_bytes(2, "big")
    info = b"tessera1/seal\x00" + sizes[0] + named + sizes[1] + context
    both = hkdf(key, info, 64, sealed[1:17])
    if len(sealed) < 65 or sealed[:1] != b"\x01" or not hmac.compare_digest(both[32:], sealed[17:49]):
        return None
    try:
        return AESGCM(both[:32]).decrypt(bytes(12), sealed[49:], info)
    except InvalidTag:
        return None


def password_hash(backup: Backup, password: str) -> bytes:
    """M: Argon2id with the figures of suite 1 (§3)."""
    bound = hkdf(backup.salt + backup.email.encode(), b"tessera1/salt")[:16]
    secret = unicodedata.normalize("NFKC", password).encode()
    return hash_secret_raw(secret, bound, time_cost=4, memory_cost=65536, parallelism=1, hash_len=32, type=Type.ID)


def read_words(text: str) -> bytes:
    """The Account Key in 24 words (§5, BIP-39). The first four letters of a word tell it from all others."""
    typed = text.lower().split()
    if len(typed) != 24:
        raise RefusedError(f"The Account Key has 24 words; these are {len(typed)}.")
    number = 0
    for place, word in enumerate(typed, 1):
        if word[:4] not in NUMBERS:
            raise RefusedError(f"Word {place} is not in the list that Account Keys are made of. Check its spelling.")
        number = number << 11 | NUMBERS[word[:4]]
    key, checksum = (number >> 8).to_bytes(32, "big"), number & 0xFF
    if hashlib.sha256(key).digest()[0] != checksum:
        raise RefusedError("These words do not belong together: one is mistyped, or two have changed places.")
    return key


def vault_key(backup: Backup, m: bytes, words: str | None) -> bytes:
    """VK: out of the password part, or by password and Account Key out of the keyset (§2, §3, §10)."""
    if words is None:
        both = open_sealed(hkdf(m, b"tessera1/backup"), "backup-keys", backup.front, backup.password_part)
        if both is None:
            raise RefusedError("This password does not open the backup. Type the password of the day it was made.")
        return both[32:]
    unlock = hkdf(m + read_words(words), b"tessera1/unlock" + backup.account_id)
    key = open_sealed(unlock, "keyset", backup.account_id + backup.generation, backup.keyset)
    if key is None:
        raise RefusedError(
            "Password and words do not open this backup together. It takes the password of the day on which it was "
            "made, and the words of the Account Key of that day."
        )
    return key


def open_content(backup: Backup, key: bytes) -> dict[str, Any]:
    """What the backup holds, once VK has vouched for all of it (§10)."""
    text = open_sealed(key, "backup", hashlib.sha256(backup.checked).digest(), backup.sealed)
    try:
        content = json.loads(text.decode()) if text else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("items"), list):
        raise RefusedError(DAMAGED)
    items = content["items"]
    if len(items) > MOST_ITEMS or not all(isinstance(item, dict) and nests_within(item, DEPTH) for item in items):
        raise RefusedError(DAMAGED)
    return content


def nests_within(value: object, levels: int) -> bool:
    """Whether JSON nests at most so many objects and lists into one another."""
    if not isinstance(value, dict | list):
        return True
    members = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(nests_within(member, levels - 1) for member in members)


def as_cxf(backup: Backup, content: dict[str, Any]) -> dict[str, Any]:
    """The same in the Credential Exchange Format 1.0; what that has no word for goes into an extension of each item."""
    items = [cxf_item(item) for item in content["items"] if item.get("type") != "erased"]
    account_id = base64.urlsafe_b64encode(backup.account_id).rstrip(b"=").decode()
    owner = {"id": account_id, "username": backup.email, "email": backup.email, "collections": [], "items": items}
    header = {"version": {"major": 1, "minor": 0}, "exporterRpId": "tessera", "exporterDisplayName": "Tessera"}
    return {**header, "timestamp": content.get("date"), "accounts": [owner]}


def cxf_item(item: dict[str, Any]) -> dict[str, Any]:
    """One item of §6 in CXF's words."""
    known = ("id", "creationAt", "modifiedAt", "title", "favorite", "tags")
    others = {name: value for name, value in item.items() if name not in (*known, "scope", "credentials")}
    credentials = [cxf for one in item.get("credentials", []) for cxf in cxf_credential(one)]
    told = {name: item[name] for name in known if name in item} | {"scope": {"androidApps": []} | item.get("scope", {})}
    return {**told, "credentials": credentials, "extensions": [{"name": "tessera", **others}]}


def cxf_credential(credential: dict[str, Any]) -> list[dict[str, Any]]:
    """A credential without its empty fields, if any is left. CXF takes an SSH key as bare PKCS #8 alone."""
    kind = credential.get("type")
    told = {name: cxf_field(name, value) for name, value in credential.items() if has_value(value)}
    if kind == "ssh-key" and not re.fullmatch(r"[\w-]+", str(told.get("privateKey", "")), re.ASCII):
        texts = {name: one if isinstance(one, dict) else {"value": one} for name, one in told.items() if name != "type"}
        told = {"type": "custom-fields", "label": "SSH key"}
        told["fields"] = [{"label": name, **cxf_field(name, field)} for name, field in texts.items()]
    elif kind == "custom-fields":
        told["fields"] = [cxf_field("", field) for field in credential.get("fields", []) if has_value(field)]
    kept = "secret" in told if kind == "totp" else told["fields"] if "fields" in told else len(told) > 1
    return [told] if kept else []


def has_value(member: Any) -> bool:
    """Whether it is anything but an empty text, or a field with one."""
    return member != "" and not (isinstance(member, dict) and member.get("value") == "")


def cxf_field(name: str, value: Any) -> Any:
    """A field of §6 with its type, a string where the value is none of that type's; the rest goes into an extension."""
    if not isinstance(value, dict) or "value" not in value:
        return value
    said = value.get("fieldType", "concealed-string" if name in ("password", "privateKey") else "string")
    fits = re.fullmatch(FORMS.get(str(said), "(?s:.*)"), str(value["value"]), re.ASCII)
    told = {**value, "fieldType": said if fits else "string"}
    own = {key: told.pop(key) for key in ("id", "as") if key in told}
    return {**told, "extensions": [*told.get("extensions", []), {"name": "tessera", **own}]} if own else told


def ask(prompt: str) -> str:
    """A secret, not shown while it is typed; a line of standard input where that is no terminal."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def opened(path: Path, form: str) -> str:
    """The text to be printed."""
    backup = read(path.read_bytes())
    print(f"Backup of {backup.email}", file=sys.stderr)
    m = password_hash(backup, ask("Account password of that day: "))
    content = open_content(backup, vault_key(backup, m, None if backup.password_part else ask("The 24 words: ")))
    return json.dumps(as_cxf(backup, content) if form == "cxf" else content, ensure_ascii=False, indent=2)


def main() -> int:
    """Prints, or writes a file that only its owner can read."""
    parser = argparse.ArgumentParser(description="Opens a Tessera backup without a server.")
    parser.add_argument("backup", type=Path, help="the .tesserabackup file")
    parser.add_argument("--format", choices=("json", "cxf"), default="json", help="how the items are printed")
    parser.add_argument("--output", type=Path, help="write to this new file instead of printing")
    options = parser.parse_args()
    try:
        text = opened(options.backup, options.format)
        out = 1 if options.output is None else os.open(options.output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        # Half a surrogate pair, which JSON allows and UTF-8 does not, is written as JSON's own escape.
        with open(out, "w", encoding="utf-8", errors="backslashreplace", closefd=out != 1) as file:
            file.write(text + "\n")
    except (RefusedError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


# The English list of BIP-39 by the four letters that tell each word from all others, three where it has no more: two
# letters that words begin with, then two more (or one and a dot) for each of those words.
LIST = """
abanilleouovsesostsuus accecicocuhiidouqurot.titotrtu adapd.didrjumiulvavi aero affafora agaie.enre ahea aim.r.rpsl
alarbucoeriel.lelomoonphresotewa amatazonouus analchcigeglgrimklnonuotswtetixiy. aparolpeplprri archcteaengum.memomyou
arrarerirot.tetitw ask.pesasesisuth athlomtatetitr auctdiguntthtotu averocoi awakarayesfukw axis babychcodgg.lalcllmb
banannr.rergrrsesisktt beacanaucacoeffogihahililoltncnesttrtttwyo bicyd.kendolrdrttt blacadamanaseaesinooosouueurus
boaratdyilmbnenuokosrdrirrssttunx.y. bracaianasaveaeeicidieiginisocokonoootowus bubbdddgffillblkllndnkrdrgrss.sisyttye
buzz cabbbiblctgekelllmmempn.nancndnnnonvnypapiptr.rbrdrgrprrrtseshsistsut.tatctettugusutve ceillemensntrert chaialam
chanaoaparasateaeceeeferesicieilimoiooroucunur cigannrctityvi claiaparawayeaerevicieifiminipocogosotouowubumusut coac
coascodeffilinlllolumbmemfmimmmpncndnfngnnnsntnvokolpppyrarernrrstttucunupurusveyo cracadafamanasatawazeaedeeewicimis
critoposouowucueuiumunusy.ys cubeltp.pbrirrrtrvshstte cycl dad.mampncngrishugwny. dealbabrcaceciclcocrerfefifygrlalima
deminintnypapepoptpuriscsesiskspsttatevevivo diagalamarceesetffgignlennnorertsascseshsmsospstvevivozz doctcug.lllpmana
donknoorseubve drafagamasaweaesifilinipivopumy. duckmbneristtcty dwar dyna eageglrlrnrtsistsy echoolon edgeituc effo
egg. eighth elbodeecegemepevitse embabobrerotplpopt enabacd.dldoemerfogagihajoliourirosutetitrve epis equaui era.asod
erosroup escasaseta eterhi evidilokol exacamcechciclcuecerhahiilisitotpapepiplpoprtetr eye.eb fabrcecudeinitlllsmemimo
fan.ncntrmsht.tathtiulvo featbrdee.edelmancsttcvew. fibectelgulelmltnandnengnirermrsscsht.tnx. flagamasataveeigipoaoc
flooowuiusy. foamcug.illdllodotrcrergrkrtrurwssstunx. fragameqesieinogonosowozui fueln.nnrnrytu gadginlallmep.rarbrdrl
garms.sptethugze geneninrntnust ghos gianftggngrarlve gladanarasidimobooorovowue goatddldodosrispssvewn grabacaianapas
graveaeeidieitocouowun guaresidilitn. gym. habiirlfmmmsndpprbrdrsrvt.vewkza headalaravdgiglllmlpn.ro hiddghllntp.rest
hobbckldlelillmeneodpernrrrsspstteurve hub.gemambmondngntrdrrrtsb hybr ice.on ideaenle igno ill.leln imagitmemupapopr
impu inchclcocrdedidodufaflfohaheitjejumanenopuqusasesispsttatetovevivo iron islaolsu item ivor jackgur.zz jealanllwe
job.inkeury. judgicmpngninkst kang keeneptcy. kickd.dnndngsst.tctettwi kneeifocow lab.bebodddykempngptrgtetiugunvaw.wn
lawsyezy leadafaravctftg.gageismondngnsopssttve liarbebrcefeftghkembminkonqustttveza loadanbscackginengopttudunveya
luckggmbnancxu lyri machd.gignidilinjokemmn.nandngnsnuplrbrcrgrirkrrsksssttctethtrttxize meadanasatchdadiloltmbmontnu
mercrgrirrshsstath midddnlkllmindninonurarrsessstx.xext mobidedim.meninknsntonrarernsqthtitounusvevi muchffleltscsesh
musisttu mysestth naivmepkrrsttitu nearckedgaglitphrvstt.twutvewsxt nicegh noblismiodrmrtsetatethtivew. nuclmbrst.
oak. obeyjeliscsetavi occueato odor off.fefite oil. okay old.ivym omit oncee.iolily openerinpoti oranbichdedigaieigph
ostr othe outdtetpts ovalener own.ne oxyg oyst ozon pactddgeirlalmndnenintperarerkrrrtsstcthtitrttusveym peacanarasli
pen.nancoppprfrmrst. phonotrays piancnctecg.gelllonkonpesttczz placanasatayeaeducugun poemetinlalelindnyolpurtsissstta
pottvewdwe pracaiedefepesetevicidiminioisivizobocodofogojomoooposotouov publddlllplsmpncpipprcrirprssht.zz pyra qualan
quaresicitizot rabbccceckdadiilinisllmpncndngpiretethvew.zo readalasbebucacecicocyduflfofugigrgujelalelilymamemimondne
rentoppapeplpoquscsesisospsutitrtuunveviwa rhyt rib.bbcechdedgflghgingotppsktuvave roadasbobuckmaofokomsetaugunutya
rubbdeg.len.nwra sad.dddnfeillalmloltlumempndtitoucusvey. scalanaratenhehoieisorourareriru sea.arasatcocrctcuedekgmle
sellmininsntrirvsstttuve shadafalaredelerieifinipivocoeoooporouovriruufy. siblckdeegghgnlelklllvmimpncngresttux.ze
skateti.ilinirul slabameeenicidigimogotowus smalarilokoo snacakapifow soapcccickdaftlaldlilulvmengonrrrtulunupurut
spacarataweaeceeelenheicidikinirlioionooorotrareriy. squaueui stabadafagaiamanaratayeaeeemepericilinocomonooorovrareri
stroruudufumyl subjbmbwccchddffgaggitmmn.nnnspeppprrerfrgrprrrvspst swalamapareaeeifiminitor symbmprust tablckg.illelk
tankpergskstttxi teacamlln.nannntrmstxt thanatemeneoereyinisoureriroumun tickdegeltmbmenyp.resstl toasbadadde.geilkema
tomonengniolotp.pipprcrnrtsstaurwawewny. tracadafagaianapasavayeaeeeniaibicigimipopouucueulumusuty. tubeitmbnannrkrnrt
tweleniciniso. typepi ugly umbr unabawclcodedofafohaifiqitivknlotiusve updagrhoonpese urbage usage.edefelua util vaca
vacugulilllvn.niporistul vehilvndntnurbrirsrysste viabbrcictdeewllntolrtrusasisutavi vocaicidlcluteya wagegoitlklllnnt
warfrmrrshspsttevey. wealaparasatb.ddekirlcstt. whalateaeeeneripis widedtfeldlln.ndnengnknnntresdseshtn wolfmandodolrd
workrlrrrt wrapecesisiton yard yearll you.unut zebrro zoneo.
"""
HEADS = [(group[:2], group[at : at + 2]) for group in LIST.split() for at in range(2, len(group), 2)]
NUMBERS = {(head + rest).rstrip("."): number for number, (head, rest) in enumerate(HEADS)}

if __name__ == "__main__":
    sys.exit(main())
