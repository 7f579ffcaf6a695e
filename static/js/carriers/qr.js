import { encodeQR } from 'qr'

/**
 * The QR of a key string as docs/formats.md §5 wants it: version 11, error correction Q, one alphanumeric segment.
 * @param {string} keyString  canonical
 * @returns {boolean[][]} 69 rows of 69, true is black; the margin of 4 white modules is included
 */
export function modules(keyString) {
  return encodeQR(keyString, 'raw', { version: 11, ecc: 'quartile', encoding: 'alphanumeric', border: 4, scale: 1 })
}
