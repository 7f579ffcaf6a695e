import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { TesseraError } from '../errors.js'
import { looksLikeWords, split } from './wordlist.js'

// Words hold the bare Account Key: this file belongs in the key worker and nowhere else.

const WORDS = 24
const KEY_BYTES = 32

/**
 * The Account Key as words (docs/formats.md §5), lower case, one space between them.
 * @param {Uint8Array} ak  32 bytes
 * @returns {string} 24 words
 */
export function write(ak) {
  if (ak.length !== KEY_BYTES) throw new TypeError(`an Account Key has ${KEY_BYTES} bytes, got ${ak.length}`)
  return entropyToMnemonic(ak, wordlist)
}

/**
 * @param {string} text
 * @returns {Uint8Array | null} the Account Key, 32 bytes; null when the text isn't words at all
 * @throws {TesseraError} `words-refused`: not 24, one that is not in the list, or a wrong checksum
 */
export function read(text) {
  if (!looksLikeWords(text)) return null
  const words = split(text)
  if (words.length !== WORDS) throw new TesseraError('words-refused')
  try {
    return mnemonicToEntropy(words.join(' '), wordlist)
  } catch {
    throw new TesseraError('words-refused')
  }
}
