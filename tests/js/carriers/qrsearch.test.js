import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeQR } from 'qr'
import { blur } from '../../../static/js/carriers/filters/blur.js'
import { scale } from '../../../static/js/carriers/filters/resize.js'
import { MetKey } from '../../../static/js/carriers/met.js'
import { modules } from '../../../static/js/carriers/qr.js'
import { glance, search } from '../../../static/js/carriers/qrsearch.js'
import { TesseraError } from '../../../static/js/errors.js'
import { changed, makeKeyString, painted, refusedAs, scan, utf8 } from './cast.js'

/** @typedef {import('../../../static/js/carriers/filters/grey.js').Grey} Grey */

/** What becomes of one picture. @param {Grey} image @param {import('../../../static/js/carriers/qrsearch.js').Scan} scan */
async function find(image, scan) {
  const met = new MetKey()
  const keyString = await search(image, scan, met)
  if (keyString === null) throw met.verdict() ?? new TesseraError('no-code')
  return keyString
}

const KEY = makeKeyString()
const PICTURE = painted(modules(KEY), 4)
const BLANK = changed({ data: new Uint8Array(), width: 300, height: 300 }, () => 255)

/** @param {string} text */
const foreign = (text) => painted(encodeQR(text, 'raw', { border: 4, scale: 1 }), 4)

/** @param {Grey} left @param {Grey} right  @returns {Grey} */
function beside(left, right) {
  const width = left.width + right.width
  return changed({ data: left.data, width, height: Math.max(left.height, right.height) }, (at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    const [image, from] = x < left.width ? [left, x] : [right, x - left.width]
    return y < image.height ? image.data[y * image.width + from] : 255
  })
}

/** A generator of the same noise every time. @param {number} seed */
function noise(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
}

/** Each is a way in which photos fail. @type {Record<string, () => Grey>} */
const DISTORTIONS = {
  'as made': () => PICTURE,
  'light on dark': () => changed(PICTURE, (at) => 255 - PICTURE.data[at]),
  'turned by a quarter': () =>
    changed(PICTURE, (at) => PICTURE.data[(at % PICTURE.width) * PICTURE.width + Math.floor(at / PICTURE.width)]),
  'of 2 pixels a module': () => scale(PICTURE, 1 / 2),
  'out of focus': () => [1, 2, 3, 4].reduce((image) => blur(image), PICTURE),
  'of low contrast under a gradient': () =>
    changed(PICTURE, (at) => 60 + (at % PICTURE.width) / 2 + PICTURE.data[at] / 16),
  noisy: () => {
    const next = noise(7)
    return changed(PICTURE, (at) => 60 + PICTURE.data[at] / 2 + 200 * next())
  },
  'under glare': () =>
    changed(PICTURE, (at) => {
      const [x, y] = [at % PICTURE.width, Math.floor(at / PICTURE.width)]
      return PICTURE.data[at] * 0.6 + 240 * Math.exp(-((x - 90) ** 2 + (y - 90) ** 2) / 8000)
    }),
}

for (const [name, make] of Object.entries(DISTORTIONS)) {
  test(`the key string is found in a picture ${name}`, async () => {
    assert.equal(await find(make(), scan), KEY)
  })
}

test('a picture without a code is told from one with the wrong code', async () => {
  await refusedAs(find(BLANK, scan), 'no-code')
})

for (const [text, what] of /** @type {const} */ ([
  ['https://example.org/TSRK1:', 'web'],
  ['HTTP://EXAMPLE.ORG', 'web'],
  ['otpauth://totp/ada?secret=JBSWY3DPEHPK3PXP', 'otp'],
  ['otpauth-migration://offline?data=x', 'otp'],
  ['WIFI:T:WPA;S:home;P:secret;;', 'other'],
  ['TSRK:ABC', 'other'],
])) {
  test(`${text} is no key, and what it is is told: ${what}`, async () => {
    await refusedAs(find(foreign(text), scan), 'not-a-key', { what })
  })
}

test('the key is found beside another code, even when only a retry can read it', async () => {
  const stranger = foreign('https://example.org')
  assert.equal(await find(beside(stranger, PICTURE), scan), KEY)
  const faint = changed(PICTURE, (at) => 249 + PICTURE.data[at] / 40)
  assert.equal(await find(beside(stranger, faint), scan), KEY)
})

test('a code of ours that does not add up is damaged, one of a later format is newer', async () => {
  const at = KEY.length - 20
  const wrong = KEY.slice(0, at) + (KEY[at] === 'A' ? 'B' : 'A') + KEY.slice(at + 1)
  await refusedAs(find(painted(modules(wrong), 4), scan), 'damaged')
  await refusedAs(find(painted(modules(makeKeyString({ number: 2 })), 4), scan), 'newer-format')
  await refusedAs(find(painted(modules(makeKeyString({ suite: 2 })), 4), scan), 'newer-format')
})

test('a key string wins over a broken one, and a broken one over a stranger', async () => {
  const stranger = foreign('https://example.org')
  const newer = painted(modules(makeKeyString({ number: 2 })), 4)
  assert.equal(await find(beside(newer, PICTURE), scan), KEY)
  await refusedAs(find(beside(stranger, newer), scan), 'newer-format')
  await refusedAs(find(beside(newer, stranger), scan), 'newer-format')
})

test('a glance makes one attempt, a closer one two, and tells strangers from nothing', async () => {
  let scans = 0
  /** @type {import('../../../static/js/carriers/qrsearch.js').Scan} */
  const counted = (...asked) => {
    scans++
    return scan(...asked)
  }
  const met = new MetKey()
  assert.equal(await glance(BLANK, counted, met, false), null)
  assert.equal(scans, 1)
  assert.equal(await glance(BLANK, counted, met, true), null)
  assert.equal(scans, 3)
  assert.equal(met.verdict(), null)
  assert.equal(await glance(PICTURE, counted, met, true), KEY)
  assert.equal(scans, 4)
  assert.equal(await glance(foreign('https://example.org'), counted, met, false), null)
  assert.deepEqual(met.verdict()?.detail, { what: 'web' })
})

test('a hit ends the search, a miss goes on to the next attempt', async () => {
  /** @type {object[]} */
  const asked = []
  const found = await find(PICTURE, async (_, options) => {
    asked.push(options)
    return asked.length === 2 ? [utf8(KEY)] : []
  })
  assert.equal(found, KEY)
  assert.deepEqual(asked, [{}, { binarizer: 'FixedThreshold' }])
})
