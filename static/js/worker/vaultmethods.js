/**
 * The vault side of the worker's door. Whatever is asked for waits until the vault has been opened; an opening that
 * failed, for want of a network perhaps, is tried again by the next who asks.
 */

import { TesseraError } from '../errors.js'
import { codeMethods } from '../vault/codes.js'

/** @typedef {import('../account/session.js').Session} Session */
/** @typedef {ReturnType<typeof import('../vault/vault.js').createVault>} Vault */
/** @typedef {Parameters<typeof import('../vault/vault.js').createVault>[0]} VaultParts */

/**
 * @param {Session} session
 * @param {Vault} vault
 */
export function vaultMethods(session, vault) {
  /** @type {Promise<void> | null} */
  let opening = null

  async function ready() {
    if (!session.isOpen) throw new TesseraError('locked')
    const mine = (opening ??= vault.open())
    try {
      await mine
    } catch (reason) {
      if (opening === mine) opening = null
      throw reason
    }
  }

  return {
    ready,
    /** To be called when the session's keys are dropped. */
    close() {
      opening = null
      vault.close()
    },
    methods: methodsOf(vault, ready),
  }
}

/**
 * @param {Vault} vault
 * @param {() => Promise<void>} ready
 */
function methodsOf(vault, ready) {
  /**
   * @template Args, Value
   * @param {(args: Args) => Value | Promise<Value>} method
   * @returns {(args: Args) => Promise<Value>}
   */
  const opened = (method) => async (args) => {
    await ready()
    return method(args)
  }

  const codes = codeMethods(vault)

  return {
    list: opened(vault.list),
    shelves: opened(() => vault.shelves()),
    indexOf: opened(vault.indexOf),
    nextTitle: opened(vault.nextTitle),
    item: opened(vault.item),
    saveItem: opened((/** @type {Parameters<Vault['saveItem']>[0]} */ typed) => saved(vault, typed)),
    trashItem: opened(vault.trashItem),
    restoreItem: opened(vault.restoreItem),
    duplicateItem: opened(vault.duplicateItem),
    restoreState: opened(vault.restoreState),
    keepFactor: opened(vault.keepFactor),
    changeItems: opened(vault.changeItems),
    emptyTrash: opened(vault.emptyTrash),
    undo: opened(vault.undo),
    saveKind: opened(vault.saveKind),
    kinds: opened(() => vault.kinds()),
    exportItems: opened(vault.exportItems),
    code: opened(codes.code),
    importCodes: opened(codes.importCodes),
    sync: opened(() => vault.sync()),
    vaultInfo: opened(() => vault.vaultInfo()),
    exportVerified: opened(() => vault.exportVerified()),
  }
}

/**
 * With the item as it then is: who saved it looks at it next.
 * @param {Vault} vault
 * @param {Parameters<Vault['saveItem']>[0]} typed
 */
async function saved(vault, typed) {
  const made = await vault.saveItem(typed)
  return { ...made, item: vault.item(made) }
}
