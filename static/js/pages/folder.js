// The folder that a person picks for key file and backups: what only a page can ask the browser for, at a click.
import { TesseraError } from '../errors.js'

/** @typedef {FileSystemDirectoryHandle} Directory */
/** @typedef {{id: string, mode: 'readwrite', startIn: 'documents'}} PickerOptions */
/** @typedef {{showDirectoryPicker?: (options: PickerOptions) => Promise<Directory>}} Picking */
/** @typedef {{requestPermission: (wanted: {mode: 'readwrite'}) => Promise<'granted' | 'prompt' | 'denied'>}} Asking */

/** Whether this browser lets a page write to a folder. */
export function canPick() {
  return /** @type {Picking} */ (window).showDirectoryPicker !== undefined
}

/**
 * @returns {Promise<Directory>}
 * @throws {DOMException} `AbortError` when none was picked
 * @throws {TesseraError} `folder-closed` when the browser does not let it be used
 */
export async function pick() {
  const { showDirectoryPicker } = /** @type {Required<Picking>} */ (/** @type {Picking} */ (window))
  try {
    return await showDirectoryPicker.call(window, { id: 'tessera', mode: 'readwrite', startIn: 'documents' })
  } catch (error) {
    const isRefused = error instanceof DOMException && error.name !== 'AbortError'
    throw isRefused ? new TesseraError('folder-closed') : error
  }
}

/**
 * Asks the browser to let a folder be used again that it has forgotten.
 * @param {Directory} folder
 * @throws {TesseraError} `folder-closed`
 */
export async function allow(folder) {
  const permission = await /** @type {Asking} */ (/** @type {unknown} */ (folder)).requestPermission({
    mode: 'readwrite',
  })
  if (permission !== 'granted') throw new TesseraError('folder-closed')
}
