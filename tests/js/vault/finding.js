/** Items to be found, in their stored form (docs/formats.md §6), and what a search finds of them. */
import { ListedItem } from '../../../static/js/vault/listed.js'
import { Search } from '../../../static/js/vault/search.js'

/** @typedef {import('../../../static/js/vault/item.js').Item} Item */
/** @typedef {{username?: string, password?: string, urls?: string[], notes?: string}} Texts */

let made = 0

/**
 * @param {Partial<Item> & Texts} given
 * @returns {Item}
 */
export function item({ username = '', password = '', urls = [], notes = '', ...members }) {
  made += 1
  const basic = { type: 'basic-auth', username: { value: username }, password: { value: password } }
  return {
    id: `id${String(made).padStart(6, '0')}`,
    creationAt: 1,
    modifiedAt: 1,
    type: 'login',
    title: '',
    favorite: false,
    tags: [],
    trashedAt: null,
    scope: { urls },
    credentials: [basic, { type: 'note', content: { value: notes } }],
    history: [],
    ...members,
  }
}

/** @param {...Item} items */
export function searchOf(...items) {
  const search = new Search()
  search.put(items)
  return search
}

/**
 * @param {Search} search
 * @param {string} query
 * @param {string} [shelf]
 * @param {import('../../../static/js/vault/order.js').Sort} [sort]
 */
export function titles(search, query, shelf = 'all', sort = 'title') {
  return search.list({ query, shelf, sort, start: 0, end: 1000 }).rows.map(({ title }) => title)
}

/** Items in the order of their titles, and which of them were read. @param {...string} named */
export function keptItems(...named) {
  /** @type {string[]} */
  const read = []
  const kept = named.map((title) => {
    const made = new ListedItem(item({ title }))
    const { id, type, trashed, favorite, tags, created, modified, text, sortKey } = made
    return {
      ...{ id, type, trashed, favorite, tags, created, modified, text, sortKey },
      get item() {
        read.push(title)
        return made.item
      },
    }
  })
  return { kept, read }
}
