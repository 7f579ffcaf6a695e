import { TesseraError } from '../errors.js'
import * as text from './text.js'

/**
 * What a search has met so far: it sifts what is looked for out of the codes of one picture after another, and knows in
 * the end why there was nothing.
 * @typedef {object} Met
 * @property {(codes: Uint8Array[]) => Promise<string | null>} sift  given what the QR codes of one picture hold
 * @property {() => TesseraError | null} verdict  null when there was no code at all
 */

/**
 * Looks for a key string, canonical. Codes that are none, and key strings that are broken, are remembered.
 * @implements {Met}
 */
export class MetKey {
  /** @type {TesseraError | null} */
  #broken = null
  /** @type {string | null} */
  #stranger = null

  /** @param {Uint8Array[]} codes */
  async sift(codes) {
    for (const bytes of codes) {
      const keyString = await this.#keyStringIn(bytes)
      if (keyString !== null) return keyString
    }
    return null
  }

  /** @param {Uint8Array} bytes */
  async #keyStringIn(bytes) {
    try {
      const keyString = await text.read(bytes)
      if (keyString === null) this.#stranger ??= String.fromCharCode(...bytes)
      return keyString
    } catch (error) {
      if (!(error instanceof TesseraError)) throw error
      this.#broken ??= error
      return null
    }
  }

  /**
   * A broken key string says more than any other code.
   * @returns {TesseraError | null} `damaged`, `newer-format` or `not-a-key` {what: "web", "otp", "other"}
   */
  verdict() {
    if (this.#broken) return this.#broken
    return this.#stranger === null ? null : new TesseraError('not-a-key', { what: kindOf(this.#stranger) })
  }
}

/**
 * Looks for set-ups of one-time codes: all of a picture, one a line. Whether they can be used is not for this to say.
 * @implements {Met}
 */
export class MetSetup {
  /** @type {string | null} */
  #stranger = null

  /** @param {Uint8Array[]} codes */
  async sift(codes) {
    const texts = codes.map((bytes) => new TextDecoder().decode(bytes))
    const setups = texts.flatMap(setupsIn)
    if (setups.length === 0) this.#stranger ??= texts[0] ?? null
    return setups.length === 0 ? null : setups.join('\n')
  }

  /** @returns {TesseraError | null} `not-a-setup` {what: "web", "key", "other"} */
  verdict() {
    return this.#stranger === null ? null : new TesseraError('not-a-setup', { what: kindOf(this.#stranger) })
  }
}

/**
 * The lines of a text that begin as set-ups do.
 * @param {string} content
 * @returns {string[]}
 */
export function setupsIn(content) {
  return content
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => kindOf(line) === 'otp')
}

/** @param {string} content */
function kindOf(content) {
  if (/^https?:/i.test(content)) return 'web'
  if (/^TSRK[0-9]+:/i.test(content)) return 'key'
  return /^(otpauth(-migration)?|steam):\/\//i.test(content) ? 'otp' : 'other'
}
