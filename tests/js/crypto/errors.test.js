import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODES, TesseraError, expectBytes, expectInteger, expectText, isCode } from '../../../static/js/errors.js'

test('an error carries its code and detail', () => {
  const error = new TesseraError('slow-down', { retry_after: 30 })
  assert.ok(error instanceof Error)
  assert.equal(error.code, 'slow-down')
  assert.equal(error.message, 'slow-down')
  assert.deepEqual(error.detail, { retry_after: 30 })
  assert.deepEqual(new TesseraError('no-code').detail, {})
})

test('the list of codes is frozen and names none twice', () => {
  assert.ok(Object.isFrozen(CODES))
  assert.equal(new Set(CODES).size, CODES.length)
  assert.ok(CODES.every((code) => /^[a-z]+(-[a-z]+)*$/.test(code)))
})

test('a code that is not on the list is refused', () => {
  assert.ok(isCode('conflict'))
  assert.ok(!isCode('made-up') && !isCode(null))
  // @ts-expect-error the compiler refuses it too
  assert.throws(() => new TesseraError('made-up'), TypeError)
})

test('argument checks say what was expected and what was found', () => {
  assert.throws(
    () => expectBytes('salt', new Uint8Array(15), 16),
    /^TypeError: salt: expected 16 bytes, found 15 bytes$/,
  )
  assert.throws(() => expectBytes('salt', [1], 16), /salt: expected 16 bytes, found Array/)
  assert.throws(() => expectBytes('blob', undefined), /blob: expected bytes, found undefined/)
  assert.throws(() => expectBytes('blob', Object.create(null)), /blob: expected bytes, found object/)
  assert.throws(() => expectInteger('version', '1', 10), /version: expected an integer, found string/)
  assert.throws(() => expectInteger('version', 11, 10), /version: expected an integer from 0 to 10, found 11/)
  assert.throws(() => expectText('password', 12345), /password: expected text, found number/)
})

test('an argument check never repeats what may be secret', () => {
  const secret = 'correct horse battery staple'
  assert.throws(
    () => expectBytes('password', secret),
    (error) => !String(error).includes('horse'),
  )
})
