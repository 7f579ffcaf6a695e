import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import assert from 'node:assert/strict'
import { scanner } from '../../../static/js/carriers/zxing.js'
import { TesseraError } from '../../../static/js/errors.js'

/** @typedef {import('../../../static/js/carriers/filters/grey.js').Grey} Grey */

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * A key string with a right checksum over a body of its own, made apart from the code under test (docs/formats.md §5).
 * @param {{suite?: number, fill?: number, magic?: string, number?: number}} [body]
 */
export function makeKeyString({ suite = 1, fill = 7, magic = 'TSRK', number = 1 } = {}) {
  const body = Buffer.alloc(138, fill)
  body.write(magic, 0, 'ascii')
  body[4] = suite
  body.writeUInt32BE(1, 21)
  body[41] = 1
  const binary = Buffer.concat([body, createHash('sha256').update(body).digest().subarray(0, 4)])
  return `TSRK${number}:${base32(binary)}`
}

/** @param {Buffer} bytes */
function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** The decoder that the browser gets, its WebAssembly read from disk. */
export const scan = scanner({
  wasmBinary: new Uint8Array(
    readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')),
  ).buffer,
})

/**
 * Modules as a picture, black on white.
 * @param {boolean[][]} modules
 * @param {number} side  pixels a module
 * @returns {Grey}
 */
export function painted(modules, side) {
  const width = modules[0].length * side
  const height = modules.length * side
  const data = new Uint8Array(width * height)
  for (let at = 0; at < data.length; at++) {
    data[at] = modules[Math.floor(at / width / side)][Math.floor((at % width) / side)] ? 0 : 255
  }
  return { data, width, height }
}

/** @param {string} text */
export function utf8(text) {
  return new TextEncoder().encode(text)
}

/**
 * @param {Promise<unknown>} promise
 * @param {string} code
 * @param {object} [detail]
 */
export async function refusedAs(promise, code, detail) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof TesseraError, String(error))
    assert.equal(error.code, code)
    if (detail) assert.deepEqual(error.detail, detail)
    return true
  })
}

/**
 * A picture as large as `image` with other values, rounded and held within 0–255.
 * @param {Grey} image
 * @param {(at: number) => number} value  of the pixel at that index
 * @returns {Grey}
 */
export function changed({ width, height }, value) {
  const data = new Uint8ClampedArray(width * height)
  for (let at = 0; at < data.length; at++) data[at] = value(at)
  return { data: new Uint8Array(data.buffer), width, height }
}
