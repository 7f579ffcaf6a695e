/**
 * Which passwords are known from breaches, found without telling anybody a password: the server is asked for everything that
 * its list has under the first five hex digits of a SHA-1, and the rest is compared here. docs/formats.md §12.
 */
import { TesseraError } from '../../errors.js'
import { fromBase64, random, utf8 } from '../../crypto/bytes.js'
import { sha1 } from '../../crypto/sha1.js'

/** @typedef {import('../../crypto/bytes.js').Bytes} Bytes */
/** @typedef {{password: string, row: number}} Wanted `row`: the twelve hex digits after the prefix, 48 bits */
/**
 * @typedef {object} Ways
 * @property {(prefixes: string[]) => Promise<string[]>} ranges
 * @property {(ms: number) => Promise<unknown>} wait
 * @property {(done: number, total: number) => void} tell
 * @property {() => boolean} isStopped asked between requests
 */

/** As many prefixes as the server takes at once. */
const AT_ONCE = 16
const PREFIX = 5
const ROW = 6 // bytes
/** The server has few lines to the list: who finds them busy comes back. Longer waits are for the person to decide. */
const PATIENCE = 5 // s
const TRIES = 60

export class Breaches {
  /** @type {Map<string, boolean>} by password, for as long as the vault is open */
  #found = new Map()

  /** @param {string} password @returns {boolean} false as long as nobody has looked */
  has(password) {
    return this.#found.get(password) === true
  }

  /** @param {readonly string[]} passwords @returns {number} of them, how many nobody has looked for */
  unknown(passwords) {
    return passwords.filter((password) => !this.#found.has(password)).length
  }

  /**
   * Look for those that have not been looked for. What was found stays, however this ends.
   * @param {readonly string[]} passwords each once
   * @param {Ways} ways
   * @throws {TesseraError} those of the server
   */
  async look(passwords, { ranges, wait, tell, isStopped }) {
    const left = passwords.filter((password) => !this.#found.has(password))
    const byPrefix = await sorted(left)
    const prefixes = shuffled([...byPrefix.keys()])
    let done = 0
    for (let at = 0; at < prefixes.length && !isStopped(); at += AT_ONCE) {
      const some = prefixes.slice(at, at + AT_ONCE)
      const answers = await patiently(() => ranges(some), wait, isStopped)
      if (answers.length !== some.length) throw new TesseraError('server-error')
      for (const [nth, prefix] of some.entries()) {
        const wanted = byPrefix.get(prefix) ?? []
        this.#compare(wanted, answers[nth] ?? '')
        done += wanted.length
      }
      tell(done, left.length)
    }
  }

  /** @param {readonly Wanted[]} wanted @param {string} answer */
  #compare(wanted, answer) {
    const rows = rowsOf(answer)
    for (const { password, row } of wanted) this.#found.set(password, rows.includes(row))
  }
}

/**
 * @param {readonly string[]} passwords
 * @returns {Promise<Map<string, Wanted[]>>} by prefix
 */
async function sorted(passwords) {
  /** @type {Map<string, Wanted[]>} */
  const byPrefix = new Map()
  for (const password of passwords) {
    const digest = hex(await sha1(utf8(password)))
    const prefix = digest.slice(0, PREFIX)
    const wanted = { password, row: parseInt(digest.slice(PREFIX, PREFIX + 2 * ROW), 16) }
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), wanted])
  }
  return byPrefix
}

/**
 * @param {() => Promise<string[]>} ask
 * @param {Ways['wait']} wait
 * @param {() => boolean} isStopped
 */
async function patiently(ask, wait, isStopped) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask()
    } catch (reason) {
      const seconds = reason instanceof TesseraError && reason.code === 'slow-down' && reason.detail['retry_after']
      if (typeof seconds !== 'number' || seconds > PATIENCE || tries === TRIES || isStopped()) throw reason
      await wait(seconds * 1000)
    }
  }
}

/**
 * @param {string} answer
 * @returns {number[]} 48 bits each
 * @throws {TesseraError} `server-error` for what is no range
 */
function rowsOf(answer) {
  const bytes = fromBase64(answer)
  if (bytes.length === 0 || bytes.length % ROW !== 0) throw new TesseraError('server-error')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return Array.from({ length: bytes.length / ROW }, (_, nth) => {
    return view.getUint16(nth * ROW) * 2 ** 32 + view.getUint32(nth * ROW + 2)
  })
}

/**
 * In an order that says nothing of the vault's.
 * @param {string[]} prefixes
 * @returns {string[]}
 */
function shuffled(prefixes) {
  const lots = prefixes.map((prefix) => ({ prefix, lot: hex(random(8)) }))
  return lots.sort((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ prefix }) => prefix)
}

/** @param {Bytes} bytes @returns {string} upper case */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}
