/**
 * Items in the Credential Exchange Format 1.0, in the clear, for other password managers. docs/formats.md §6, *Export*;
 * `tools/open_backup.py` writes the same.
 */
import { toBase64 } from '../crypto/bytes.js'
import { typeFor } from './cxf.js'
import { isObject } from './json.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').Credential} Credential */
/** @typedef {import('./json.js').JsonObject} JsonObject */

/** CXF's own words for items; what else there is goes into an extension. */
const KNOWN = ['id', 'creationAt', 'modifiedAt', 'title', 'favorite', 'tags']
const EXTENSION = 'tessera'
const CONCEALED = new Set(['password', 'privateKey'])
/** Members of a field that say what CXF has no word for. */
const OWN = new Set(['id', 'as'])
const BASE64URL = /^[A-Za-z0-9_-]+$/

/**
 * @param {readonly Item[]} items
 * @param {{accountId: import('../crypto/bytes.js').Bytes, email?: string}} owner
 * @param {number} now ms since 1970
 * @returns {string} JSON
 */
export function exportText(items, { accountId, email = '' }, now) {
  const account = { id: toBase64(accountId), username: email, email, collections: [], items: items.map(cxfItem) }
  const header = {
    version: { major: 1, minor: 0 },
    exporterRpId: 'tessera',
    exporterDisplayName: 'Tessera',
    timestamp: Math.floor(now / 1000),
    accounts: [account],
  }
  return JSON.stringify(header, null, 2)
}

/** @param {Item} item @returns {JsonObject} */
export function cxfItem(item) {
  const { scope, credentials, ...members } = item
  const told = Object.entries(members).filter(([name]) => KNOWN.includes(name))
  const others = Object.entries(members).filter(([name]) => !KNOWN.includes(name))
  return {
    ...Object.fromEntries(told),
    scope: { androidApps: [], ...scope },
    credentials: credentials.flatMap(cxfCredential),
    extensions: [{ name: EXTENSION, ...Object.fromEntries(others) }],
  }
}

/** @param {Credential} credential @returns {JsonObject[]} without its empty fields; none when nothing of it is left */
function cxfCredential(credential) {
  const { type } = credential
  const members = Object.entries(credential).filter(([, value]) => hasValue(value))
  const told = Object.fromEntries(members.map(([name, value]) => [name, cxfField(name, value)]))
  if (type === 'totp') return 'secret' in told ? [told] : []
  if (type === 'custom-fields') return customFields(told, credential['fields'])
  // CXF wants a private key as PKCS #8 without its armour; one in another form is for people to read.
  if (type === 'ssh-key' && !BASE64URL.test(String(told['privateKey'] ?? ''))) return asCustom(told)
  return members.length > 1 ? [told] : []
}

/** @param {JsonObject} told @param {unknown} fields @returns {JsonObject[]} */
function customFields(told, fields) {
  const kept = Array.isArray(fields) ? fields.filter(hasValue).map((field) => cxfField('', field)) : []
  return kept.length > 0 ? [{ ...told, fields: kept }] : []
}

/** @param {JsonObject} told @returns {JsonObject[]} */
function asCustom({ type, ...told }) {
  const texts = Object.entries(told).map(
    ([name, one]) => /** @type {const} */ ([name, isObject(one) ? one : { value: one }]),
  )
  const fields = texts.map(([name, field]) => ({ label: name, .../** @type {JsonObject} */ (cxfField(name, field)) }))
  return fields.length > 0 ? [{ type: 'custom-fields', label: 'SSH key', fields }] : []
}

/** @param {unknown} member @returns {boolean} whether it is anything but an empty text, or a field with one */
function hasValue(member) {
  return (isObject(member) ? member['value'] : member) !== ''
}

/**
 * A field of §6 with its type, a `string` where the value is none of that type's; what CXF has no word for goes into an extension.
 * @param {string} name
 * @param {unknown} field
 */
function cxfField(name, field) {
  if (!isObject(field) || !Object.hasOwn(field, 'value')) return field
  const members = Object.entries(field)
  const own = members.filter(([key]) => OWN.has(key))
  const others = Object.fromEntries(members.filter(([key]) => !OWN.has(key)))
  const said = others['fieldType'] ?? (CONCEALED.has(name) ? 'concealed-string' : 'string')
  const told = { ...others, fieldType: typeFor(said, field['value']) }
  if (own.length === 0) return told
  const before = Array.isArray(others['extensions']) ? others['extensions'] : []
  return { ...told, extensions: [...before, { name: EXTENSION, ...Object.fromEntries(own) }] }
}
