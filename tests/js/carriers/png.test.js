import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, inflateSync } from 'node:zlib'
import { encode } from '../../../static/js/carriers/png.js'

/** @param {Uint8Array} file */
function chunks(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const found = []
  for (let at = 8; at < file.length;) {
    const length = view.getUint32(at)
    const body = file.subarray(at + 8, at + 8 + length)
    assert.equal(view.getUint32(at + 8 + length), crc32(file.subarray(at + 4, at + 8 + length)))
    found.push({ name: Buffer.from(file.subarray(at + 4, at + 8)).toString(), body })
    at += 12 + length
  }
  return found
}

test('encode writes a one-bit grey PNG whose checksums hold', async () => {
  const file = await encode(
    [
      [true, false, true],
      [false, false, true],
    ],
    3,
  )
  assert.equal(Buffer.from(file.subarray(0, 8)).toString('latin1'), '\x89PNG\r\n\x1a\n')
  const [header, data, end, ...more] = chunks(file)
  assert.deepEqual([header.name, data.name, end.name, more.length], ['IHDR', 'IDAT', 'IEND', 0])
  assert.deepEqual([...header.body], [0, 0, 0, 9, 0, 0, 0, 6, 1, 0, 0, 0, 0])
})

test('each module becomes a square of pixels, true black', async () => {
  const [, data] = chunks(
    await encode(
      [
        [true, false, true],
        [false, false, true],
      ],
      3,
    ),
  )
  const first = [0, 0b00011100, 0b00000000]
  const second = [0, 0b11111100, 0b00000000]
  assert.deepEqual([...inflateSync(data.body)], [first, first, first, second, second, second].flat())
})
