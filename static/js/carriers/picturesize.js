/**
 * What the first bytes of a picture say, so that a bomb of a picture is refused before anything decodes it.
 * @typedef {object} Format
 * @property {string} type  media type
 * @property {(bytes: Uint8Array) => boolean} matches
 * @property {(view: DataView) => {width: number, height: number} | null} size  null or a RangeError: cut or malformed
 */

/** The pictures that browsers decode. @type {readonly Format[]} */
const FORMATS = [
  { type: 'image/png', matches: (bytes) => says(bytes, 0, '\x89PNG\r\n\x1a\n'), size: pngSize },
  { type: 'image/jpeg', matches: (bytes) => says(bytes, 0, '\xff\xd8\xff'), size: jpegSize },
  { type: 'image/gif', matches: (bytes) => says(bytes, 0, 'GIF87a') || says(bytes, 0, 'GIF89a'), size: gifSize },
  { type: 'image/webp', matches: (bytes) => says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP'), size: webpSize },
  {
    type: 'image/heic',
    matches: (bytes) => isBrand(bytes, ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1']),
    size: heifSize,
  },
  { type: 'image/avif', matches: (bytes) => isBrand(bytes, ['avif', 'avis']), size: heifSize },
]

/**
 * @param {Uint8Array} bytes  a whole file
 * @returns {{type: string, size: {width: number, height: number} | null} | null}  null: no picture; size null: a broken one
 */
export function inspect(bytes) {
  const format = FORMATS.find(({ matches }) => matches(bytes))
  if (!format) return null
  try {
    return { type: format.type, size: format.size(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)) }
  } catch (error) {
    if (error instanceof RangeError) return { type: format.type, size: null }
    throw error
  }
}

/** @param {DataView} view */
function pngSize(view) {
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** @param {DataView} view */
function gifSize(view) {
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

/**
 * From the frame header (ITU-T T.81 §B.2.2), the first of the markers C0–CF that is not a table or reserved.
 * @param {DataView} view
 */
function jpegSize(view) {
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/**
 * From the first chunk: lossy (RFC 6386 §9.1), lossless or extended (RFC 9649 §2.5–2.7).
 * @param {DataView} view
 */
function webpSize(view) {
  switch (view.getUint8(15)) {
    case 0x20:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 0x4c: {
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 0x58:
      return { width: (view.getUint32(23, true) >>> 8) + 1, height: (view.getUint32(26, true) >>> 8) + 1 }
    default:
      return null
  }
}

// Where the `ispe` properties of HEIF lie depends on boxes in boxes; all of them come before the picture's data.
const HEIF_HEADER = 65_536

/**
 * The largest of the `ispe` properties (ISO/IEC 23008-12 §6.5.3): one for each tile, thumbnail and whole.
 * @param {DataView} view
 */
function heifSize(view) {
  let largest = null
  for (let at = 8; at + 16 <= Math.min(view.byteLength, HEIF_HEADER); at++) {
    if (view.getUint32(at) !== 0x69737065) continue
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size
  }
  return largest
}

/** @param {Uint8Array} bytes @param {string[]} brands */
function isBrand(bytes, brands) {
  return says(bytes, 4, 'ftyp') && brands.some((brand) => says(bytes, 8, brand))
}

/** @param {Uint8Array} bytes @param {number} at @param {string} latin1 */
function says(bytes, at, latin1) {
  return bytes.length >= at + latin1.length && [...latin1].every((letter, i) => bytes[at + i] === letter.charCodeAt(0))
}
