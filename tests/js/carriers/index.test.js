import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { read } from '../../../static/js/carriers/index.js'
import { write as writeKeyFile } from '../../../static/js/carriers/keyfile.js'
import { write as writePicture } from '../../../static/js/carriers/picture.js'
import { modules } from '../../../static/js/carriers/qr.js'
import { TesseraError } from '../../../static/js/errors.js'
import { makeKeyString, painted, refusedAs, scan } from './cast.js'

/** @typedef {import('../../../static/js/carriers/index.js').Tools} Tools */

const KEY = makeKeyString()
const COPY = { keyString: KEY, email: 'ada@example.org', ends: '7F2K', date: '2026-05-03' }

/** Node decodes no pictures: the QR that one holds is handed over instead. @type {Tools} */
const TOOLS = {
  pixels: async () => painted(modules(KEY), 4),
  pdf: () => assert.fail('opened a PDF'),
  scan,
  onStep: () => {},
}

/** Nothing but a picture may wake a decoder. @type {Tools} */
const NO_TOOLS = {
  pixels: () => assert.fail('decoded a picture'),
  pdf: () => assert.fail('opened a PDF'),
  scan: () => assert.fail('looked for a QR'),
  onStep: () => assert.fail('took a step'),
}

/** A PNG as far as its header. @param {number} width @param {number} height */
function pngOf(width, height) {
  const head = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0', 'latin1')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return new Blob([head])
}

test('a key file, a text and a picture are told apart by content, whatever they are called', async () => {
  assert.equal(await read(new File([writeKeyFile(COPY)], 'photo.png', { type: 'image/png' }), NO_TOOLS), KEY)
  assert.equal(await read(new File([KEY], 'tessera.tesserakey'), NO_TOOLS), KEY)
  assert.equal(await read(new File([await writePicture(KEY)], 'notes.txt', { type: 'text/plain' }), TOOLS), KEY)
})

test('the picture that is written is a PNG of 690 pixels', async () => {
  const blob = await writePicture(KEY)
  const view = new DataView(await blob.arrayBuffer())
  assert.equal(blob.type, 'image/png')
  assert.deepEqual([view.getUint32(16), view.getUint32(20)], [690, 690])
})

test('the decoder of pictures is given the type that the content has', async () => {
  /** @type {string[]} */
  const types = []
  const pixels = async (/** @type {Blob} */ blob) => {
    types.push(blob.type)
    return painted(modules(KEY), 4)
  }
  await read(new Blob([await writePicture(KEY)], { type: 'image/svg+xml' }), { ...TOOLS, pixels })
  assert.deepEqual(types, ['image/png'])
})

test('a picture says how many of the attempts have failed', async () => {
  /** @type {object[]} */
  const steps = []
  const none = { ...TOOLS, scan: async () => [], onStep: (/** @type {object} */ step) => steps.push(step) }
  await refusedAs(read(new Blob([await writePicture(KEY)]), none), 'no-code')
  assert.deepEqual(
    steps,
    [0, 1, 2, 3, 4, 5].map((done) => ({ what: 'attempts', done, total: 6 })),
  )
})

test('a file of no known kind is said to be one', async () => {
  for (const content of ['', 'hello', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'MZ\0\0', 'abandon ability able']) {
    await refusedAs(read(new Blob([content]), NO_TOOLS), 'file-unknown')
  }
})

test('files over 100 MiB and pictures over 50 megapixels are not opened', async () => {
  await refusedAs(read(new Blob([new Uint8Array(100 * 1024 * 1024 + 1)]), NO_TOOLS), 'too-large', { what: 'file' })
  await refusedAs(read(pngOf(10_000, 5_001), NO_TOOLS), 'too-large', { what: 'picture' })
  assert.equal(await read(pngOf(10_000, 5_000), TOOLS), KEY)
})

test('a picture that turns out larger than its header said is refused as well', async () => {
  /** @type {Tools['pixels']} */
  const pixels = async (_, check) => {
    check({ width: 10_000, height: 5_001 })
    return assert.fail('went on')
  }
  await refusedAs(read(pngOf(10, 10), { ...TOOLS, pixels }), 'too-large')
})

test('a picture without a size, or cut before it, is unreadable', async () => {
  await refusedAs(read(pngOf(0, 10), NO_TOOLS), 'picture-unreadable')
  await refusedAs(read(new Blob([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')]), NO_TOOLS), 'picture-unreadable')
})

test('no file makes read throw anything but a TesseraError', async () => {
  const start = fc.constantFrom(
    '',
    '\x89PNG\r\n\x1a\n',
    '\xff\xd8\xff',
    'GIF89a',
    'RIFF....WEBP',
    'Tessera key file 1\n',
    'TSRK1:',
  )
  const none = { ...TOOLS, scan: async () => [] }
  await fc.assert(
    fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), async (text, rest) => {
      await assert.rejects(read(new Blob([Buffer.from(text, 'latin1'), rest]), none), TesseraError)
    }),
  )
})
