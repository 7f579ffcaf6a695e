/** An account with an empty vault, its server, and browsers: each with its own memory, all with the same keys. */
import { random } from '../../../static/js/crypto/bytes.js'
import { importKey } from '../../../static/js/crypto/envelope.js'
import { firstSummary, sealHead } from '../../../static/js/crypto/head.js'
import { TesseraError } from '../../../static/js/errors.js'
import { blankFields, fieldsOf, valueAt } from '../../../static/js/vault/fields.js'
import { edit } from '../../../static/js/vault/item.js'
import { createVault } from '../../../static/js/vault/vault.js'
import { Server } from './server.js'

/** @typedef {import('../../../static/js/account/keystore.js').Pin} Pin */
/** @typedef {import('../../../static/js/account/keystore.js').Snapshot} Snapshot */
/** @typedef {import('../../../static/js/crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../../../static/js/vault/item.js').Item} Item */
/** @typedef {import('../../../static/js/vault/item.js').Fields} Fields */
/** @typedef {Awaited<ReturnType<typeof makeWorld>>} World */
/** @typedef {{type: string, title: string, username: string, password: string, url: string, notes: string}} Texts */

/** What account/keystore.js keeps of the vault, with its rules, in memory. */
export class Memory {
  /** @type {Pin | null} */
  pin = null
  /** @type {Snapshot | null} */
  snapshot = null

  async readPin() {
    return this.pin
  }

  /** @param {Bytes} _ @param {Pin} next */
  async advancePin(_, next) {
    if (this.pin && next.version < this.pin.version) throw new TesseraError('vault-rolled-back')
    const another = this.pin && next.version === this.pin.version && next.head.join() !== this.pin.head.join()
    if (another) throw new TesseraError('vault-forked')
    this.pin = next
  }

  async readSnapshot() {
    return this.snapshot
  }

  /** @param {Bytes} _ @param {Snapshot} snapshot */
  async writeSnapshot(_, snapshot) {
    this.snapshot = snapshot
  }

  async dropSnapshot() {
    this.snapshot = null
  }
}

/** One browser: a vault over the same server, opened and closed at will. */
export class Browser {
  memory = new Memory()
  /** @type {{event: string, detail: object}[]} */
  events = []
  vault
  session
  #world

  /** @param {{server: Server, keys: {accountId: Bytes, vaultKey: CryptoKey}, clock: {now: number}}} world */
  constructor(world) {
    this.#world = world
    const { accountId, vaultKey } = world.keys
    this.session = { known: { accountId }, opened: { generation: 1, vaultKey }, turn: 0 }
    this.vault = this.#make()
  }

  #make() {
    const { server, clock } = this.#world
    return createVault({
      session: this.session,
      api: server.api,
      keystore: this.memory,
      emit: (event, detail) => this.events.push({ event, detail }),
      now: () => clock.now,
    })
  }

  async open() {
    await this.vault.open()
    return this
  }

  /** Be another tab of a browser: the same memory. @param {Browser} other */
  share(other) {
    this.memory = other.memory
    this.vault = this.#make()
  }

  /** Lock and unlock. @param {{snapshot?: boolean}} [keep] whether the snapshot is there afterwards */
  async reopen({ snapshot = true } = {}) {
    await this.lock()
    if (!snapshot) this.memory.snapshot = null
    return this.open()
  }

  async lock() {
    await this.vault.flush()
    this.vault.close()
    this.session.turn += 1
  }

  /** @param {import('../../../static/js/vault/changes.js').Typed} fields @returns {Promise<string>} the id */
  async save(fields) {
    return (await this.vault.saveItem(fields)).id
  }

  /** @returns {{[title: string]: string}} username by title of all items that are not in the trash */
  get shown() {
    const { rows } = this.vault.list({ query: '', shelf: 'all', start: 0, end: 1e6 })
    return Object.fromEntries(rows.map(({ title, subtitle }) => [title, subtitle]))
  }
}

export async function makeWorld() {
  const accountId = random(16)
  const vaultKey = await importKey(random(32))
  const clock = { now: 1_780_000_000_000 }
  const head = await sealHead(vaultKey, { accountId, generation: 1, version: 1 }, await firstSummary(clock.now))
  const world = { server: new Server(head), keys: { accountId, vaultKey }, clock }
  world.server.date = () => clock.now
  return {
    ...world,
    browser: () => new Browser(world),
    /** @param {number} seconds */
    pass(seconds) {
      clock.now += seconds * 1000
    },
  }
}

/** Alice's two browsers, both with the item `mail` open. */
export async function makeTwo() {
  const world = await makeWorld()
  const here = await world.browser().open()
  const id = await here.save(login({ title: 'mail', username: 'ada', password: 'p0' }))
  const there = await world.browser().open()
  return { ...world, here, there, id }
}

/**
 * What an editor has of a login.
 * @template {Partial<Texts> & {id?: string}} Given
 * @param {Given} given
 * @returns {Fields & Omit<Given, keyof Texts>}
 */
export function login({ type = 'login', title = '', username = '', password = '', url = '', notes = '', ...others }) {
  const { lines, ...blank } = blankFields()
  const values = new Map([
    ['basic-auth.username', username],
    ['basic-auth.password', password],
  ])
  const filled = lines.map((line) => ({ ...line, value: values.get(line.key) ?? '' }))
  return { ...blank, type, title, notes, lines: filled, urls: url === '' ? [] : [url], ...others }
}

/**
 * What a login says, at a glance.
 * @param {Item} item
 * @returns {Texts}
 */
export function textsOf(item) {
  const fields = fieldsOf(item)
  const { type, title, notes, urls } = fields
  const [username, password] = ['basic-auth.username', 'basic-auth.password'].map((key) => valueAt(fields, key))
  return { type, title, username: username ?? '', password: password ?? '', url: urls[0] ?? '', notes }
}

/**
 * The item after somebody typed over some of it.
 * @param {Item} item
 * @param {Partial<Texts>} typed
 * @param {number} now seconds since 1970
 */
export function type(item, typed, now) {
  const was = fieldsOf(item)
  const { username, password, url, ...texts } = typed
  const values = new Map([
    ['basic-auth.username', username],
    ['basic-auth.password', password],
  ])
  const lines = was.lines.map((line) => ({ ...line, value: values.get(line.key) ?? line.value }))
  const urls = url === undefined ? was.urls : [url, ...was.urls.slice(1)].filter((one) => one !== '')
  return edit(item, { ...was, ...texts, lines, urls }, was, now)
}

/**
 * @param {() => unknown} act
 * @returns {Promise<string>} the code of the TesseraError that it ends with
 */
export async function refusal(act) {
  try {
    await act()
  } catch (reason) {
    if (reason instanceof TesseraError) return reason.code
    throw reason
  }
  return 'nothing refused'
}
