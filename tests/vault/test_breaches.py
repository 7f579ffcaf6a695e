"""Known breaches, asked for by the first five digits of a SHA-1, at a real server that speaks the list's protocol."""

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from accounts.errors import NotFoundError
from config.limits import BREACHES_BY_ACCOUNT, SlowDownError
from tests.base import Cast, code_of
from tests.breachlist import BreachList, breach_list, padding, send, sha1
from tests.reference.encoding import unb64
from vault import breaches
from vault.errors import BreachesUnreachableError

LEAKED = "hunter2 but longer"
PREFIX = sha1(LEAKED)[:5]
ROUTE = "/api/vault/breaches"


@pytest.fixture
def known(settings: Any) -> Iterator[BreachList]:
    with breach_list({LEAKED: 12_000}) as known:
        settings.BREACH_URL = known.url
        yield known


def row(digest: str) -> bytes:
    return bytes.fromhex(digest[5:17])


def rows(answer: str) -> list[bytes]:
    text = unb64(answer)
    return [text[at : at + breaches.ROW] for at in range(0, len(text), breaches.ROW)]


def test_a_leaked_password_is_in_its_range(known: BreachList) -> None:
    [answer] = breaches.ranges([PREFIX])
    assert row(sha1(LEAKED)) in rows(answer)


def test_padding_is_asked_for_and_counts_as_nothing(known: BreachList) -> None:
    found = rows(breaches.ranges([PREFIX])[0])
    assert known.headers[0]["add-padding"] == "true"
    assert not [line for line in padding(PREFIX) if bytes.fromhex(line[:12]) in found]


def test_nothing_but_five_digits_is_sent(known: BreachList) -> None:
    breaches.ranges([PREFIX])
    assert known.asked == [PREFIX]
    assert set(known.headers[0]) <= {"host", "accept-encoding", "user-agent", "accept", "add-padding"}


def test_answers_are_of_one_size_and_in_an_order_that_says_nothing(known: BreachList) -> None:
    full, empty = (rows(answer) for answer in breaches.ranges([PREFIX, "00000"]))
    assert len(full) == len(empty) == breaches.CLASS
    assert full == sorted(set(full))


def test_a_range_beyond_one_class_takes_two() -> None:
    many = {number.to_bytes(breaches.ROW, "big") for number in range(breaches.CLASS + 1)}
    assert len(breaches.fill(many)) == 2 * breaches.CLASS * breaches.ROW
    assert len(breaches.fill(set(list(many)[: breaches.CLASS]))) == breaches.CLASS * breaches.ROW


def test_a_range_is_asked_for_once_and_then_comes_from_the_cache(known: BreachList) -> None:
    first = breaches.ranges([PREFIX, "00000", PREFIX])
    assert first[0] == first[2]
    assert breaches.ranges(["00000", PREFIX]) == [first[1], first[0]]
    assert sorted(known.asked) == sorted(["00000", PREFIX])


def test_a_list_that_is_down_is_no_answer(settings: Any) -> None:
    with breach_list() as gone:
        settings.BREACH_URL = gone.url
    with pytest.raises(BreachesUnreachableError):
        breaches.ranges([PREFIX])


def hang(handler: BaseHTTPRequestHandler, prefix: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"0" * 10)
    threading.Event().wait(2)


def drip(handler: BaseHTTPRequestHandler, prefix: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    pause = threading.Event()
    try:
        while not pause.wait(0.01):
            handler.wfile.write(b"0")
    except OSError:  # hung up on, as it should be
        handler.close_connection = True


def flood(handler: BaseHTTPRequestHandler, prefix: str) -> None:
    try:
        send(handler, (padding(prefix, 1)[0].encode() + b"\n") * 20_000)
    except OSError:  # hung up on in the middle
        handler.close_connection = True


WRONG = {
    "another page": lambda handler, prefix: send(handler, b"<html>Sign in to the hotel's network</html>"),
    "a failure": lambda handler, prefix: send(handler, b"", 500),
    "too many asked": lambda handler, prefix: send(handler, b"", 429),
    "a redirect": lambda handler, prefix: send(handler, b"", 302, Location="/range/00000"),
    "half a line": lambda handler, prefix: send(handler, padding(prefix)[0][:30].encode()),
    "packed": lambda handler, prefix: send(handler, b"\x1f\x8b", 200, **{"Content-Encoding": "gzip"}),
    "cut": hang,
    "too slow": drip,
    "too much": flood,
}


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG)
def test_an_answer_that_is_none_is_refused_whole(
    known: BreachList, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, answer: Any
) -> None:
    monkeypatch.setattr(breaches, "DEADLINE", 0.3)
    known.answer = answer
    with caplog.at_level(logging.INFO), pytest.raises(BreachesUnreachableError):
        breaches.ranges([PREFIX])
    assert known.asked == [PREFIX]
    assert [record.name for record in caplog.records] == ["vault.breaches"]
    assert PREFIX not in caplog.text
    known.answer = None
    assert row(sha1(LEAKED)) in rows(breaches.ranges([PREFIX])[0])


def test_chunks_are_read_to_their_end(known: BreachList) -> None:
    def chunked(handler: BaseHTTPRequestHandler, prefix: str) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for line in known.rows(prefix):
            part = f"{line}\r\n".encode()
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        handler.wfile.write(b"0\r\n\r\n")

    known.answer = chunked
    assert row(sha1(LEAKED)) in rows(breaches.ranges([PREFIX])[0])


def test_a_third_who_asks_at_once_is_told_to_come_back(known: BreachList) -> None:
    waiting, go = threading.Semaphore(0), threading.Event()

    def wait(handler: BaseHTTPRequestHandler, prefix: str) -> None:
        waiting.release()
        go.wait(1.5)
        send(handler, b"")

    known.answer = wait
    threads = [threading.Thread(target=breaches.ranges, args=([prefix],)) for prefix in ("00001", "00002")]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert waiting.acquire(timeout=5)
    with pytest.raises(SlowDownError) as refusal:
        breaches.ranges(["00003"])
    assert refusal.value.detail == {"retry_after": 1}
    go.set()
    for thread in threads:
        thread.join()
    assert breaches.ranges(["00003"])


def test_without_a_list_there_is_nothing_to_ask(settings: Any) -> None:
    settings.BREACH_URL = ""
    with pytest.raises(NotFoundError):
        breaches.ranges([PREFIX])


def test_a_browser_is_told_whether_there_is_a_list(cast: Cast, settings: Any) -> None:
    settings.BREACH_URL = ""
    assert cast.at_home.ok("GET", ROUTE) == {"offered": False}
    settings.BREACH_URL = "http://localhost:1/range"
    assert cast.at_home.ok("GET", ROUTE) == {"offered": True}


def test_an_authorized_browser_gets_its_ranges_in_the_order_asked(cast: Cast, known: BreachList) -> None:
    ranges = cast.at_home.ok("POST", ROUTE, {"prefixes": ["00000", PREFIX]})["ranges"]
    assert [row(sha1(LEAKED)) in rows(answer) for answer in ranges] == [False, True]


@pytest.mark.parametrize(
    "prefixes",
    [[], ["0000"], ["000000"], ["abcde"], ["0000G"], ["0000\n"], ["../.."], [1], "00000", ["00000"] * 17],
)
def test_what_is_no_prefix_is_refused_and_not_echoed(cast: Cast, known: BreachList, prefixes: object) -> None:
    answer = cast.at_home.post(ROUTE, {"prefixes": prefixes})
    assert (answer.status_code, code_of(answer)) == (422, "bad-request")
    assert known.asked == []


def test_a_list_that_is_down_is_told_by_its_own_code(cast: Cast, known: BreachList) -> None:
    known.answer = WRONG["a failure"]
    answer = cast.at_home.post(ROUTE, {"prefixes": [PREFIX]})
    assert (answer.status_code, code_of(answer)) == (503, "breaches-unreachable")


def test_an_account_asks_only_so_often(cast: Cast, known: BreachList) -> None:
    for _ in range(BREACHES_BY_ACCOUNT.count):
        BREACHES_BY_ACCOUNT.take(cast.alice.account.pk)
    answer = cast.at_home.post(ROUTE, {"prefixes": [PREFIX]})
    assert (answer.status_code, code_of(answer)) == (429, "slow-down")
    assert cast.bobs.post(ROUTE, {"prefixes": [PREFIX]}).status_code == 200
