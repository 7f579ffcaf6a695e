/**
 * The account side of the worker's door: what the pages may ask for. Flows that use keys or the session run in turn.
 */
import { authorizeWith, authorizeWithWords } from '../account/authorize.js'
import { browsers, renameBrowser, revokeBrowser } from '../account/browsers.js'
import { cancelCopy, keyCopies } from '../account/copies.js'
import { issueCopy, mailCopy, words } from '../account/delivery.js'
import { confirmCode, resendCode, signUp } from '../account/enroll.js'
import { signIn } from '../account/signin.js'
import { signOut, state } from '../account/standing.js'
import { unlock } from '../account/unlock.js'
import { createTurns } from './inturn.js'

/** @typedef {import('../account/context.js').Context} Context */

/**
 * @param {Context} context
 * @param {() => void} after called when a flow has ended well: it may have opened the session or taken a key copy
 */
export function accountMethods(context, after) {
  const inTurn = createTurns()

  /**
   * @template Args, Value
   * @param {(context: Context, args: Args) => Promise<Value>} flow
   * @returns {(args: Args) => Promise<Value>}
   */
  const flow = (flow) => (args) =>
    inTurn(async () => {
      const value = await flow(context, args)
      after()
      return value
    })

  /**
   * @template Value
   * @param {(context: Context) => Promise<Value>} bare
   * @returns {() => Promise<Value>}
   */
  const bare = (bare) => {
    const run = flow(bare)
    return () => run(undefined)
  }

  return {
    state: bare(state),
    signUp: flow(signUp),
    resendCode: bare(resendCode),
    confirmCode: flow(confirmCode),
    signIn: flow(signIn),
    authorizeWith: flow(authorizeWith),
    authorizeWithWords: flow(authorizeWithWords),
    unlock: flow(unlock),
    signOut: bare(signOut),
    keyCopies: bare(keyCopies),
    issueCopy: flow(issueCopy),
    mailCopy: bare(mailCopy),
    words: bare(words),
    cancelCopy: flow(cancelCopy),
    browsers: bare(browsers),
    renameBrowser: flow(renameBrowser),
    revokeBrowser: flow(revokeBrowser),
  }
}
