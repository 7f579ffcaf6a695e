import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { answer, asked, settled } from './page.js'

const { makeAct } = await import('../../../static/js/pages/act.js')
const { Changes } = await import('../../../static/js/pages/changes.js')
const { closeToasts, toasts } = await import('../../../static/js/pages/site.js')

mock.timers.enable({ apis: ['setTimeout'] }) // toasts would close, and keep this from ending

/** What the toasts say. */
const said = () => toasts.value.map(({ text }) => text)
/** What the toasts offer to take back. */
const offered = () => toasts.value.filter(({ action }) => action).map(({ text }) => text)
/** Presses the button of a toast, as ui/feedback.jsx does. @param {string} text */
function press(text) {
  const toast = toasts.value.find((one) => one.text === text) ?? assert.fail(`no toast says ${text}`)
  toasts.value = toasts.value.filter((one) => one !== toast)
  toast.action?.run()
}

/** @type {ReturnType<typeof makeAct>} */
let acting
/** @type {InstanceType<typeof Changes>} */
let changes
let shown = 0

beforeEach(() => {
  closeToasts()
  asked.length = shown = 0
  acting = makeAct({})
  changes = new Changes(acting.ask, async () => (shown += 1))
})

/** Makes a change, as bulk.js and itemacts.js do. @param {string} text */
const change = (text) =>
  acting.act(async () => {
    const { call } = await import('../../../static/js/pages/site.js')
    const { undo } = await call('trashItem', { id: text })
    changes.tell(text, undo)
  })

test('the last change is taken back, and then the one before', async () => {
  changes.tell('one', 1)
  changes.tell('two', 2)
  changes.takeBackLast()
  assert.deepEqual(await answer('undo', { value: { undo: 3 } }), { undo: 2 })
  assert.deepEqual(said(), ['Undone: two'])
  changes.takeBackLast()
  assert.deepEqual(await answer('undo', { value: { undo: 4 } }), { undo: 1 })
  changes.takeBackLast()
  await settled()
  assert.equal(said().at(-1), 'There is nothing to undo.')
  assert.equal(shown, 2)
})

test('what was done before a visit to another page is taken back after it, and not after a lock', async () => {
  changes.tell('one', 1)
  const made = changes.leave()
  assert.deepEqual(said(), [])
  changes = new Changes(acting.ask, async () => (shown += 1))
  changes.goOn(made)
  changes.takeBackLast()
  assert.deepEqual(await answer('undo', { value: { undo: 2 } }), { undo: 1 })
  changes.tell('two', 3)
  changes.forget()
  assert.deepEqual([changes.leave(), said().includes('two')], [[], false])
})

test('what could not be taken back can be tried again, by the key and by the button', async () => {
  changes.tell('one', 1)
  changes.takeBackLast()
  await answer('undo', { code: 'unreachable' })
  assert.ok(acting.failure.value)
  assert.deepEqual(offered(), ['one'])
  press('one')
  await answer('undo', { code: 'unreachable' })
  assert.deepEqual(offered(), ['one'])
  changes.takeBackLast()
  assert.deepEqual(await answer('undo', { value: { undo: 2 } }), { undo: 1 })
  assert.deepEqual(said(), ['Undone: one'])
  assert.equal(shown, 1)
})

test('what was taken back is offered no more, even where the list could not be shown', async () => {
  changes = new Changes(acting.ask, () => Promise.reject(new DOMException('left', 'AbortError')))
  changes.tell('one', 1)
  changes.takeBackLast()
  await answer('undo', { value: { undo: 2 } })
  assert.deepEqual(offered(), [])
  changes.takeBackLast()
  await settled()
  assert.deepEqual(said(), ['There is nothing to undo.'])
})

test('one change is not taken back twice by two presses', async () => {
  changes.tell('one', 1)
  const [{ action }] = toasts.value
  action?.run()
  action?.run()
  changes.takeBackLast()
  assert.deepEqual(await answer('undo', { value: { undo: 2 } }), { undo: 1 })
  assert.deepEqual(asked, [])
  assert.equal(shown, 1)
})

test('two presses take back two changes, one after the other', async () => {
  changes.tell('one', 1)
  changes.tell('two', 2)
  changes.takeBackLast()
  changes.takeBackLast()
  await settled()
  assert.equal(asked.length, 1)
  assert.deepEqual(await answer('undo', { value: { undo: 3 } }), { undo: 2 })
  assert.deepEqual(await answer('undo', { value: { undo: 4 } }), { undo: 1 })
})

test('what the worker no longer has is not tried for ever', async () => {
  changes.tell('one', 1)
  changes.tell('two', 2)
  changes.takeBackLast()
  await answer('undo', { code: 'not-found' })
  assert.deepEqual(said(), ['There is nothing to undo.'])
  changes.takeBackLast()
  assert.deepEqual(await answer('undo', { value: { undo: 3 } }), { undo: 1 })
})

test('pressed while a change is being made, it is that change that is meant', async () => {
  changes.tell('before', 1)
  void change('now')
  changes.takeBackLast()
  await answer('trashItem', { value: { undo: 2 } })
  assert.deepEqual(await answer('undo', { value: { undo: 3 } }), { undo: 2 })
  assert.equal(said().at(-1), 'Undone: now')
})

test('pressed while a change is being made that then fails, nothing is taken back', async () => {
  changes.tell('before', 1)
  void change('now')
  changes.takeBackLast()
  await answer('trashItem', { code: 'unreachable' })
  assert.deepEqual(asked, [])
  assert.deepEqual(said(), ['before'])
})

test('pressed while something else goes on, it waits for that', async () => {
  changes.tell('before', 1)
  void acting.act(async () => settled())
  changes.takeBackLast()
  assert.deepEqual(asked, [])
  await settled()
  assert.deepEqual(await answer('undo', { value: { undo: 2 } }), { undo: 1 })
})

test('a change that was made, of which the list could not be shown, is taken back all the same', async () => {
  void acting.act(async () => {
    await settled()
    changes.tell('now', 1)
    throw new DOMException('left', 'AbortError')
  })
  changes.takeBackLast()
  await settled()
  assert.deepEqual(await answer('undo', { value: { undo: 2 } }), { undo: 1 })
})

test('after locking nothing is said of what was taken back, nor offered', async () => {
  changes.tell('one', 1)
  changes.takeBackLast()
  await settled()
  changes.forget()
  await answer('undo', { value: { undo: 2 } })
  assert.deepEqual(said(), [])
  changes.tell('two', 3)
  changes.takeBackLast()
  await settled()
  changes.forget()
  await answer('undo', { code: 'unreachable' })
  assert.deepEqual(said(), [])
})
