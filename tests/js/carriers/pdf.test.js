import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeQR } from 'qr'
import { MetKey } from '../../../static/js/carriers/met.js'
import { read } from '../../../static/js/carriers/pdf.js'
import { modules } from '../../../static/js/carriers/qr.js'
import { TesseraError } from '../../../static/js/errors.js'
import { changed, makeKeyString, painted, refusedAs, scan, utf8 } from './cast.js'

/** @typedef {import('../../../static/js/carriers/filters/grey.js').Grey} Grey */

const KEY = makeKeyString()
const CODE = painted(modules(KEY), 4)
const BLANK = changed({ data: new Uint8Array(), width: 60, height: 60 }, () => 255)
const STRANGER = painted(encodeQR('https://example.org', 'raw', { border: 4, scale: 1 }), 4)
const FILE = utf8('%PDF-1.7 … %%EOF')

/**
 * A PDF as pages that are drawn without pdf.js, and what was done with it.
 * @param {((side: number) => Grey)[]} drawn
 */
function opened(...drawn) {
  /** @type {[number, number][]} */
  const looked = []
  /** @type {import('../../../static/js/carriers/index.js').Step[]} */
  const steps = []
  let closed = 0
  const pages = {
    count: drawn.length,
    draw: async (/** @type {number} */ page, /** @type {number} */ side) => {
      looked.push([page, side])
      return drawn[page - 1](side)
    },
    close: async () => void closed++,
  }
  const tools = {
    pdf: async () => pages,
    pixels: () => assert.fail('decoded a picture'),
    scan,
    makeMet: () => new MetKey(),
    onStep: (/** @type {any} */ step) => steps.push(step),
  }
  return { tools, looked, steps, closed: () => closed }
}

test('what does not say that it is a PDF is left to others', async () => {
  const { tools } = opened(() => CODE)
  assert.equal(await read(utf8('Tessera key file 1\n'), tools), null)
  assert.equal(await read(utf8(`${' '.repeat(2000)}%PDF-1.7`), tools), null)
  assert.equal(await read(utf8(`\n\n%PDF-1.7 %%EOF`), tools), KEY)
})

test('every page gets a first look before any gets a second', async () => {
  const pdf = opened(
    () => BLANK,
    (side) => (side === 3200 ? CODE : BLANK),
  )
  assert.equal(await read(FILE, pdf.tools), KEY)
  assert.deepEqual(pdf.looked, [
    [1, 1600],
    [2, 1600],
    [1, 3200],
    [2, 3200],
  ])
  assert.deepEqual(pdf.steps, [
    { what: 'pages', done: 0, total: 2 },
    { what: 'pages', done: 1, total: 2 },
    { what: 'closely', done: 0, total: 2 },
    { what: 'closely', done: 1, total: 2 },
  ])
  assert.equal(pdf.closed(), 1)
})

test('a key on the last page wins over a stranger on the first, and a stranger over nothing', async () => {
  assert.equal(
    await read(
      FILE,
      opened(
        () => STRANGER,
        () => CODE,
      ).tools,
    ),
    KEY,
  )
  const pdf = opened(
    () => BLANK,
    () => STRANGER,
  )
  await refusedAs(read(FILE, pdf.tools), 'not-a-key', { what: 'web' })
  assert.equal(pdf.closed(), 1)
})

test('no more than fifty pages are searched, and that is said', async () => {
  const none = async () => []
  const pdf = opened(...Array(60).fill(() => BLANK))
  await refusedAs(read(FILE, { ...pdf.tools, scan: none }), 'no-code', { pages: 60, searched: 50 })
  assert.equal(Math.max(...pdf.looked.map(([page]) => page)), 50)
})

test('a PDF without an end and without a code was cut; with a code it serves all the same', async () => {
  const cut = utf8('%PDF-1.7 …')
  await refusedAs(read(cut, opened(() => BLANK).tools), 'pdf-broken')
  await refusedAs(read(cut, opened(() => STRANGER).tools), 'not-a-key')
  assert.equal(await read(cut, opened(() => CODE).tools), KEY)
})

test('what opening or drawing throws is a password, a broken file, or an error of ours', async () => {
  const { tools } = opened()
  /** @param {unknown} error */
  const failing = (error) => read(FILE, { ...tools, pdf: () => Promise.reject(error) })
  await refusedAs(failing(Object.assign(new Error(), { name: 'PasswordException' })), 'pdf-locked')
  await refusedAs(failing(new TypeError('no xref')), 'pdf-broken')
  await refusedAs(failing(new TesseraError('unreachable')), 'unreachable')
  const torn = opened(() => {
    throw new Error('bad page')
  })
  await refusedAs(read(FILE, torn.tools), 'pdf-broken')
  assert.equal(torn.closed(), 1)
})
