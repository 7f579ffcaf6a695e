import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryState, mailedCopy } from '../../../static/js/ui/delivery.js'

/** @typedef {import('../../../static/js/ui/delivery.js').Delivery} Delivery */
/** @typedef {import('../../../static/js/ui/delivery.js').KeyCopy} KeyCopy */

/** @param {Partial<Delivery>} given */
const say = (given) => deliveryState({ state: 'waiting', sent_at: null, attempts: 0, last_error: '', ...given })

test('a first attempt under way is no failure', () => {
  assert.deepEqual(say({ state: 'waiting' }), { text: 'Waiting to be sent', tone: undefined })
  assert.deepEqual(say({ state: 'sending', attempts: 1 }), { text: 'Being sent', tone: undefined })
})

test('one failure is told, with its cause, before the second attempt', () => {
  assert.deepEqual(say({ state: 'waiting', attempts: 1, last_error: 'SMTP 451' }), {
    text: 'Not sent yet: attempt 1 failed with SMTP 451; it is being tried again',
    tone: 'warn',
  })
})

test('a later attempt under way counts the failures before it, not itself', () => {
  assert.deepEqual(say({ state: 'sending', attempts: 3, last_error: 'TimeoutError' }), {
    text: 'Not sent yet: attempt 2 failed with TimeoutError; it is being tried again',
    tone: 'warn',
  })
})

test('an attempt that broke off without a cause is told all the same', () => {
  assert.equal(
    say({ state: 'sending', attempts: 2 }).text,
    'Not sent yet: attempt 1 broke off; it is being tried again',
  )
})

test('what was given up says the last cause, and blames no mail server that was never asked', () => {
  assert.deepEqual(say({ state: 'expired', attempts: 9, last_error: 'ConnectionRefusedError' }), {
    text: 'Not sent, and given up: the last attempt failed with ConnectionRefusedError',
    tone: 'warn',
  })
  assert.equal(say({ state: 'expired' }).text, 'Not sent, and given up: no attempt came to an end in time')
})

test('what was sent says when, however many attempts it took', () => {
  const { text, tone } = say({ state: 'sent', sent_at: '2026-05-03T10:00:00Z', attempts: 4 })
  assert.match(text, /^Sent 3 May 2026, \d\d:00$/)
  assert.equal(tone, 'good')
})

/** @param {Partial<KeyCopy>} given @returns {KeyCopy} */
const copy = (given) => ({
  id: 'a',
  kind: 'email',
  made_at: '2026-05-03T10:00:00Z',
  authorized: [],
  last_used_at: null,
  cancelled_at: null,
  browser: null,
  delivery: { state: 'sent', sent_at: null, attempts: 1, last_error: '' },
  ...given,
})

test('the newest mailed copy counts, and no cancelled one', () => {
  const picture = copy({ id: 'p', kind: 'picture', delivery: null })
  const cancelled = copy({ id: 'c', cancelled_at: '2026-05-04T10:00:00Z' })
  assert.equal(mailedCopy([picture, cancelled, copy({ id: 'new' }), copy({ id: 'old' })])?.id, 'new')
  assert.equal(mailedCopy([picture, cancelled]), null)
})
