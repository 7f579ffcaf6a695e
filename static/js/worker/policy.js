/**
 * The part of Trusted Types (W3C) that is used here; TypeScript's library doesn't declare it yet.
 * @typedef {{createScriptURL: (url: string) => string}} Policy
 * @typedef {{createPolicy: (name: string, rules: Policy) => Policy}} Factory
 */

/** @type {Policy | undefined} */
let policy

/**
 * The address of one of our worker scripts, in the form that `new Worker` takes under enforced Trusted Types.
 * @param {string} url  absolute or relative to this page or worker
 * @returns {string} where the browser has Trusted Types, a TrustedScriptURL, which `new Worker` takes as well
 * @throws {TypeError} when it is not below /static/ of this origin
 */
export function workerUrl(url) {
  policy ??= makePolicy()
  return policy.createScriptURL(url)
}

/** @returns {Policy} */
function makePolicy() {
  const factory = /** @type {{trustedTypes?: Factory}} */ (globalThis).trustedTypes
  const rules = { createScriptURL: ownScript }
  return factory ? factory.createPolicy('tessera-worker', rules) : rules
}

/** @param {string} url */
function ownScript(url) {
  const { origin, pathname, href } = new URL(url, location.href)
  if (origin !== location.origin || !pathname.startsWith('/static/')) {
    throw new TypeError(`not a script of this server: ${href}`)
  }
  return href
}
