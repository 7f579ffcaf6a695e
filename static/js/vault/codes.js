/**
 * One-time codes of an open vault: computed here, where the secrets are, and items made of what another app exported.
 */
import { TesseraError, expectInteger, expectText } from '../errors.js'
import { blankFields, fieldsOf } from './fields.js'
import { parse, write } from './otpauth.js'
import { codeAt } from './totp.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./totp.js').Code} Code */
/** @typedef {{id: string, key: string, uri?: undefined} | {uri: string}} CodeOf a line of an item, or a set-up that is being edited */
/** @typedef {{item: (which: {id: string}) => Item, addItems: (all: import('./fields.js').Fields[]) => Promise<{ids: string[], undo?: number}>}} Vault what is used of the vault */

/** More than any app keeps, and what one commit takes. */
const MOST_ITEMS = 1000
const LATEST = Number.MAX_SAFE_INTEGER

/**
 * @param {Vault} vault
 * @param {() => number} [now]  in ms
 */
export function codeMethods(vault, now = Date.now) {
  return {
    /**
     * @param {CodeOf & {at?: number}} of  `at` in ms since 1970; now where it is left out
     * @returns {Promise<Code & {digits: number}>}
     * @throws {TesseraError} `not-found`, and those of `parse` for a set-up that cannot be used
     */
    async code({ at = now(), ...of }) {
      expectInteger('at', at, LATEST)
      const setup = parse(of.uri ?? uriIn(vault.item(of), of.key))
      return { ...(await codeAt(setup, at)), digits: setup.digits }
    },
    /**
     * Logins with a code each, in one commit.
     * @param {{uris: string[]}} setups
     * @returns {Promise<{ids: string[], undo?: number}>}
     */
    async importCodes({ uris }) {
      if (uris.length > MOST_ITEMS) throw new TesseraError('too-large')
      return vault.addItems(uris.map(fieldsFor))
    },
  }
}

/** @param {Item} item @param {string} key */
function uriIn(item, key) {
  expectText('key', key)
  const line = fieldsOf(item).lines.find((one) => one.as === 'code' && one.key === key)
  if (!line) throw new TesseraError('not-found')
  return line.value
}

/** @param {string} uri */
function fieldsFor(uri) {
  const setup = parse(uri)
  const fields = blankFields()
  /** @type {Readonly<Record<string, string>>} */
  const values = { 'basic-auth.username': setup.account, totp: write(setup) }
  return {
    ...fields,
    title: setup.issuer || setup.account,
    lines: fields.lines.map((line) => ({ ...line, value: values[line.key] ?? line.value })),
  }
}
