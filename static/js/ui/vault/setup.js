// The set-up of a one-time code, as a page shows it and as a person changes it.

/**
 * @typedef {object} Setup
 * @property {string} secret
 * @property {'sha1' | 'sha256' | 'sha512'} algorithm
 * @property {number} digits
 * @property {number} period  seconds
 * @property {boolean} isSteam
 * @property {string} issuer
 * @property {string} account
 * @property {string} others
 */

/**
 * What was read: `read` of the `size` QR codes of an export; `why` is a sentence.
 * @typedef {{setups: Setup[], refused: {name: string, why: string}[], read: number, size: number}} Found
 */

const STEAM = 'steam'

/** What is typed for each part of a set-up. @typedef {Record<'issuer' | 'account' | 'secret' | 'algorithm' | 'length' | 'period', string>} Typed */

/** @param {Setup} setup @returns {Typed} */
export function typedOf({ issuer, account, secret, algorithm, digits, period, isSteam }) {
  return { issuer, account, secret, algorithm, length: isSteam ? STEAM : String(digits), period: String(period) }
}

/**
 * @param {Setup} setup  what it was
 * @param {Typed} typed
 * @returns {Setup} perhaps one that cannot be used: that is for its parser to say
 */
export function withTyped(setup, { issuer, account, secret, algorithm, length, period }) {
  const isSteam = length === STEAM
  return {
    ...setup,
    issuer: issuer.trim(),
    account: account.trim(),
    secret: secret.trim(),
    algorithm: isSteam ? 'sha1' : /** @type {Setup['algorithm']} */ (algorithm),
    digits: isSteam ? 5 : Number(length),
    // Number('') would be 0, and Number(' 30') a number.
    period: /^\d+$/.test(period) ? Number(period) : NaN,
    isSteam,
  }
}
