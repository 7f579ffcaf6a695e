/**
 * Replacing the Account Key, as its owner goes through it: begun with the password, a copy of the new key taken, then
 * finished by one act. Until that act nothing has changed for anybody. PROTOCOL: "Replacement of the Account Key".
 */
import { TesseraError } from '../errors.js'
import { toBase64 } from '../crypto/bytes.js'
import { answer, challenge } from '../account/acts.js'
import { mailCopy } from '../account/delivery.js'
import { hasCode } from '../account/standing.js'
import { dropSuccessor, keepSuccessor, makeSuccessor, succeed, successorOf } from '../account/successor.js'
import { Reseal, swapBody } from './reseal.js'
import { resealLocals } from './local.js'
import { makeSnapshot } from './snapshot.js'

/** @typedef {import('../account/context.js').Context} Context */
/** @typedef {import('../account/successor.js').Successor} Successor */
/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {import('./verify.js').Known} Known */
/** @typedef {Awaited<ReturnType<Reseal['summary']>>} Summary */
/** @typedef {readonly import('./listed.js').Listed[]} Order */
/** @typedef {{known: Known, order: Order, summary: Summary}} Sent what the swap that was asked for last makes of the vault */
/**
 * @typedef {object} Parts
 * @property {Context} context
 * @property {import('./vault.js').Vault} vault open
 * @property {Pick<import('../api/vault.js').VaultApi, 'beginReplacement' | 'stage' | 'swap' | 'discardReplacement'>} api
 * @property {(done: number, total: number) => void} onProgress
 * @property {() => number} [now] in ms
 */

const TRIES = 5

/** One replacement, from its beginning to its end, or to a lock. */
export class Replacement {
  #parts
  #reseal
  #accountId
  #turn
  #stopped = false
  /** @type {Sent | null} */
  #sent = null

  /**
   * @param {Successor} successor
   * @param {Parts} parts
   */
  constructor(successor, parts) {
    const { context, api, onProgress } = parts
    this.#parts = parts
    this.#accountId = context.session.known.accountId
    this.#turn = context.session.turn
    this.#reseal = new Reseal(this.#keysOf(successor), {
      send: (items) => api.stage({ copy_id: successor.own.copy_id, items }),
      isStopped: () => this.#isStopped(),
      onProgress,
    })
  }

  /**
   * Make the next secrets, and seal the vault for them.
   * @param {string} password the account password, typed again
   * @param {Parts} parts
   * @param {(begun: Replacement) => void} begun called as soon as it can be stopped
   * @returns {Promise<number | null>} how many items were sealed anew; null when it was stopped
   * @throws {TesseraError} `wrong-password`, `locked`; `conflict` when other browsers keep committing; `slow-down`
   */
  static async begin(password, parts, begun) {
    const successor = await makeSuccessor(parts.context, password)
    const replacement = new Replacement(successor, parts)
    begun(replacement)
    try {
      return await replacement.#stage(successor)
    } catch (reason) {
      await replacement.#drop()
      throw reason
    }
  }

  /** Go no further than what is under way: for whoever waits for `begin`. */
  stop() {
    this.#stopped = true
  }

  /**
   * Forget all of it, on the server too. After a swap whose answer was lost only the server knows whether there is still
   * something to give up: by then it takes no swap any more.
   * @returns {Promise<boolean>} true when the Account Key has been replaced after all
   * @throws {TesseraError} `unreachable` and the like: nothing was forgotten
   */
  async giveUp() {
    this.stop()
    await this.#parts.api.discardReplacement()
    // None any more after a change of the password, which the server takes before a swap only.
    const { successor } = this.#parts.context.session.opened
    if (this.#sent && successor && (await this.#isSwapped(successor))) {
      await this.#succeed(successor, this.#sent)
      return true
    }
    await this.#drop()
    return false
  }

  /**
   * Swap. Tried again after a lost answer, it finds out whether the server has done it.
   * @throws {TesseraError} `replacement-lost` when another window has begun anew; `key-not-taken`; `conflict` when other
   *   browsers keep committing; `unreachable`: nobody knows yet, try again
   */
  async finish() {
    const successor = successorOf(this.#parts.context.session)
    if (this.#sent && (await this.#isSwapped(successor))) return this.#succeed(successor, this.#sent)
    for (let tries = 1; ; tries += 1) {
      if (await this.#parts.vault.withNewest((known, order) => this.#swap(successor, known, order))) return undefined
      if (tries === TRIES) throw new TesseraError('conflict')
    }
  }

  /**
   * @param {Successor} successor
   * @returns {Promise<number | null>}
   */
  async #stage(successor) {
    for (let tries = 1; ; tries += 1) {
      const count = await this.#parts.vault.withNewest((known) => this.#bringAll(successor, known))
      if (this.#stopped) return null
      if (count !== null) return count
      if (tries === TRIES) throw new TesseraError('conflict')
    }
  }

  /**
   * @param {Successor} successor
   * @param {Known} known
   * @returns {Promise<number | null>} null when another browser has committed meanwhile, or it was stopped
   */
  async #bringAll({ own }, known) {
    const { api, context } = this.#parts
    if (!(await orConflict(api.beginReplacement({ ...own, base: known.version })))) return null
    await keepSuccessor(context)
    const brought = await this.#reseal.bring(known)
    context.session.expectTurn(this.#turn)
    return brought ? known.items.size : null
  }

  /**
   * @param {Successor} successor
   * @param {Known} known
   * @param {Order} order
   * @returns {Promise<boolean>} false when another browser has committed meanwhile
   */
  async #swap(successor, known, order) {
    const { context, now = Date.now } = this.#parts
    const brought = await this.#reseal.bring(known)
    context.session.expectTurn(this.#turn)
    if (!brought) throw new TesseraError('replacement-lost')
    const summary = await this.#reseal.summary(known, now())
    await keepSuccessor(context) // once more: another tab may have begun one of its own, and given it up
    this.#sent = { known, order: [...order], summary }
    try {
      await this.#ask(successor, summary)
    } catch (reason) {
      if (!(reason instanceof TesseraError)) throw reason
      // Refused; or done a moment ago, by a request whose answer was lost.
      if (!(await this.#isSwapped(successor))) return falseIfConflict(reason)
    }
    // Before anybody else's turn: the vault as it is open now knows the former key only.
    await this.#succeed(successor, this.#sent)
    return true
  }

  /**
   * @param {Successor} successor
   * @param {Summary} summary
   */
  async #ask({ generation, signer, sealed, own }, summary) {
    const { context, api } = this.#parts
    const { accountId } = context.session.known
    const { nonce } = await challenge(context, accountId)
    const body = swapBody(generation, summary, sealed, own.copy_id)
    const asked = { accountId, generation: generation - 1, nonce }
    await api.swap({
      ...(await answer(context, 'replace-key', signer, asked, body)),
      base: summary.base,
      root: toBase64(summary.root),
      head: toBase64(summary.blob),
      former: toBase64(sealed.former),
      proof_key: toBase64(sealed.proofKey),
      keyset: toBase64(sealed.keyset),
      carrier_record: toBase64(sealed.carrierRecord),
      copy_id: own.copy_id,
    })
  }

  /** @param {Successor} successor */
  async #isSwapped({ generation }) {
    return (await this.#parts.context.accounts.account()).generation === generation
  }

  /**
   * @param {Successor} successor
   * @param {Sent} sent
   */
  async #succeed(successor, { known, order, summary }) {
    const { version, hash, table } = summary
    const items = new Map([...known.items].map(([id, { item, revision }]) => [id, { item, revision: revision + 1 }]))
    const fresh = { version, hash, head: null, table, items }
    const keys = this.#keysOf(successor)
    const snapshot = await makeSnapshot(keys, fresh, order)
    const { session, keystore } = this.#parts.context
    const locals = await resealLocals(keystore, this.#keysOf(session.opened), keys)
    await succeed(this.#parts.context, { version, head: hash }, { snapshot, locals })
  }

  /** @param {Pick<Successor, 'generation' | 'vaultKey'>} of @returns {Keys} */
  #keysOf({ generation, vaultKey }) {
    return { accountId: this.#accountId, generation, vaultKey }
  }

  #isStopped() {
    return this.#stopped || this.#turn !== this.#parts.context.session.turn
  }

  async #drop() {
    await dropSuccessor(this.#parts.context, this.#accountId)
  }
}

/**
 * Have the new key mailed. The replacement stands, whatever becomes of the message.
 * @param {Context} context
 * @returns {Promise<{mailed: boolean}>}
 */
export async function mailReplaced(context) {
  try {
    await mailCopy(context)
    return { mailed: true }
  } catch (reason) {
    if (!(reason instanceof TesseraError)) throw reason
    return { mailed: false }
  }
}

/** @param {Promise<void>} asked @returns {Promise<boolean>} whether it was not refused as a conflict */
async function orConflict(asked) {
  try {
    await asked
    return true
  } catch (reason) {
    if (hasCode(reason, 'conflict')) return false
    throw reason
  }
}

/** @param {TesseraError} reason @returns {false} */
function falseIfConflict(reason) {
  if (reason.code === 'conflict') return false
  throw reason
}
