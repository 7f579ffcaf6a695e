"""M in the browser against argon2-cffi: a fresh worker as Tessera uses it, and repeated calls in one worker."""

import statistics
import subprocess
import time
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from playwright.sync_api import Browser

from bench.table import Row
from tests.site import Site

ROUNDS = 7
WARM = Path(__file__).with_name("warm_argon.js")

FRESH = """async ([url, rounds]) => {
  const times = []
  for (let i = 0; i < rounds; i++) {
    const worker = new Worker(url)
    const started = performance.now()
    await new Promise((yes, no) => {
      worker.onmessage = ({ data }) => (data.hash?.length === 32 ? yes() : no(new Error('no hash')))
      worker.onerror = no
      worker.postMessage({ password: new TextEncoder().encode('correct horse'), salt: new Uint8Array(16) })
    })
    times.push(performance.now() - started)
  }
  return times
}"""
REPEATED = """async ([source, rounds]) => {
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })))
  return new Promise((yes, no) => {
    worker.onmessage = ({ data }) => yes(data)
    worker.onerror = no
    worker.postMessage(rounds)
  })
}"""


def native() -> float:
    started = time.perf_counter()
    hash_secret_raw(b"correct horse", bytes(16), 4, 65536, 1, 32, Type.ID, 0x13)
    return (time.perf_counter() - started) * 1000


def warm_source() -> str:
    done = subprocess.run(
        ["npx", "--no-install", "esbuild", str(WARM), "--bundle", "--minify", "--format=iife", "--loader:.wasm=binary"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def measure(site: Site, chromium: Browser) -> list[Row]:
    # The page's own policy would refuse a worker that is no file of the site; nothing else is lifted.
    context = chromium.new_context(base_url=site.url, bypass_csp=True)
    page = context.new_page()
    page.goto("/signin/")
    derive = page.locator("script#app").get_attribute("data-derive")
    peer = [native() for _ in range(ROUNDS)]
    fresh = page.evaluate(FRESH, [derive, ROUNDS])
    repeated = page.evaluate(REPEATED, [warm_source(), ROUNDS])[1:]
    peer += [native() for _ in range(ROUNDS)]
    context.close()
    base = statistics.median(peer)
    return [
        Row("M, fresh worker", statistics.median(fresh), "ms", f"2 × argon2-cffi ({base:.0f} ms)", 2 * base),
        Row("M, repeated in one worker", statistics.median(repeated), "ms", "1.5 × argon2-cffi", 1.5 * base),
    ]
