import { isBackup } from './backupfile.js'
import { useBackupRoad } from './backuproad.js'
import { useKeyWays } from './keyways.js'
import { call, enter, reason } from './site.js'

/** The ways in which the authorize page takes a key: each answers the server's challenge. */
export function useAuthorizing() {
  const backup = useBackupRoad(authorizeWithBackup)
  const ways = useKeyWays(
    async ({ words, keyString, file }) => {
      if (words !== undefined) await enter(await call('authorizeWithWords', { words }))
      else if (file) await authorizeWithFile(file, keyString, backup)
      else await authorize(keyString)
    },
    () => {
      reason.value = null
    },
  )
  /** @param {string} password  of the day on which the backup was made that waits for it */
  const onPassword = (password) => ways.on.attempt(() => backup.answer(password))
  return { ...ways, asked: backup.asked, onPassword }
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
