/**
 * The account side of the worker's door: what the pages may ask for. Flows that use keys or the session run in turn.
 */
import { authorizeWith, authorizeWithWords } from '../account/authorize.js'
import { authorizeWithBackup } from '../account/authorizebackup.js'
import { browsers, renameBrowser, revokeBrowser } from '../account/browsers.js'
import { cancelCopy, keyCopies } from '../account/copies.js'
import { issueCopy, kit, mailCopy, words } from '../account/delivery.js'
import { drill } from '../account/drill.js'
import { confirmCode, resendCode, signUp } from '../account/enroll.js'
import { createTurns } from '../account/inturn.js'
import { declineDrills, proveCopy, receipts } from '../account/receipt.js'
import { chooseFolder, dropKept, keptFiles, keptFolder, leaveFolder, readKept } from '../account/keeping/files.js'
import { authorizeFromFolder } from '../account/keeping/found.js'
import { signIn } from '../account/signin.js'
import { signOut, state } from '../account/standing.js'
import { unlock } from '../account/unlock.js'

/** @typedef {import('../account/context.js').Context} Context */

/**
 * @param {Context} context
 * @param {() => void} after called when an act has ended well: it may have opened the session or taken a key copy
 */
export function accountMethods(context, after) {
  const { look, act } = kinds(context, after)
  return {
    state: look(state),
    signUp: act(signUp),
    resendCode: act(resendCode),
    confirmCode: act(confirmCode),
    signIn: act(signIn),
    authorizeWith: act(authorizeWith),
    authorizeWithWords: act(authorizeWithWords),
    authorizeWithBackup: act(authorizeWithBackup),
    authorizeFromFolder: act(authorizeFromFolder),
    unlock: act(unlock),
    signOut: act(signOut),
    keyCopies: look(keyCopies),
    issueCopy: act(issueCopy),
    mailCopy: act(mailCopy),
    words: act(words),
    kit: act(kit),
    receipts: look(receipts),
    proveCopy: act(proveCopy),
    drill: act(drill),
    declineDrills: act(declineDrills),
    cancelCopy: act(cancelCopy),
    browsers: look(browsers),
    renameBrowser: act(renameBrowser),
    revokeBrowser: act(revokeBrowser),
    keptFiles: look(keptFiles),
    keptFolder: look(keptFolder),
    readKept: look(readKept),
    dropKept: act(dropKept),
    chooseFolder: act(chooseFolder),
    leaveFolder: act(leaveFolder),
  }
}

/**
 * The two kinds of methods: what pages ask by themselves, now and then, and what only a person sets off.
 * @param {Context} context
 * @param {() => void} after
 */
function kinds(context, after) {
  const inTurn = createTurns()
  return {
    /**
     * @template {unknown[]} Args
     * @template Value
     * @param {(context: Context, ...args: Args) => Promise<Value>} flow
     * @returns {(...args: Args) => Promise<Value>}
     */
    look:
      (flow) =>
      (...args) =>
        inTurn(() => flow(context, ...args)),

    /**
     * @template {unknown[]} Args
     * @template Value
     * @param {(context: Context, ...args: Args) => Promise<Value>} flow
     * @returns {(...args: Args) => Promise<Value>}
     */
    act:
      (flow) =>
      (...args) =>
        inTurn(async () => {
          const value = await flow(context, ...args)
          after()
          return value
        }),
  }
}
