/** What people set off: one change at a time, and beside it what they ask to see or to copy. */
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { TesseraError } from '../../../static/js/errors.js'
import './page.js'

const { makeAct } = await import('../../../static/js/pages/act.js')

/** @type {ReturnType<typeof makeAct>} */
let acting
/** @type {string[]} */
let done

beforeEach(() => {
  acting = makeAct({})
  done = []
})

/** @param {string} name @returns {() => Promise<void>} */
const does = (name) => async () => void done.push(name)

/** @returns {{work: () => Promise<void>, end: () => void}} something that goes on until it is ended */
function lasting() {
  let end = () => {}
  const over = new Promise((resolve) => (end = () => resolve(undefined)))
  return { work: () => over.then(does('the long one')), end }
}

const fails = async () => {
  throw new TesseraError('too-large')
}

test('while one change goes on no other begins', async () => {
  const { work, end } = lasting()
  const first = acting.act(work)
  await acting.act(does('another'))
  assert.equal(acting.working.value, true)
  end()
  await first
  assert.deepEqual(done, ['the long one'])
  assert.equal(acting.working.value, false)
})

test('what somebody asks to see or to copy comes while a change goes on', async () => {
  const { work, end } = lasting()
  const change = acting.act(work)
  await acting.ask(does('a copy'))
  assert.deepEqual(done, ['a copy'])
  end()
  await change
  assert.deepEqual(done, ['a copy', 'the long one'])
})

test('a failure is told until the next thing is set off, and what is only looked at does not silence it', async () => {
  await acting.ask(fails)
  const told = acting.failure.value
  assert.ok(told)
  await acting.look(does('a look'))
  assert.equal(acting.failure.value, told)
  await acting.ask(does('a copy'))
  assert.equal(acting.failure.value, null)
  await acting.act(fails)
  assert.equal(acting.failure.value, told)
  await acting.act(does('a change'))
  assert.equal(acting.failure.value, null)
})

test('what was given up by leaving the page is no failure', async () => {
  await acting.ask(async () => {
    throw new DOMException('left', 'AbortError')
  })
  assert.equal(acting.failure.value, null)
})
