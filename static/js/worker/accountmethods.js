/**
 * The account side of the worker's door: what the pages may ask for. Flows that use keys or the session run in turn.
 */
import { authorizeWith, authorizeWithWords } from '../account/authorize.js'
import { authorizeWithBackup } from '../account/authorizebackup.js'
import { browsers, renameBrowser, revokeBrowser } from '../account/browsers.js'
import { askForEmail, confirmEmail, pendingEmail, resendEmailCode, withdrawEmail } from '../account/changeemail.js'
import { changePassword } from '../account/changepassword.js'
import { cancelCopy, keyCopies } from '../account/copies.js'
import { deleteAccount } from '../account/deleteaccount.js'
import { issueCopy, kit, mailCopy, words } from '../account/delivery.js'
import { drill } from '../account/drill.js'
import { confirmCode, resendCode, signUp } from '../account/enroll.js'
import { createTurns } from '../account/inturn.js'
import { declineDrills, proveCopy, receipts } from '../account/receipt.js'
import { chooseFolder, dropKept, keptFiles, keptFolder, leaveFolder } from '../account/keeping/files.js'
import { authorizeFromFolder } from '../account/keeping/found.js'
import { recover } from '../account/recover.js'
import { removeRecovery, setRecovery } from '../account/recovery.js'
import { askReset, beginReset, cancelReset, readReset, wayBack } from '../account/reset.js'
import * as factor from '../account/factors.js'
import { keyRequest, showCode, showKey } from '../account/secondfactor.js'
import { endOtherSessions, endSession, sessions } from '../account/sessions.js'
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
    changePassword: act(changePassword),
    pendingEmail: look(pendingEmail),
    askForEmail: act(askForEmail),
    resendEmailCode: act(resendEmailCode),
    confirmEmail: act(confirmEmail),
    withdrawEmail: act(withdrawEmail),
    deleteAccount: act(deleteAccount),
    ...securityMethods({ look, act }),
    ...wayBackMethods({ look, act }),
    ...keepingMethods({ look, act }),
  }
}

/**
 * The second factor, at sign-in and in Settings; sessions.
 * @param {ReturnType<typeof kinds>} kinds
 */
function securityMethods({ look, act }) {
  return {
    showCode: act(showCode),
    keyRequest: act(keyRequest),
    showKey: act(showKey),
    factors: look(factor.factors),
    confirmPassword: act(factor.confirmPassword),
    newApp: act(factor.newApp),
    addApp: act(factor.addApp),
    newKey: act(factor.newKey),
    addKey: act(factor.addKey),
    renameKey: act(factor.renameKey),
    recoveryCodes: act(factor.recoveryCodes),
    removeFactor: act(factor.removeFactor),
    sessions: look(sessions),
    endSession: act(endSession),
    endOtherSessions: act(endOtherSessions),
  }
}

/**
 * Resets and the recovery key.
 * @param {ReturnType<typeof kinds>} kinds
 */
function wayBackMethods({ look, act }) {
  return {
    wayBack: look(wayBack),
    askReset: look(askReset),
    readReset: look(readReset),
    beginReset: look(beginReset),
    cancelReset: act(cancelReset),
    setRecovery: act(setRecovery),
    removeRecovery: act(removeRecovery),
    recover: act(recover),
  }
}

/**
 * Key files and automatic backups, and where they are kept.
 * @param {ReturnType<typeof kinds>} kinds
 */
function keepingMethods({ look, act }) {
  return {
    keptFiles: look(keptFiles),
    keptFolder: look(keptFolder),
    authorizeFromFolder: act(authorizeFromFolder),
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
