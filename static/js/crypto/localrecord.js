/**
 * What a browser keeps for itself beside its snapshot: JSON objects under a name, sealed by VK. docs/formats.md §8.
 */
import { TesseraError } from '../errors.js'
import { utf8 } from './bytes.js'
import { nameContext } from './contexts.js'
import { OVERHEAD, open, seal } from './envelope.js'
import { DEPTH, nestsWithin, pad, readPadded } from './itemtext.js'
import { LABELS } from './labels.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./envelope.js').Key} Key */
/** @typedef {import('./contexts.js').Account & {name: string}} Place */

/** A local record's sealed value at most: an item as its editor began with it, and as it stands there now. */
export const LOCAL_LIMIT = 4 * 1024 * 1024

/**
 * @param {Key} vaultKey VK
 * @param {Place} place
 * @param {object} value what JSON can say, at most 8 deep
 * @returns {Promise<Bytes>}
 * @throws {TesseraError} `too-large` {size, limit}, in bytes
 * @throws {TypeError | RangeError} for what is no object, or nests deeper
 */
export async function sealLocal(vaultKey, place, value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('value: expected an object')
  if (!nestsWithin(value, DEPTH)) throw new RangeError(`value: expected JSON at most ${DEPTH} deep, found deeper`)
  const text = pad(utf8(JSON.stringify(value)))
  const size = text.length + OVERHEAD
  if (size > LOCAL_LIMIT) throw new TesseraError('too-large', { size, limit: LOCAL_LIMIT })
  return seal(vaultKey, LABELS.local, nameContext(place), text)
}

/**
 * @param {Key} vaultKey VK
 * @param {Place} place
 * @param {Bytes} blob
 * @returns {Promise<object>}
 * @throws {TesseraError} `cannot-open`; `damaged` for what opens and is no such object, or is over 4 MiB
 */
export async function openLocal(vaultKey, place, blob) {
  if (blob.length > LOCAL_LIMIT) throw new TesseraError('damaged')
  const value = readPadded(await open(vaultKey, LABELS.local, nameContext(place), blob))
  if (typeof value !== 'object' || value === null || !nestsWithin(value, DEPTH)) throw new TesseraError('damaged')
  return value
}
