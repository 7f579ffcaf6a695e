// Taking a copy of the Account Key out of the browser: as a picture or as a key file.
import { call } from './site.js'

/** @typedef {{keyString: string, email: string, ends: string, accountId: string}} Issued */
/** @typedef {import('../account/delivery.js').Which} Which */

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
 * @param {Which} [which]
 * @returns {Promise<Blob>} image/png
 */
export async function issuePicture(which) {
  const { keyString } = /** @type {Issued} */ (await call('issueCopy', { kind: 'picture', ...which }))
  const { write } = await import('../carriers/picturewrite.js')
  return write(keyString)
}

/** Issues a copy of kind picture and downloads it. @param {Which} [which] */
export async function takePicture(which) {
  download(await issuePicture(which), 'tessera_key.png')
}

/** Issues a copy of kind file and downloads it. @param {Which} [which] */
export async function takeFile(which) {
  const issued = /** @type {Issued} */ (await call('issueCopy', { kind: 'file', ...which }))
  const { write } = await import('../carriers/keyfile.js')
  const date = new Date().toISOString().slice(0, 10)
  download(new Blob([write({ ...issued, date })], { type: 'application/octet-stream' }), 'tessera.tesserakey')
}

/** Issues a copy of kind kit, shows it as a page for paper and has it printed. @param {Which} [which] */
export async function takeKit(which) {
  const { printKit } = await import('./kit.jsx')
  await printKit(which)
}
