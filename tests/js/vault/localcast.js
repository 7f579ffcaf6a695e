/** A browser with a database of its own, in which tabs keep local records. */
import { openDB } from 'idb'
import { Keystore } from '../../../static/js/account/keystore.js'
import { random } from '../../../static/js/crypto/bytes.js'
import { importKey } from '../../../static/js/crypto/envelope.js'
import { createLocal } from '../../../static/js/vault/local.js'

export const DRAFT = { id: null, fields: { title: 'canary title', lines: [{ key: 'x', value: 'canary secret' }] } }
/** By a tab that has not kept it before. */
export const TYPED = { name: null, tab: 'one', draft: DRAFT }

/** @typedef {Awaited<ReturnType<typeof makeBrowser>>} Browser */
/** @typedef {ReturnType<typeof createLocal>} Local */

let count = 0

export async function makeBrowser() {
  const name = `local-${++count}`
  const keystore = new Keystore(name)
  const accountId = random(16)
  await keystore.writeOwn(accountId, { keyString: 'TSRK1:…', rowToken: new Uint8Array(32), storedAt: 1 })
  const opened = { generation: 1, vaultKey: await importKey(random(32)) }
  const clock = { now: 1_780_000_000_999 }
  const session = { known: { accountId }, opened, turn: 0 }
  const tab = () => createLocal({ session, keystore, now: () => clock.now++ })
  return { name, keystore, accountId, session, clock, tab, local: tab() }
}

/** Every byte of the store, and every character. @param {Browser} browser */
export async function stored({ name }) {
  const database = await openDB(name)
  const records = await database.getAll('locals')
  const keys = await database.getAllKeys('locals')
  database.close()
  const bytes = Buffer.concat(records.map(({ sealed }) => Buffer.from(sealed)))
  return { keys, records, text: bytes.toString('latin1') + JSON.stringify(records) }
}

/** What each record holds, newest first: taken by the tab whose it is. @param {Local} local */
export async function drafts(local) {
  const all = await local.drafts()
  return Promise.all(all.map(({ name, tab }) => local.takeDraft({ name, from: tab, tab })))
}
