// What somebody typed or pasted as their key, told apart before anything is asked of the workers.
import { looksLikeWords, split } from '../carriers/wordlist.js'
import { TesseraError } from '../errors.js'

const WORDS = 24
const KEY_STRING = /^TSRK[0-9]+:/i
const KEY_FILE = /^Tessera key file [0-9]+\r?\n/

/**
 * @param {string} text
 * @returns {{words: string, carrier?: undefined} | {carrier: Blob, words?: undefined}} 24 words, right or not, with one
 *   space between them; or what a key file or a file with a key string would hold
 * @throws {TesseraError} `text-unknown`; {words} when it is words, but not 24 of them
 */
export function sortKeyText(text) {
  const typed = text.trim()
  // Copying leaves the end of the last line behind, without which a key file counts as cut.
  if (KEY_STRING.test(typed.replace(/\s+/g, '')) || KEY_FILE.test(typed)) return { carrier: new Blob([`${typed}\n`]) }
  if (!looksLikeWords(typed)) throw new TesseraError('text-unknown')
  const words = split(typed)
  if (words.length !== WORDS) throw new TesseraError('text-unknown', { words: words.length })
  return { words: words.join(' ') }
}

/**
 * A refusal of what was typed: there was no file, so none is talked about.
 * @param {unknown} error
 * @returns {never}
 */
export function asText(error) {
  throw error instanceof TesseraError && error.code === 'file-unknown' ? new TesseraError('text-unknown') : error
}
