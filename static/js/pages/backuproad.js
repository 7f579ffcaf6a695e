import { signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { TesseraError } from '../errors.js'
import { dateOf } from './backupfile.js'

/**
 * A backup that may need the password of its day: which one, once that was found out.
 * @param {(file: Blob, password?: string) => Promise<void>} use fails with `backup-password` where the password is needed
 */
export function makeBackupRoad(use) {
  const asked = signal(/** @type {Blob | null} */ (null))

  /** @param {Blob} file @param {string} [password] */
  async function take(file, password) {
    try {
      await use(file, password)
      asked.value = null
    } catch (error) {
      const isAsked = error instanceof TesseraError && error.code === 'backup-password'
      const isWrong = error instanceof TesseraError && error.code === 'backup-password-wrong'
      asked.value = isAsked || isWrong ? file : null
      throw isAsked ? new TesseraError('backup-password', { at: dateOf(file) }) : error
    }
  }
  return {
    asked,
    take,
    /** @param {string} password */
    async answer(password) {
      if (asked.value) await take(asked.value, password)
    },
  }
}

/**
 * @param {(file: Blob, password?: string) => Promise<void>} use
 * @returns {ReturnType<typeof makeBackupRoad>} for the life of a component; `asked` is the file whose password is asked for
 */
export function useBackupRoad(use) {
  return useMemo(() => makeBackupRoad(use), [])
}
