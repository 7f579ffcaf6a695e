import { useSignal } from '@preact/signals'
import { useAct } from './act.js'
import { isBackup } from './backupfile.js'
import { useBackupRoad } from './backuproad.js'
import { asText, sortKeyText } from './keytext.js'
import { useReading } from './reading.js'
import { call, enter, reason } from './site.js'

/** A way of presenting the key that takes room on the page. @typedef {'camera' | 'typing'} Way */

/**
 * The ways in which the authorize page takes a key, one at a time: each is read here, in the browser, and answers the
 * server's challenge.
 */
export function useAuthorizing() {
  const { failure, working, slow, act, look } = useAct()
  const { isReading, step, read } = useReading()
  const backup = useBackupRoad(authorizeWithBackup)
  const open = useSignal(/** @type {Way | null} */ (null))
  // Counts the openings of the camera: one that was refused is asked for anew.
  const opened = useSignal(0)

  /** @param {() => Promise<void>} work */
  const attempt = (work) => {
    if (open.value === 'camera') open.value = null
    return void act(() => {
      reason.value = null
      return work()
    })
  }
  /** @param {Blob} file */
  const onFile = (file) => attempt(async () => authorizeWithFile(file, await read(file), backup))
  /** @param {string} password  of the day on which the backup was made that waits for it */
  const onPassword = (password) => attempt(() => backup.answer(password))
  /** @param {string} keyString  canonical */
  const onScan = (keyString) => attempt(() => authorize(keyString))
  /** @param {string} typed  words, a key string, or the contents of a key file */
  const onText = (typed) =>
    attempt(async () => {
      const { words, carrier } = sortKeyText(typed)
      if (words !== undefined) await enter(await call('authorizeWithWords', { words }))
      else await authorize(await read(carrier).catch(asText))
    })
  const onCamera = () => {
    failure.value = null
    reason.value = null
    opened.value++
    open.value = 'camera'
  }
  const on = { attempt, onFile, onScan, onText, onCamera, onPassword }
  return { failure, working, slow, act, look, isReading, step, open, opened, asked: backup.asked, ...on }
}

/**
 * @param {Blob} file
 * @param {string} keyString  that was read out of it
 * @param {ReturnType<typeof useBackupRoad>} backup
 */
async function authorizeWithFile(file, keyString, backup) {
  backup.asked.value = null
  await ((await isBackup(file)) ? backup.take(file) : authorize(keyString))
}

/** @param {Blob} blob @param {string} [password] */
async function authorizeWithBackup(blob, password) {
  await enter(await call('authorizeWithBackup', { blob, ...(password !== undefined && { password }) }))
}

/** @param {string} keyString */
async function authorize(keyString) {
  await enter(await call('authorizeWith', { keyString }))
}
