/**
 * Texts that lie one after another in the bytes of a snapshot. Many are decoded at a time: for short ones, calling the
 * decoder takes longer than its work.
 */

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {{from: number, to: number}} Span of bytes */
/** @typedef {{text: string, starts: Uint32Array}} Run texts that were decoded together, and where in that each begins */

/** Texts that are decoded together: some ten thousand bytes. */
const TOGETHER = 256
/** A mark of the order of bytes is a character like others here. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export class Texts {
  #plain
  #ends
  /** @type {Run[]} */
  #runs = []

  /**
   * @param {Bytes} plain UTF-8
   * @param {Uint32Array} ends where each text begins, and where the last one ends
   */
  constructor(plain, ends) {
    this.#plain = plain
    this.#ends = ends
  }

  /** @param {number} place @returns {Span} */
  spanOf(place) {
    return { from: this.#end(place), to: this.#end(place + 1) }
  }

  /** @param {number} place which of the texts, when it is the only one that is looked at @returns {string} */
  one(place) {
    return decoder.decode(this.#bytes(place, place + 1))
  }

  /** @param {number} place which of the texts, when others will be looked at too @returns {string} */
  at(place) {
    const run = Math.floor(place / TOGETHER)
    const { text, starts } = (this.#runs[run] ??= this.#read(run * TOGETHER))
    const at = place % TOGETHER
    return text.slice(starts[at], starts[at + 1])
  }

  /** @param {number} first @returns {Run} */
  #read(first) {
    const ends = this.#ends.subarray(first, first + TOGETHER + 1)
    const bytes = this.#bytes(first, first + ends.length - 1)
    const text = decoder.decode(bytes)
    // Characters beyond ASCII take more bytes than they are long.
    return {
      text,
      starts: text.length === bytes.length ? ends.map((end) => end - this.#end(first)) : startsIn(bytes, ends),
    }
  }

  /** @param {number} from @param {number} to one after the last text */
  #bytes(from, to) {
    return this.#plain.subarray(this.#end(from), this.#end(to))
  }

  /** @param {number} place */
  #end(place) {
    return /** @type {number} */ (this.#ends[place])
  }
}

/**
 * @param {Bytes} bytes UTF-8 (RFC 3629)
 * @param {Uint32Array} ends of texts, by bytes; the first is where `bytes` begins
 * @returns {Uint32Array} the same by UTF-16, from 0 on
 */
function startsIn(bytes, ends) {
  const [origin = 0] = ends
  let [byte, length] = [0, 0]
  return ends.map((end) => {
    for (; byte < end - origin; byte += 1) length += unitsOf(/** @type {number} */ (bytes[byte]))
    return length
  })
}

/** @param {number} byte @returns {number} 1 for the first byte of a character, 2 where that is a pair in UTF-16, 0 for others */
function unitsOf(byte) {
  return Number((byte & 0xc0) !== 0x80) + Number(byte >= 0xf0)
}
