// Taking a copy of the Account Key out of the browser: as a picture or as a key file.
import { call } from './site.js'

/** @typedef {{keyString: string, email: string, ends: string, accountId: string}} Issued */

const MODULE = 10

/**
 * The QR of a key string, drawn: 10 pixels a module, black on white (docs/formats.md §5).
 * @param {string} keyString
 * @returns {Promise<HTMLCanvasElement>}
 */
export async function drawPicture(keyString) {
  const { modules } = await import('../carriers/qr.js')
  const rows = modules(keyString)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = rows.length * MODULE
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }))
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#000'
  rows.forEach((row, y) => row.forEach((black, x) => black && context.fillRect(x * MODULE, y * MODULE, MODULE, MODULE)))
  return canvas
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>}
 */
function toPng(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas gave no picture'))), 'image/png')
  })
}

/**
 * Hands a file to the browser's own downloads.
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000) // the download has its own hold on the blob once begun
}

/** Issues a copy of kind picture and downloads it. */
export async function takePicture() {
  const issued = /** @type {Issued} */ (await call('issueCopy', { kind: 'picture' }))
  download(await toPng(await drawPicture(issued.keyString)), 'tessera_key.png')
}

/** Issues a copy of kind file and downloads it. */
export async function takeFile() {
  const issued = /** @type {Issued} */ (await call('issueCopy', { kind: 'file' }))
  const { write } = await import('../carriers/keyfile.js')
  const date = new Date().toISOString().slice(0, 10)
  download(new Blob([write({ ...issued, date })], { type: 'application/octet-stream' }), 'tessera.tesserakey')
}
