/**
 * Backups, as the pages may ask for them. An opened backup stays here, between its preview and what is restored of it,
 * until another is opened or the vault is locked.
 */
import { TesseraError } from '../errors.js'
import { readKept } from '../account/keeping/files.js'
import { makeBackup, openBackup } from '../vault/backup.js'
import { outlasting } from '../vault/keptbackup.js'
import { compare, restore } from '../vault/restore.js'

/** @typedef {import('../account/context.js').Context} Context */
/** @typedef {import('./vaultmethods.js').Vault} Vault */
/** @typedef {import('../vault/backup.js').Content} Content */
/** @typedef {(what: string) => (done: number, total: number) => void} Telling */

/**
 * @param {Context} context
 * @param {Vault} vault
 * @param {() => Promise<void>} ready the vault is open
 * @param {(event: string, detail: object) => void} emit
 */
export function backupMethods(context, vault, ready, emit) {
  /** @type {Telling} */
  const telling = (what) => (done, total) => emit('progress', { what, done, total })
  /** What is backed up or compared is what the server has now, not what this browser saw last. */
  const newest = async () => {
    await ready()
    await vault.sync()
  }
  const restoring = restoringMethods(context, vault, newest, telling)
  return {
    /** To be called when the session's keys are dropped. */
    close: restoring.close,
    /**
     * One that is kept by itself: without the password part, with the key string of its place.
     * @type {import('../account/keeping/backups.js').Make}
     */
    async makeKept({ keyString }) {
      await ready()
      const { blob, name } = await makeBackup(context, vault, { keyString })
      return { name, bytes: new Uint8Array(await blob.arrayBuffer()) }
    },
    methods: {
      ...restoring.methods,
      /** @param {import('../account/keeping/files.js').Which} which backup to be taken away */
      async takeKept(which) {
        await ready()
        const blob = await readKept(context, which)
        return which.place === 'browser' ? outlasting(context, blob) : blob
      },
      /** @param {{password?: string}} [options] */
      async makeBackup({ password } = {}) {
        await newest()
        return makeBackup(context, vault, { password, onProgress: telling('backup') })
      },
    },
  }
}

/**
 * @param {Context} context
 * @param {Vault} vault
 * @param {() => Promise<void>} newest
 * @param {Telling} telling
 */
function restoringMethods(context, vault, newest, telling) {
  /** @type {Content | null} */
  let held = null
  let stopped = false
  return {
    close() {
      held = null
      stopped = true
    },
    methods: {
      /** @param {{blob: Blob, password?: string}} input */
      async previewBackup({ blob, password }) {
        await newest()
        const { turn } = context.session
        const content = await openBackup(context, blob, password)
        context.session.expectTurn(turn)
        held = content
        return compare(content, vault.content().items)
      },
      /** @param {{chosen: string[]}} input ids @throws {TesseraError} `locked` when no backup is open here (any more) */
      async restoreBackup({ chosen }) {
        if (!held) throw new TesseraError('locked')
        stopped = false
        const options = { onProgress: telling('restore'), isStopped: () => stopped }
        const backup = held
        const outcome = await restore(backup, new Set(chosen), vault, options)
        return { ...outcome, preview: compare(backup, vault.content().items) }
      },
      /** Stop after the commit that is under way. */
      async stopRestore() {
        stopped = true
      },
    },
  }
}
