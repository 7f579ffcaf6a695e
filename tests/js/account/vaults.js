/**
 * The server in memory, its vaults: what is pulled, committed, and swapped when the Account Key is replaced.
 */
import { endOthers } from './changes.js'
import { bytes, DATE, ok, refuse, sha } from './stored.js'

/** @typedef {import('./stored.js').Account} Account */
/** @typedef {import('./stored.js').Answer} Answer */
/** @typedef {import('./stored.js').Asked} Asked */
/** @typedef {import('./stored.js').Stored} Stored */
/** @typedef {{id: string, revision: number, blob: string}} Row */
/** @typedef {{version: number, blob: string, former?: string}} Head */
/** @typedef {{copyId: string, browser: string, rows: Map<string, Row>}} Attempt */
/** @typedef {{heads: Head[], rows: Map<string, Row & {version: number}>, attempt?: Attempt | undefined}} Vault */

/**
 * @param {Stored} server
 * @returns {[RegExp, 'authorized' | 'named', (asked: Asked) => Answer][]}
 */
export function vaultRoutes(server) {
  return [
    [/^GET \/api\/vault\/pull$/, 'authorized', (asked) => pull(vaultOf(server, asked.account), asked)],
    [/^POST \/api\/vault\/commit$/, 'named', (asked) => commit(vaultOf(server, asked.account), asked)],
    [/^POST \/api\/vault\/replacement$/, 'named', (asked) => begin(server, asked)],
    [/^DELETE \/api\/vault\/replacement$/, 'named', ({ account }) => (discard(server, account), ok())],
    [/^POST \/api\/vault\/replacement\/items$/, 'named', (asked) => stage(vaultOf(server, asked.account), asked)],
    [/^POST \/api\/vault\/replacement\/swap$/, 'named', (asked) => swap(server, asked)],
  ]
}

/** @param {Stored} server @param {Account} account @returns {Vault} */
export function vaultOf(server, account) {
  const vault = server.vaults.get(account.id) ?? { heads: [{ version: 1, blob: account.head }], rows: new Map() }
  server.vaults.set(account.id, vault)
  return vault
}

/** @param {Vault} vault @param {Asked} asked @returns {Answer} */
function pull({ heads, rows }, { account, query }) {
  const since = Number(query.get('since'))
  const after = query.get('heads_after')
  const items = [...rows.values()].filter(({ version }) => version > since)
  return ok({
    generation: account.generation,
    version: heads.length,
    heads: after === null ? heads.slice(-1) : heads.slice(Number(after)),
    items: items.map(({ id, revision, blob }) => ({ id, revision, blob })),
    next: null,
  })
}

/** @param {Vault} vault @param {Asked} asked @returns {Answer} */
function commit({ heads, rows }, { body }) {
  if (body.base !== heads.length) return refuse(409, 'conflict', { version: heads.length })
  const version = heads.push({ version: heads.length + 1, blob: body.head })
  for (const { id, revision, blob } of body.items) rows.set(id, { id, revision, version, blob })
  return ok({ version })
}

/** @param {Stored} server @param {Asked} asked @returns {Answer} */
function begin(server, { account, browser, body }) {
  const vault = vaultOf(server, account)
  if (body.base !== vault.heads.length) return refuse(409, 'conflict', { version: vault.heads.length })
  discard(server, account)
  vault.attempt = { copyId: body.copy_id, browser: browser.id, rows: new Map() }
  const own = { id: body.copy_id, account: account.id, kind: 'browser', share: body.share, cancelledAt: null }
  server.copies.set(body.copy_id, { ...own, staged: true })
  return ok({ generation: account.generation + 1 })
}

/** @param {Stored} server @param {Account} account */
function discard(server, account) {
  delete vaultOf(server, account).attempt
  for (const copy of server.copiesOf(account.email)) if (copy.staged) server.copies.delete(copy.id)
}

/** @param {Vault} vault @param {Asked} asked */
const isUnderWay = ({ attempt }, { browser, body }) =>
  attempt !== undefined && attempt.copyId === body.copy_id && attempt.browser === browser.id

/** @param {Vault} vault @param {Asked} asked @returns {Answer} */
function stage(vault, asked) {
  if (!isUnderWay(vault, asked)) return refuse(409, 'replacement-lost')
  for (const row of asked.body.items) vault.attempt?.rows.set(row.id, row)
  return ok()
}

/** @param {Stored} server @param {Asked} asked @returns {Answer} */
function swap(server, asked) {
  const { account, browser, session, body } = asked
  const vault = vaultOf(server, account)
  if (!server.proves('replace-key', asked, signedBody(account, body))) return refuse(403, 'proof-refused')
  if (!isUnderWay(vault, asked)) return refuse(409, 'replacement-lost')
  if (body.base !== vault.heads.length) return refuse(409, 'conflict', { version: vault.heads.length })
  const staged = vault.attempt?.rows ?? new Map()
  if (!isWhole(vault, staged, body.root)) return refuse(422, 'item-refused')
  const copies = server.copiesOf(account.email)
  if (!copies.some(({ kind, staged: isNext }) => isNext && kind !== 'browser')) return refuse(403, 'key-not-taken')

  const version = vault.heads.push({ version: body.base + 1, blob: body.head, former: body.former })
  vault.rows = new Map([...staged.values()].map((row) => [row.id, { ...row, version }]))
  delete vault.attempt
  endOthers(server, account, session, 'replaced')
  for (const other of server.browsersOf(account)) if (other !== browser) server.browsers.delete(other.id)
  for (const copy of copies) copy.staged ? delete copy.staged : (server.cancel(copy.id), (copy.former = true))
  browser.copy = body.copy_id
  const { proof_key: proofKey, keyset, carrier_record: carrierRecord } = body
  Object.assign(account, { proofKey: bytes(proofKey), keyset, carrierRecord, replacedAt: DATE })
  account.generation += 1
  return ok({ version })
}

/** @param {Account} account @param {any} body */
function signedBody({ generation }, body) {
  const numbers = Buffer.alloc(12)
  numbers.writeUInt32BE(generation + 1, 0)
  numbers.writeBigUInt64BE(BigInt(body.base), 4)
  const { root, proof_key: proofKey, keyset, carrier_record: carrierRecord, head, former, copy_id: copyId } = body
  return Buffer.concat([numbers, ...[root, proofKey, keyset, carrierRecord, head, former, copyId].map(bytes)])
}

/** @param {Vault} vault @param {Map<string, Row>} staged @param {string} root */
function isWhole({ rows }, staged, root) {
  const lines = [...staged.values()].map(({ id, revision, blob }) => {
    const number = Buffer.alloc(4)
    number.writeUInt32BE(revision)
    return Buffer.concat([bytes(id), number, sha(bytes(blob))])
  })
  const follows = [...staged.values()].every(({ id, revision }) => rows.get(id)?.revision === revision - 1)
  return follows && staged.size === rows.size && sha(Buffer.concat(lines.sort(Buffer.compare))).equals(bytes(root))
}
