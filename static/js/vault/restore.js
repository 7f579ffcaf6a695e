/**
 * An opened backup, held against the vault item by item, and taken back as far as its owner chooses.
 *
 * Nothing is rewound: each item gets a new revision, and its state until now goes into its history.
 */
import { inBatches } from './batches.js'
import { fieldsOf, valueAt } from './fields.js'
import { HISTORY, inOrder, stateOf } from './item.js'
import { same } from './json.js'
import { isErased } from './trash.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./backup.js').Content} Content */
/** @typedef {'new' | 'changed' | 'missing' | 'same'} Standing `new`: in the vault alone; `missing`: in the backup alone */
/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} title
 * @property {string} subtitle
 * @property {Exclude<Standing, 'same'>} standing
 * @property {number | null} then when it was last changed as the backup has it, in seconds since 1970
 * @property {number | null} now the same as the vault has it
 * @property {boolean} trashed as the backup has it; as the vault has it where the backup does not
 * @property {Name[]} differs what differs, of a changed item
 */
/** @typedef {{label: string, own: boolean}} Name `own`: as the person wrote it; otherwise English, for whoever shows it to translate */
/** @typedef {{date: number, version: number, counts: Record<Standing, number>, rows: Row[]}} Preview rows by title, without those that are the same */
/** @typedef {{content: () => {version: number, items: Item[]}, changeAll: (act: (at: (id: string) => Item | null, now: number) => Item[]) => Promise<unknown>}} Vault */
/** @typedef {{restored: number, stopped: boolean}} Outcome */

/** Labels of what is no line. */
const NAMES = /** @type {const} */ ([
  ['type', 'Kind'],
  ['title', 'Title'],
  ['urls', 'Website'],
  ['notes', 'Notes'],
  ['tags', 'Tags'],
  ['favorite', 'Favourite'],
])

/**
 * @param {Content} backup
 * @param {readonly Item[]} items of the vault
 * @returns {Preview}
 */
export function compare(backup, items) {
  const here = new Map(items.map((item) => [item.id, item]))
  const backedUp = backup.items.filter((item) => !isErased(item))
  const there = new Set(backedUp.map(({ id }) => id))
  const rows = backedUp.flatMap((item) => rowOf(item, here.get(item.id)))
  const added = items.filter(({ id }) => !there.has(id)).map((item) => row(item, 'new', null, item.modifiedAt))
  const all = [...rows, ...added].sort((a, b) => a.title.localeCompare(b.title, 'en') || (a.id < b.id ? -1 : 1))
  const counts = { new: added.length, changed: 0, missing: 0, same: backedUp.length - rows.length }
  for (const { standing } of rows) counts[standing] += 1
  return { date: backup.date, version: backup.version, counts, rows: all }
}

/**
 * Take chosen items back.
 * @param {Content} backup
 * @param {ReadonlySet<string>} chosen ids
 * @param {Vault} vault
 * @param {{onProgress: (done: number, total: number) => void, isStopped: () => boolean}} options a stop counts between
 *   commits: what was restored by then stays
 * @returns {Promise<Outcome>} how many items were given a new revision
 * @throws {import('../errors.js').TesseraError} what a commit throws; items committed before it stay restored
 */
export async function restore(backup, chosen, vault, { onProgress, isStopped }) {
  const wanted = backup.items.filter((item) => chosen.has(item.id) && !isErased(item))
  const outcome = { restored: 0, stopped: false }
  onProgress(0, wanted.length)
  let done = 0
  for (const batch of inBatches(wanted)) {
    if (isStopped()) return { ...outcome, stopped: true }
    /** @type {Item[]} */
    let changed = []
    await vault.changeAll((here, now) => {
      changed = batch.flatMap((item) => restored(item, here(item.id), now))
      return changed
    })
    outcome.restored += changed.length
    done += batch.length
    onProgress(done, wanted.length)
  }
  return outcome
}

/**
 * An item as a backup has it, on top of what it is now.
 * @param {Item} then
 * @param {Item | null} current null when the vault lacks it; one that was deleted for good is lacking too
 * @param {number} now seconds since 1970
 * @returns {Item[]} none when nothing would change
 */
export function restored(then, current, now) {
  if (!current || isErased(current)) return [anew(then, current?.modifiedAt ?? 0, now)]
  if (same(contentOf(then), contentOf(current))) return []
  const before = stateOf(current)
  // Whatever else the two histories hold, the state that gives way now has its place.
  const earlier = inOrder([...current.history, ...then.history]).slice(0, HISTORY - 1)
  return [
    {
      ...then,
      creationAt: Math.min(then.creationAt, current.creationAt),
      modifiedAt: Math.max(now, current.modifiedAt),
      history: inOrder([before, ...earlier]),
    },
  ]
}

/**
 * An item that the vault lacks. What comes back into the trash has its time there before it.
 * @param {Item} then
 * @param {number} erasedAt seconds since 1970; 0 where it never was
 * @param {number} now
 * @returns {Item}
 */
function anew(then, erasedAt, now) {
  const modifiedAt = erasedAt > 0 ? Math.max(now, erasedAt) : then.modifiedAt
  return { ...then, modifiedAt, trashedAt: then.trashedAt === null ? null : now }
}

/**
 * @param {Item} item of the backup
 * @param {Item | undefined} current
 * @returns {Row[]} none when the two are the same
 */
function rowOf(item, current) {
  if (!current) return [row(item, 'missing', item.modifiedAt, null)]
  if (same(contentOf(item), contentOf(current))) return []
  return [{ ...row(item, 'changed', item.modifiedAt, current.modifiedAt), differs: differences(item, current) }]
}

/**
 * @param {Item} item
 * @param {Row['standing']} standing
 * @param {number | null} then
 * @param {number | null} now
 * @returns {Row}
 */
function row(item, standing, then, now) {
  const fields = fieldsOf(item)
  const { id, title, trashedAt } = item
  const subtitle = valueAt(fields, 'basic-auth.username') || (fields.urls[0] ?? '')
  return { id, title, subtitle, standing, then, now, trashed: trashedAt !== null, differs: [] }
}

/**
 * @param {Item} a
 * @param {Item} b
 * @returns {Name[]} at least one
 */
function differences(a, b) {
  const [one, two] = [fieldsOf(a), fieldsOf(b)]
  const lines = [...one.lines, ...two.lines].filter(({ key }) => valueAt(one, key) !== valueAt(two, key))
  /** @type {string[]} */
  const others = NAMES.flatMap(([name, label]) => (same(one[name], two[name]) ? [] : [label]))
  if (a.trashedAt !== b.trashedAt) others.push('Trash')
  const names = [...lines, ...others.map(ours)].map(({ label, own }) => ({ label, own }))
  const once = new Map(names.map((name) => [`${name.own} ${name.label}`, name]))
  return names.length > 0 ? [...once.values()] : [ours('Other fields')]
}

/** @param {string} label @returns {Name} */
const ours = (label) => ({ label, own: false })

/** @param {Item} item what a person wrote into it, and where it lies */
function contentOf({ id, creationAt, modifiedAt, history, ...content }) {
  return content
}
