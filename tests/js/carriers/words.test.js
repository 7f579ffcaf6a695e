import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import fc from 'fast-check'
import { complete, looksLikeWords } from '../../../static/js/carriers/wordlist.js'
import { read, write } from '../../../static/js/carriers/words.js'
import { TesseraError } from '../../../static/js/errors.js'

const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const ZEROS = `${'abandon '.repeat(23)}art`

/** @param {() => unknown} act */
function refusesWords(act) {
  assert.throws(act, (error) => error instanceof TesseraError && error.code === 'words-refused')
}

test('words of 32 zero bytes are those of the BIP-39 test vectors', () => {
  assert.equal(write(new Uint8Array(32)), ZEROS)
  assert.equal(write(new Uint8Array(32).fill(0xff)), `${'zoo '.repeat(23)}vote`)
})

test('any Account Key comes back from its words, in any case and spacing', () => {
  fc.assert(
    fc.property(key, fc.constantFrom('\n', '\t', '  ', '\u00a0', '\r\n'), (ak, space) => {
      const typed = ` ${write(ak).toUpperCase().replaceAll(' ', space)}${space}`
      assert.deepEqual(read(typed), ak)
    }),
  )
})

test('a changed word never gives the same key, and nearly always none', () => {
  fc.assert(
    fc.property(key, fc.nat(23), fc.constantFrom(...wordlist), (ak, at, changed) => {
      const words = write(ak).split(' ')
      fc.pre(words[at] !== changed)
      words[at] = changed
      const found = outcome(words.join(' '))
      assert.ok(found === 'words-refused' || !equalBytes(found, ak))
    }),
  )
})

test('swapped, missing and additional words are refused', () => {
  const words = write(Uint8Array.from({ length: 32 }, (_, i) => i * 7)).split(' ')
  refusesWords(() => read([words[1], words[0], ...words.slice(2)].join(' ')))
  refusesWords(() => read(words.slice(1).join(' ')))
  refusesWords(() => read([...words, words[0]].join(' ')))
  refusesWords(() => read(words.slice(0, 12).join(' ')))
})

test('a word that is not in the list is refused, shortened words too', () => {
  refusesWords(() => read(ZEROS.replace('art', 'artt')))
  refusesWords(() => read(ZEROS.replaceAll('abandon', 'aban')))
})

test('a wrong checksum is refused', () => refusesWords(() => read(ZEROS.replace('art', 'able'))))

test('what is not words is not ours', () => {
  for (const text of ['', '   ', 'TSRK1:ABC', 'qwerty', '12 abandon', 'https://example.org', 'abandon, art']) {
    assert.equal(read(text), null, text)
  }
})

test('no text makes read throw anything but words-refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom('zoo', 'art', 'x', ' ')).map((words) => words.join(' ')),
      ),
      (text) => {
        const found = outcome(text)
        assert.ok(found === null || found === 'words-refused' || found.length === 32)
      },
    ),
  )
})

test('write refuses anything but 32 bytes', () => {
  assert.throws(() => write(new Uint8Array(16)), TypeError)
})

test('complete offers at most six words, in order', () => {
  assert.deepEqual(complete('zo'), ['zone', 'zoo'])
  assert.deepEqual(complete(' ZOO'), ['zoo'])
  assert.deepEqual(complete('ab'), ['abandon', 'ability', 'able', 'about', 'above', 'absent'])
  assert.deepEqual(complete(''), [])
  assert.deepEqual(complete('xq'), [])
})

test('mistyped words still look like words, a key string never', () => {
  assert.equal(looksLikeWords('abandon abilty'), true)
  assert.equal(looksLikeWords(ZEROS), true)
  assert.equal(looksLikeWords('TSRK1:ABC zoo'), false)
  assert.equal(looksLikeWords('Tessera key file 1'), false)
})

/** @param {string} text */
function outcome(text) {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof TesseraError) return error.code
    throw error
  }
}

/** @param {unknown} a @param {Uint8Array} b */
function equalBytes(a, b) {
  return a instanceof Uint8Array && a.every((byte, i) => byte === b[i])
}
