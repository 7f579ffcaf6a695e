/**
 * The authorized browsers: list, rename, revoke. PRODUCT: Settings > Browsers.
 */
import { fromBase64 } from '../crypto/bytes.js'
import { signedAct } from './acts.js'
import { leave } from './standing.js'

/** @typedef {import('./context.js').Context} Context */

/**
 * @param {Context} context
 * @returns {Promise<{browsers: import('../api/accounts.js').Browser[]}>}
 */
export async function browsers({ accounts }) {
  return { browsers: await accounts.browsers() }
}

/**
 * @param {Context} context
 * @param {{id: string, name: string}} input
 */
export async function renameBrowser({ accounts }, { id, name }) {
  await accounts.renameBrowser(id, name)
}

/**
 * Revoke a browser. This one wipes its own key copy and cached items at once, as another does at its next request.
 * @param {Context} context
 * @param {{id: string}} input
 * @throws {import('../errors.js').TesseraError} `locked`, `not-found`
 */
export async function revokeBrowser(context, { id }) {
  const { browserId } = context.session.opened
  const { accountId } = context.session.known
  await context.accounts.revokeBrowser(id, await signedAct(context, 'revoke-browser', fromBase64(id, 16)))
  if (id === browserId) await leave(context, accountId, 'revoked')
}

/** Names of engines and systems as `navigator.userAgent` spells them, the more telling ones first. */
const PRODUCTS = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:(?:Headless)?Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS = [
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/**
 * What a browser is called until its owner renames it.
 * @param {string} userAgent
 * @returns {string}
 * @example browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0') // 'Firefox on Linux'
 */
export function browserName(userAgent) {
  /** @param {(RegExp | string)[][]} names */
  const first = (names) => names.find(([pattern]) => pattern instanceof RegExp && pattern.test(userAgent))?.[1]
  return `${first(PRODUCTS) ?? 'Browser'} on ${first(SYSTEMS) ?? 'an unknown system'}`
}
