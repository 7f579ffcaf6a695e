import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inspect } from '../../../static/js/carriers/picturesize.js'

/** @param {string} latin1 */
const bytes = (latin1) => Uint8Array.from(latin1, (letter) => letter.charCodeAt(0))

const PICTURES = {
  'image/png': '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x2c\0\0\0\xc8',
  'image/gif': 'GIF89a\x2c\x01\xc8\0',
  // an APP0 segment, a Huffman table and fill bytes before the frame
  'image/jpeg': '\xff\xd8\xff\xe0\0\x04ab\xff\xc4\0\x03c\xff\xff\xc2\0\x11\x08\0\xc8\x01\x2c\x03',
  'image/webp': 'RIFF....WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x2c\x01\xc8\x40',
  'image/heic':
    '\0\0\0\x18ftypheic\0\0\0\0....\0\0\0\x14ispe\0\0\0\0\0\0\0\x40\0\0\0\x40\0\0\0\x14ispe\0\0\0\0\0\0\x01\x2c\0\0\0\xc8',
  'image/avif': '\0\0\0\x18ftypavif\0\0\0\0....\0\0\0\x14ispe\0\0\0\0\0\0\x01\x2c\0\0\0\xc8',
}

for (const [type, start] of Object.entries(PICTURES)) {
  test(`${type} is known by its first bytes and tells its size`, () => {
    assert.deepEqual(inspect(bytes(start)), { type, size: { width: 300, height: 200 } })
  })

  test(`${type} cut short has no size, or is no picture`, () => {
    for (let length = 0; length < start.length - 2; length++) {
      const found = inspect(bytes(start.slice(0, length)))
      assert.ok(
        found === null || found.size === null || found.size.width !== 300 || found.size.height !== 200,
        `${length} bytes`,
      )
    }
  })
}

test('lossless and extended WebP tell their size', () => {
  const size = { width: 300, height: 200 }
  assert.deepEqual(inspect(bytes('RIFF....WEBPVP8L\0\0\0\0\x2f\x2b\xc1\x31\0'))?.size, size)
  assert.deepEqual(inspect(bytes('RIFF....WEBPVP8X\x0a\0\0\0\0\0\0\0\x2b\x01\0\xc7\0\0'))?.size, size)
  assert.equal(inspect(bytes('RIFF....WEBPNOPE\x0a\0\0\0\0\0\0\0\x2b\x01\0\xc7\0\0'))?.size, null)
})

test('a JPEG without a frame has no size', () => {
  assert.equal(inspect(bytes('\xff\xd8\xff\xe0\0\x04abnothing'))?.size, null)
})

test('other files are no pictures', () => {
  for (const start of ['', 'BM', '%PDF-1.7', 'TSRK1:', 'RIFF....WAVE', 'GIF88a', '\0\0\0\x18ftypmp42']) {
    assert.equal(inspect(bytes(start)), null)
  }
})

test('no bytes after a known beginning make inspect throw or run on', () => {
  const beginnings = fc.constantFrom(...Object.values(PICTURES).map((start) => start.slice(0, 16)))
  fc.assert(
    fc.property(beginnings, fc.uint8Array({ maxLength: 300 }), (start, rest) => {
      assert.ok(inspect(Uint8Array.of(...bytes(start), ...rest)))
    }),
  )
})
