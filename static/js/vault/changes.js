/**
 * What a person does to items. Each verb is one commit, or as few as it fits into, and answers the token that takes it back:
 * see `undo`.
 */
import { TesseraError, expectText } from '../errors.js'
import { random, toBase64 } from '../crypto/bytes.js'
import { actOf } from './bulk.js'
import { copyOf } from './copies.js'
import { blankFields, fieldsOf, readFields } from './fields.js'
import { expectKept, withKept } from './health/factor.js'
import { edit, makeItem, revised, turnedBack } from './item.js'
import { kindOf } from './kinds.js'
import { BREAK } from './listed.js'
import { changeMany, expectWhole } from './many.js'
import { NewItems } from './newitems.js'
import { fieldsOfKind, isKind, KIND, kindFrom, readKind } from './ownkinds.js'
import { ERASED, erase, isErased, isOverdue, trash } from './trash.js'
import { undone, UndoLog } from './undo.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').Fields} Fields */
/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {import('./undo.js').Change} Change */
/** @typedef {{undo?: number}} Undoable the token is not there when nothing was changed */
/** @typedef {(item: Item, now: number) => Item} Act the same item where there is nothing to change; `now` in seconds since 1970 */
/** @typedef {Partial<Fields> & {id?: string, fresh?: string, was?: Fields}} Typed */

/** Types that no editor makes. */
const APART = [ERASED, KIND]

export class Changes {
  #store
  #new
  #log = new UndoLog()

  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.#store = store
    this.#new = new NewItems(store)
  }

  /**
   * @param {Typed} typed what is absent stays; `was` is what the editor began with: what is unchanged since then stays as it
   *   is now, perhaps changed by another browser meanwhile. `fresh` is the id that a new item shall have, b64 of 16 random
   *   bytes, made with its draft: saved a second time, the draft is the same item
   * @returns {Promise<{id: string, revived?: true} & Undoable>} `revived`: another browser had moved it to the trash
   * @throws {TypeError | RangeError} for what is no `Fields`; {TesseraError} `not-found`, what `parse` in otpauth.js throws, …
   */
  async saveItem({ id, fresh, was, ...typed }) {
    const read = readFields(typed)
    if (APART.includes(read.type ?? '')) throw new RangeError(`type: expected a kind of item, found ${read.type}`)
    if (id === undefined) return this.#add({ ...blankFields(kindOf(read.type ?? 'login')), ...read }, fresh)
    let thrown = false
    const { revived, ...saved } = await this.#change(id, (item, now) => {
      const before = was ?? fieldsOf(item)
      const edited = edit(item, { ...before, ...read }, before, now)
      // Thrown away by another browser meanwhile: who edits an item wants it.
      if (edited !== item) thrown = item.trashedAt !== null
      return edited === item ? item : trash(edited, null, now)
    })
    return { ...saved, ...((thrown || revived) && { revived: true }) }
  }

  /**
   * New items, in one commit.
   * @param {readonly Fields[]} all at most 1,000
   * @returns {Promise<{ids: string[]} & Undoable>}
   */
  async addItems(all) {
    const changes = await this.#new.make((now) => all.map((fields) => makeItem(makeId(), fields, now)))
    return { ids: changes.map(({ after }) => after.id), ...this.#log.remember(changes) }
  }

  /** @param {{id: string}} which */
  async trashItem({ id }) {
    return this.#change(id, (item, now) => trash(item, now, now))
  }

  /** @param {{id: string}} which */
  async restoreItem({ id }) {
    return this.#change(id, (item, now) => trash(item, null, now))
  }

  /**
   * @param {{id: string, modifiedAt: number, at?: number}} which state of its history; `at` is its place there, where
   *   several are of the same second
   */
  async restoreState({ id, modifiedAt, at = -1 }) {
    return this.#change(id, (item, now) => {
      const named = item.history[at]
      const state = named?.modifiedAt === modifiedAt ? named : item.history.find((one) => one.modifiedAt === modifiedAt)
      if (!state) throw new TesseraError('not-found')
      return turnedBack(item, state, now)
    })
  }

  /**
   * Say where an item's second factor is; null takes that back.
   * @param {{id: string, kept: import('./health/factor.js').Kept | null}} said
   */
  async keepFactor({ id, kept }) {
    expectKept(kept)
    return this.#change(id, (item, now) => revised(item, withKept(item, kept), now))
  }

  /** @param {{id: string}} which @returns {Promise<{id: string} & Undoable>} the id of the copy */
  async duplicateItem({ id }) {
    const taken = new Set(this.#store.listed().map(({ text }) => text.slice(0, text.indexOf(BREAK))))
    return this.#added(this.#new.make((now) => [copyOf(this.#store.item(id), { id: makeId(), taken, now })]))
  }

  /**
   * The same change to many items; those that are not there any more are left out.
   * @param {{ids: string[], act: import('./bulk.js').Name, tags?: readonly string[]}} wanted
   * @returns {Promise<Undoable & {changed: number}>}
   * @throws {TesseraError} half-way with {done, total} of the items that were gone through, and the `undo` of that much
   */
  async changeItems({ ids, act, tags = [] }) {
    const outcome = await changeMany(this.#store, ids, actOf(act, tags))
    const undo = this.#log.remember(outcome.changes)
    expectWhole(outcome, undo)
    return { ...undo, changed: outcome.changes.length }
  }

  /**
   * Delete items of the trash for good; this cannot be undone.
   * @param {{ids?: string[]}} [which] all of the trash where no ids are given; others than those in the trash are left alone
   * @returns {Promise<{erased: number}>}
   * @throws {TesseraError} half-way with {done, total}
   */
  async emptyTrash({ ids } = {}) {
    return this.#erase(ids ?? this.#trashed(), (item) => item.trashedAt !== null)
  }

  /**
   * Delete for good what has been in the trash for 30 days.
   * @param {number | null} served by the server's clock, in ms; null where that is not known, and then nothing goes
   * @returns {Promise<{erased: number}>}
   */
  async purge(served) {
    if (served === null) return { erased: 0 }
    const overdue = (/** @type {Item} */ item, /** @type {number} */ now) =>
      isOverdue(item, { here: now, there: Math.floor(served / 1000) })
    return this.#erase(this.#trashed(), overdue)
  }

  /**
   * Take a change back; what was changed since stays.
   * @param {{undo: number}} token of a change since the vault was opened: of the last hundred, of 10,000 items at most
   * @returns {Promise<Undoable>} to take that back in turn
   * @throws {TesseraError} `not-found` for a token that is used up, or too long ago; half-way with {done, total}, and the
   *   `undo` of that much: the token stays good for the rest
   */
  async undo({ undo: token }) {
    const byId = new Map(this.#log.changes(token).map((change) => [change.after.id, change]))
    const act = (/** @type {Item} */ item, /** @type {number} */ now) =>
      undone(/** @type {Change} */ (byId.get(item.id)), item, now)
    const outcome = await changeMany(this.#store, [...byId.keys()], act)
    this.#log.keep(token, new Set(outcome.left))
    const undo = this.#log.remember(outcome.changes)
    expectWhole(outcome, undo)
    return undo
  }

  /** @returns {(Kind & {id: string})[]} those that the person made, by name */
  kinds() {
    const items = this.#store.listed().filter((one) => one.type === KIND && !one.trashed)
    return items.map(({ item }) => kindFrom(item))
  }

  /**
   * @param {import('./ownkinds.js').Typed & {id?: string, was?: import('./ownkinds.js').Typed}} typed lines in their order; one
   *   without a key is new. `was` is the kind as it was when its change began: what another browser did since then stays
   * @returns {Promise<{id: string} & Undoable>} items of it have the type `own:` and this id
   */
  async saveKind({ id, was, ...typed }) {
    const fields = fieldsOfKind(readKind(typed))
    if (id === undefined) return this.#add(fields)
    return this.#change(id, (item, now) => {
      if (!isKind(item)) throw new TesseraError('not-found')
      return edit(item, fields, was ? fieldsOfKind(readKind(was)) : fieldsOf(item), now)
    })
  }

  /** @param {Fields} fields @param {string} [fresh] */
  #add(fields, fresh) {
    if (fresh !== undefined) return this.#added(this.#new.save(fresh, fields))
    return this.#added(this.#new.make((now) => [makeItem(makeId(), fields, now)]))
  }

  /** @param {Promise<Change[]>} adding of one item @returns {Promise<{id: string} & Undoable>} */
  async #added(adding) {
    const changes = await adding
    return { id: /** @type {Change} */ (changes[0]).after.id, ...this.#log.remember(changes) }
  }

  /** @param {string} id @param {Act} act @returns {Promise<{id: string, revived?: boolean} & Undoable>} */
  async #change(id, act) {
    expectText('id', id)
    const changes = await this.#store.changeAll((at, now) => {
      const item = at(id)
      if (!item || isErased(item)) throw new TesseraError('not-found')
      const next = act(item, now)
      return next === item ? [] : [next]
    })
    return { id, ...(changes[0]?.revived && { revived: true }), ...this.#log.remember(changes) }
  }

  /**
   * @param {readonly string[]} ids
   * @param {(item: Item, now: number) => boolean} isDue
   */
  async #erase(ids, isDue) {
    const act = (/** @type {Item} */ item, /** @type {number} */ now) => (isDue(item, now) ? erase(item, now) : item)
    const outcome = await changeMany(this.#store, ids, act)
    this.#log.forget(new Set(outcome.changes.map(({ after }) => after.id)))
    expectWhole(outcome)
    return { erased: outcome.changes.length }
  }

  #trashed() {
    return this.#store.listed().flatMap(({ id, type, trashed }) => (trashed && type !== ERASED ? [id] : []))
  }
}

/** @returns {string} */
function makeId() {
  return toBase64(random(16))
}
