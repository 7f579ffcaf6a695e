// Taking a copy of the Account Key out of the browser: as a picture or as a key file.
import { call } from './site.js'

/** @typedef {{keyString: string, email: string, ends: string, accountId: string}} Issued */

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

/**
 * Issues a copy of kind picture.
 * @returns {Promise<Blob>} image/png
 */
export async function issuePicture() {
  const { keyString } = /** @type {Issued} */ (await call('issueCopy', { kind: 'picture' }))
  const { write } = await import('../carriers/picturewrite.js')
  return write(keyString)
}

/** Issues a copy of kind picture and downloads it. */
export async function takePicture() {
  download(await issuePicture(), 'tessera_key.png')
}

/** Issues a copy of kind file and downloads it. */
export async function takeFile() {
  const issued = /** @type {Issued} */ (await call('issueCopy', { kind: 'file' }))
  const { write } = await import('../carriers/keyfile.js')
  const date = new Date().toISOString().slice(0, 10)
  download(new Blob([write({ ...issued, date })], { type: 'application/octet-stream' }), 'tessera.tesserakey')
}

/** Issues a copy of kind kit, shows it as a page for paper and has it printed. */
export async function takeKit() {
  const { printKit } = await import('./kit.jsx')
  await printKit()
}
