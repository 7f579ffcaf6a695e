/**
 * Drafts: what stands in an editor and has not been saved, each in a local record of its own that says which tab it belongs
 * to. No tab writes another's: one whose tab is gone is taken over first. docs/formats.md §8.
 */
import { random } from '../crypto/bytes.js'
import { isObject, member } from './json.js'
import { read, write } from './localrecords.js'

/** @typedef {import('./localrecords.js').Locals} Locals */
/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {{tab: string, at: number, draft: object}} Kept `at` in ms since 1970 */

/** What the names of their records begin with; the one of the former form has this name and no more. */
const DRAFT = 'draft'
const NAME = /^draft[a-z]*$/
/** That are kept at most, of all tabs. */
export const MOST_DRAFTS = 10

/**
 * @param {Locals} keystore
 * @param {import('./localrecords.js').WithKeys} withKeys
 * @param {() => number} now in ms
 */
export function draftMethods(keystore, withKeys, now) {
  return {
    /** @returns {Promise<{name: string, tab: string}[]>} of every tab, newest first; `tab` is empty in the former form */
    drafts: () => withKeys(async (keys) => (await all(keystore, keys)).map(({ name, tab }) => ({ name, tab }))),
    /**
     * From now on it is the draft of this tab.
     * @param {{name: string, from: string, tab: string}} asked `from`: the tab it belonged to
     * @returns {Promise<object | null>} as it was kept; null when it is that tab's no more
     */
    takeDraft: ({ name, from, tab }) => withKeys((keys) => take(keystore, keys, { name, from, tab })),
    /**
     * In the place of the one before.
     * @param {{name: string | null, tab: string, draft: object}} typed `name`: the record that it has already
     * @returns {Promise<{kept: boolean, name: string}>} false when this browser has no room
     * @throws {TesseraError} `too-large`; `locked` when this browser was revoked, or its key replaced, in another tab
     */
    keepDraft: ({ name, tab, draft }) =>
      withKeys((keys) => keep(keystore, keys, name ?? makeName(), { tab, at: now(), draft })),
    /** @param {{name: string, tab: string}} which left alone when it is another tab's by now */
    async dropDraft({ name, tab }) {
      await withKeys(async (keys) => {
        const found = draftIn(name, (await read(keystore, keys, name)).value)
        if (found?.tab === tab) await keystore.dropLocal(keys.accountId, name)
      })
      return {}
    },
  }
}

/** Whether a local record of this name is a draft's. @param {string} name */
export const isDraft = (name) => NAME.test(name)

/** @returns {string} in the letters that a local record's name may have */
const makeName = () => DRAFT + String.fromCharCode(...random(16).map((byte) => 97 + (byte % 26)))

/**
 * @param {Locals} keystore
 * @param {Keys} keys
 * @returns {Promise<(Kept & {name: string})[]>} newest first
 */
async function all(keystore, keys) {
  const names = (await keystore.localNames(keys.accountId)).filter(isDraft)
  const found = names.map(async (name) => {
    const kept = draftIn(name, (await read(keystore, keys, name)).value)
    return kept ? [{ ...kept, name }] : []
  })
  return (await Promise.all(found)).flat().toSorted((one, other) => other.at - one.at)
}

/**
 * Of two tabs that want one, the second finds it changed.
 * @param {Locals} keystore
 * @param {Keys} keys
 * @param {{name: string, from: string, tab: string}} asked
 */
async function take(keystore, keys, { name, from, tab }) {
  const { value, held } = await read(keystore, keys, name)
  const found = draftIn(name, value)
  if (found?.tab !== from) return null
  const outcome = await write(keystore, keys, name, { ...found, tab }, held)
  return outcome === 'changed' ? null : found.draft
}

/**
 * @param {Locals} keystore
 * @param {Keys} keys
 * @param {string} name
 * @param {Kept} kept
 * @returns {Promise<{kept: boolean, name: string}>}
 */
async function keep(keystore, keys, name, kept) {
  const { value, held } = await read(keystore, keys, name)
  const there = draftIn(name, value)
  // Another tab took this one to be gone, and goes on with its draft.
  if (there && there.tab !== kept.tab) return keep(keystore, keys, makeName(), kept)
  const outcome = await write(keystore, keys, name, kept, held)
  if (outcome === 'changed') return keep(keystore, keys, name, kept)
  if (outcome === 'kept' && !there) await dropOldest(keystore, keys)
  return { kept: outcome === 'kept', name }
}

/** @param {Locals} keystore @param {Keys} keys */
async function dropOldest(keystore, keys) {
  const tooMany = (await all(keystore, keys)).slice(MOST_DRAFTS)
  await Promise.all(tooMany.map(({ name }) => keystore.dropLocal(keys.accountId, name)))
}

/** @param {string} name @param {object | null} value @returns {Kept | null} none where the record is not of its form */
function draftIn(name, value) {
  if (value === null || isKept(value)) return value
  return name === DRAFT ? { tab: '', at: 0, draft: value } : null
}

/** @param {object} value @returns {value is Kept} */
function isKept(value) {
  if (!isObject(value)) return false
  const isOfTab = typeof member(value, 'tab') === 'string' && Number.isSafeInteger(member(value, 'at'))
  return isOfTab && isObject(member(value, 'draft'))
}
