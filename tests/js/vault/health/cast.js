/** Items as they lie in a vault, and the health of one that holds them. */
import { random, toBase64 } from '../../../../static/js/crypto/bytes.js'
import { Health } from '../../../../static/js/vault/health.js'
import { rate } from '../../../../static/js/vault/strength.js'

/** @typedef {import('../../../../static/js/vault/item.js').Item} Item */
/** @typedef {import('../../../../static/js/vault/health.js').Parts} Parts */

/** 3 May 2026, noon UTC, in ms. */
export const NOW = Date.UTC(2026, 4, 3, 12)
export const YEAR = 365.25 * 24 * 3600 // s
export const STRONG = 'vJ7q-Tmu4e!xkRw92'

/** @param {Partial<Item>} [members] @returns {Item} */
export function item(members = {}) {
  const created = members.creationAt ?? NOW / 1000 - 3600
  return {
    id: toBase64(random(16)),
    creationAt: created,
    modifiedAt: created,
    type: 'login',
    title: 'An item',
    favorite: false,
    tags: [],
    trashedAt: null,
    scope: { urls: [] },
    credentials: [],
    history: [],
    ...members,
  }
}

/** @param {string} password @param {string} [username] */
export function basicAuth(password, username = '') {
  return { type: 'basic-auth', username: { value: username }, password: { value: password } }
}

/** @param {string} password @param {Partial<Item>} [members] */
export function login(password, members = {}) {
  return item({ credentials: [basicAuth(password)], ...members })
}

/**
 * The credentials of an item with fields of its owner's.
 * @param {...Record<string, string>} fields
 */
export function custom(...fields) {
  const made = fields.map((field, nth) => ({ id: `field${nth}`, fieldType: 'string', ...field }))
  return { credentials: [{ type: 'custom-fields', fields: made }] }
}

export const CODE = { type: 'totp', secret: 'GEZDGNBVGY3TQOJQ', period: 30, digits: 6, algorithm: 'sha1' }

/** Another object, another revision. @type {WeakMap<Item, number>} */
const revisions = new WeakMap()
let last = 0

/** @param {Item} item */
function entryOf(item) {
  const revision = revisions.get(item) ?? ++last
  revisions.set(item, revision)
  return { revision, item }
}

/**
 * @param {Item[]} items
 * @param {Partial<Parts>} [parts]
 */
export function healthOf(items, parts = {}) {
  /** @type {number[]} */
  const slices = []
  const ended = { times: 0 }
  const rater = {
    /** @param {Parameters<typeof rate>[0][]} asked */
    async rate(asked) {
      slices.push(asked.length)
      return asked.map(rate)
    },
    end: () => void (ended.times += 1),
  }
  const health = new Health({
    items: () => new Map(items.map((item) => [item.id, entryOf(item)])),
    rater,
    ranges: async () => [],
    now: () => NOW,
    wait: async () => {},
    ...parts,
  })
  return { health, slices, ended, tell: () => {} }
}
