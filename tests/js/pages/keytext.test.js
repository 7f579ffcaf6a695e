import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TesseraError } from '../../../static/js/errors.js'
import { sortKeyText } from '../../../static/js/pages/keytext.js'

const WORDS = Array.from({ length: 24 }, () => 'abandon').join(' ')
const KEY = 'TSRK1:KRSXG5DJNZTQ'

/** @param {string} text @returns {object} the detail of the refusal */
function refusal(text) {
  try {
    sortKeyText(text)
  } catch (error) {
    assert.ok(error instanceof TesseraError)
    assert.equal(error.code, 'text-unknown')
    return error.detail
  }
  throw new assert.AssertionError({ message: `“${text}” was taken for a key` })
}

test('24 words are words, whatever lies between them; whether they are right is not judged here', () => {
  assert.deepEqual(sortKeyText(`  ${WORDS.toUpperCase().replaceAll(' ', '\n')} `), { words: WORDS })
  const mistyped = WORDS.replace('abandon', 'abandn')
  assert.deepEqual(sortKeyText(mistyped), { words: mistyped })
})

test('fewer or more words say how many they are', () => {
  assert.deepEqual(refusal('abandon ability'), { words: 2 })
  assert.deepEqual(refusal(`${WORDS} zoo`), { words: 25 })
})

test('what is neither words nor a key text is refused as text', () => {
  for (const text of ['', 'abandn', 'https://tessera.example', '{"a": 1}', 'tsrk']) assert.deepEqual(refusal(text), {})
})

test('a key string is a carrier, also when a mail program broke it', async () => {
  for (const text of [KEY, ` ${KEY.toLowerCase()}`, 'TS RK1:\nKRSX', 'TSRK2:KRSX']) {
    const { carrier } = sortKeyText(text)
    assert.equal(await carrier?.text(), `${text.trim()}\n`)
  }
})

test('the text of a key file is a carrier, its last line ended again after copying', async () => {
  const { carrier } = sortKeyText(`Tessera key file 1\nKey: ${KEY}`)
  assert.equal(await carrier?.text(), `Tessera key file 1\nKey: ${KEY}\n`)
})
