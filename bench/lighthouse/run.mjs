// Lighthouse on pages of a browser that is open already: node run.mjs PORT ORIGIN → JSON {page: {category: score 0–100}}.
import lighthouse, { snapshot } from 'lighthouse'
import puppeteer from 'puppeteer-core'

const [port = '', origin = ''] = process.argv.slice(2)
const CATEGORIES = ['performance', 'accessibility', 'best-practices']
/** @type {import('lighthouse').Flags} */
const FLAGS = { port: Number(port), onlyCategories: CATEGORIES, logLevel: 'error' }

/** @param {import('lighthouse').RunnerResult | undefined} result */
function scores(result) {
  const categories = Object.entries(result?.lhr.categories ?? {})
  const failed = Object.values(result?.lhr.audits ?? {}).filter(({ score }) => score !== null && score < 0.9)
  for (const { id, score, title } of failed) console.error(`${result?.lhr.finalDisplayedUrl}: ${id} ${score} ${title}`)
  return Object.fromEntries(categories.map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]))
}

const browser = await puppeteer.connect({ browserURL: `http://localhost:${port}`, defaultViewport: null })
const pages = await browser.pages()
const open = pages.find((page) => page.url() === `${origin}/vault/`)
if (!open) throw new Error('expected a page with the open vault')
/** @type {Record<string, Record<string, number>>} */
const found = {
  'vault, open': scores(await snapshot(open, { flags: { ...FLAGS, onlyCategories: CATEGORIES.slice(1) } })),
}
for (const [name, path] of [
  ['vault, locked', '/vault/'],
  ['landing', '/'],
  ['sign-in', '/signin/'],
]) {
  // The landing page and sign-in of somebody who is signed in lead to the vault: they are seen without cookies.
  if (path !== '/vault/') await browser.defaultBrowserContext().deleteCookie(...(await browser.cookies()))
  found[name] = scores(await lighthouse(`${origin}${path}`, FLAGS))
}
await browser.disconnect()
console.log(JSON.stringify(found))
