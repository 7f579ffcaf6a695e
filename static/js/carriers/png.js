// A PNG of a QR is a few hundred bytes of 1-bit rows. Written here and not by a canvas, because browsers that guard
// against fingerprinting put noise into what a canvas gives back, and this picture may be somebody's only key.

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/**
 * A black and white PNG (ISO/IEC 15948, one channel, 1 bit deep).
 * @param {boolean[][]} modules  rows as long as each other, true is black
 * @param {number} side  pixels a module
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function encode(modules, side) {
  const width = modules[0].length * side
  const height = modules.length * side
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  view.setUint8(8, 1)
  const rows = modules.flatMap((row) => Array(side).fill(scanline(row, side)))
  const pixels = await deflate(new Blob(rows))
  const chunks = [SIGNATURE, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', new Uint8Array())]
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

/**
 * Filter type 0, then a bit a pixel, 1 for white.
 * @param {boolean[]} row
 * @param {number} side
 */
function scanline(row, side) {
  const line = new Uint8Array(1 + Math.ceil((row.length * side) / 8))
  for (let x = 0; x < row.length * side; x++) {
    if (!row[Math.floor(x / side)]) line[1 + (x >> 3)] |= 0x80 >> (x & 7)
  }
  return line
}

/** @param {Blob} bytes */
async function deflate(bytes) {
  const stream = bytes.stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/**
 * @param {string} name  four letters
 * @param {Uint8Array} body
 */
function chunk(name, body) {
  const out = new Uint8Array(12 + body.length)
  const view = new DataView(out.buffer)
  view.setUint32(0, body.length)
  out.set(new TextEncoder().encode(name), 4)
  out.set(body, 8)
  view.setUint32(8 + body.length, crc32(out.subarray(4, 8 + body.length)))
  return out
}

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff]
  return (crc ^ 0xffffffff) >>> 0
}
