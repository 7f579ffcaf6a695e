"""Reads the set with the decoder that is shipped, in Chromium: each picture as a file, and once plainly, as a frame."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.decoding.classes import Case

INPUT = (
    "document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'set', multiple: true }))"
)
READ = """async ({ where, workers }) => {
  const files = [...document.getElementById('set').files]
  const results = []
  const work = async () => {
    const worker = new Worker(where.url, { type: 'module' })
    const ask = (request, given = []) => new Promise((answer, fail) => {
      worker.onmessage = ({ data }) => data.step ?? answer(data.error?.code ?? data.text)
      worker.onerror = ({ message }) => fail(new Error(message))
      worker.postMessage({ id: 1, where, sought: 'key', ...request }, given)
    })
    for (let file = files.shift(); file; file = files.shift()) {
      const frame = await createImageBitmap(file)
      const plain = await ask({ frame, closely: false }, [frame])
      const started = performance.now()
      const found = await ask({ blob: file })
      results.push({ file: file.name, plain, found, ms: performance.now() - started })
    }
    worker.terminate()
  }
  await Promise.all(Array.from({ length: workers }, work))
  return results
}"""


@dataclass(frozen=True)
class Reading:
    """What became of one picture: its text, the code of an error, or nothing."""

    case: Case
    plain: str | None
    found: str | None
    ms: float

    @property
    def is_read(self) -> bool:
        return self.found == self.case.text

    @property
    def is_read_plainly(self) -> bool:
        return self.plain == self.case.text

    @property
    def is_wrong(self) -> bool:
        """Something was read that is not there."""
        return not {self.plain, self.found} <= {self.case.text, "no-code", None}


def read(cases: list[Case], url: str, chromium: Browser, folder: Path, *, workers: int = 2) -> list[Reading]:
    """Every case's reading, by the decoder of the site at `url`; the pictures pass through files in `folder`."""
    # The page's policy allows no script of ours that starts workers; the workers keep their own.
    context = chromium.new_context(base_url=url, bypass_csp=True)
    page = context.new_page()
    page.goto("/signin/")
    script = page.locator("script#app")
    where = {name: f"{url}{script.get_attribute(f'data-{name}')}" for name in ("zxing", "pdf", "pdfparser")}
    where["url"] = f"{url}{script.get_attribute('data-reader')}"
    page.evaluate(INPUT)
    page.set_input_files("#set", [_saved(case, folder) for case in cases])
    results = page.evaluate(READ, {"where": where, "workers": workers})
    context.close()
    by_file = {result["file"]: result for result in results}
    return [_reading(case, by_file[_file(case)]) for case in cases]


def _reading(case: Case, result: dict[str, str | float | None]) -> Reading:
    return Reading(case, result["plain"], result["found"], result["ms"])  # type: ignore[arg-type]  # as READ makes them


def _file(case: Case) -> str:
    return re.sub(r"\W", "-", case.name)


def _saved(case: Case, folder: Path) -> Path:
    path = folder / _file(case)
    path.write_bytes(case.content)
    return path
