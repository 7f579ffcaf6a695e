/**
 * Writes tests/vectors/from_js, which the reference implementation opens: `node tests/js/make_vectors.mjs`.
 *
 * Everything goes through the doors that the browser uses, fresh randomness included, so each run writes other bytes.
 * The files are frozen: run this again only when the formats themselves have changed. Names of files as arguments: only those.
 */
import { writeFileSync } from 'node:fs'
import { argon2id } from 'hash-wasm'
import * as keyFile from '../../static/js/carriers/keyfile.js'
import * as words from '../../static/js/carriers/words.js'
import * as backup from '../../static/js/crypto/backup.js'
import { writeContent } from '../../static/js/crypto/backuptext.js'
import * as accountKey from '../../static/js/crypto/accountkey.js'
import { fromBase32, random, sha256, toBase64, utf8 } from '../../static/js/crypto/bytes.js'
import { accountContext, versionContext } from '../../static/js/crypto/contexts.js'
import * as envelope from '../../static/js/crypto/envelope.js'
import * as head from '../../static/js/crypto/head.js'
import { pad, sealableJson } from '../../static/js/crypto/itemtext.js'
import * as kdf from '../../static/js/crypto/kdf.js'
import { sealLocal } from '../../static/js/crypto/localrecord.js'
import * as recoveryKey from '../../static/js/crypto/recoverykey.js'
import * as recoveryShares from '../../static/js/crypto/recoveryshares.js'
import * as proof from '../../static/js/crypto/proof.js'
import { tableOf } from './attempt.js'
import { hex, unhex } from './vectorfiles.js'

/** @typedef {import('./vectorfiles.js').Case} Case */

const account = { accountId: random(16), generation: 3 }
const vaultKey = random(32)
const place = { vault_key: hex(vaultKey), account_id: hex(account.accountId), generation: account.generation }

async function seals() {
  const key = random(32)
  /** @param {string} label @param {Uint8Array<ArrayBuffer>} context @param {Uint8Array<ArrayBuffer>} plaintext */
  const made = async (label, context, plaintext) => ({
    name: `${label} ${plaintext.length}`,
    ...{ key: hex(key), label, context: hex(context), plaintext: hex(plaintext) },
    sealed: hex(await envelope.seal(key, label, context, plaintext)),
  })
  const lengths = [0, 1, 15, 16, 17, 255, 4096].map((length) => made('item', random(40), random(length)))
  const version = { ...account, version: 2 ** 40 }
  const json = utf8('{"heads":"","items":[]}')
  const snapshot = {
    name: 'snapshot',
    ...{ key: hex(key), label: 'snapshot', context: hex(versionContext(version)), plaintext: hex(json) },
    sealed: hex(await envelope.sealSnapshot(key, version, json)),
  }
  return {
    cases: [...(await Promise.all(lengths)), await made('keyset', accountContext(account), random(32)), snapshot],
  }
}

async function passwords() {
  const typed = ['twelve letters', '\u212bngström ﬀ Ⅷ ｆｕｌｌ', 'пароль из слов 🔑']
  const cases = []
  for (const [at, password] of typed.entries()) {
    const [salt, email] = [random(16), `Person.${at}@Example.org`]
    const m = await kdf.passwordHash({ email, password, suite: 1, salt }, async (input) => {
      const raw = await argon2id({ ...input, ...kdf.ARGON2, outputType: 'binary' })
      return new Uint8Array(raw)
    })
    const bound = hex(await kdf.deriveSalt(salt, email))
    cases.push({ name: `password ${at}`, password, email, salt: hex(salt), argon2_salt: bound, m: hex(m) })
  }
  return { cases }
}

async function keys() {
  const [m, ak, cs, share] = [random(32), accountKey.make(), random(32), random(32)]
  const unlockKey = await kdf.deriveUnlockKey(m, ak, account.accountId)
  const carrierKey = await kdf.deriveCarrierKey(m)
  const seed = await kdf.deriveProofSeed(m, ak, account.accountId)
  const made = {
    name: 'made by the browser',
    ...place,
    ...{ m: hex(m), account_key: hex(ak), carrier_secret: hex(cs), share: hex(share) },
    login_secret: await kdf.deriveLoginSecret(m),
    carrier_key: hex(carrierKey),
    wrap_key: hex(await kdf.deriveWrapKey(cs, share)),
    unlock_key: hex(unlockKey),
    proof_seed: hex(seed),
    proof_public_key: hex((await proof.deriveKey(seed)).publicKey),
    keyset: hex(await envelope.sealKeyset(unlockKey, account, vaultKey)),
    carrier_record: hex(await envelope.sealCarrierRecord(carrierKey, account, cs)),
  }
  return { cases: [made] }
}

async function acts() {
  const seed = random(32)
  const { privateKey, publicKey } = await proof.deriveKey(seed)
  const token = await sha256(random(32))
  const bodies = { authorize: token, continue: token, 'revoke-browser': random(16), 'cancel-copy': random(16) }
  const cases = []
  for (const act of /** @type {(keyof typeof bodies)[]} */ (Object.keys(bodies))) {
    const setting = { ...account, nonce: random(32), origin: 'https://tessera.example' }
    cases.push({
      name: act,
      ...{ act, seed: hex(seed), public_key: hex(publicKey) },
      ...{ account_id: place.account_id, generation: place.generation },
      ...{ nonce: hex(setting.nonce), origin: setting.origin, body: hex(bodies[act]) },
      message: hex(await proof.signedMessage(act, setting, bodies[act])),
      signature: hex(await proof.sign(act, privateKey, setting, bodies[act])),
    })
  }
  return { cases }
}

async function recoveries() {
  const rk = recoveryKey.make()
  const text = await recoveryKey.write(rk)
  const shares = await recoveryShares.write(rk)
  const made = {
    name: 'made by the browser',
    ...place,
    recovery_key: hex(rk),
    ...{ text, spellings: [text.toLowerCase()], shares, share_spellings: [String(shares[0]).toLowerCase()] },
    record: hex(await recoveryKey.sealRecord(rk, account, vaultKey)),
    proof_public_key: hex((await recoveryKey.deriveProof(rk, account.accountId)).publicKey),
  }
  return { cases: [made] }
}

async function keyStrings() {
  const [carrierSecret, share, ak, copyId] = [random(32), random(32), accountKey.make(), random(16)]
  const text = await accountKey.seal({ ...account, copyId }, { carrierSecret, share }, ak)
  const made = {
    name: 'made by the browser',
    ...{ account_id: place.account_id, generation: place.generation, copy_id: hex(copyId) },
    ends: accountKey.ends(account.accountId),
    ...{ carrier_secret: hex(carrierSecret), share: hex(share), account_key: hex(ak) },
    wrap_key: hex(await kdf.deriveWrapKey(carrierSecret, share)),
    ...{ binary: hex(fromBase32(text.slice('TSRK1:'.length))), text, spellings: [text.toLowerCase()] },
    qr: { mode: 'alphanumeric', characters: text.length, correction: 'Q', version: 11, modules: 61 },
  }
  return { cases: [made] }
}

/** @param {Case} keyString */
function keyFiles(keyString) {
  const facts = { email: 'ada@example.org', ends: keyString.ends }
  const file = keyFile.write({ keyString: keyString.text, date: '2026-05-04', ...facts })
  const made = { ...facts, made: '2026-05-04', key_string: keyString.text, canonical: true, file: hex(utf8(file)) }
  return { cases: [{ name: 'made by the browser', ...made }] }
}

function wordLists() {
  const keys = [accountKey.make(), accountKey.make()]
  const made = keys.map((ak, at) => ({
    name: `key ${at}`,
    account_key: hex(ak),
    words: words.write(ak),
    spellings: [],
  }))
  return { cases: made }
}

async function items() {
  const titles = ['', 'Grüße 🗝️ 鍵', '\u2028\u0000"\\/', 'x'.repeat(2000), '\u202eevil']
  const cases = []
  for (const [at, title] of titles.entries()) {
    const [id, revision] = [random(16), at + 1]
    const item = { id: toBase64(id), creationAt: 1777800000, modifiedAt: 1777800000, type: 'note', title }
    const blob = await envelope.sealItem(vaultKey, account, { id, revision }, item)
    const padded = sealableJson(item, id).length
    const sealed = { json: JSON.stringify(item), padded, sealed: hex(blob) }
    cases.push({ name: `item ${at}`, ...place, item_id: hex(id), revision, ...sealed })
  }
  return { cases }
}

async function localRecords() {
  /** @type {[string, object][]} */
  const given = [
    ['draft', { id: toBase64(random(16)), fields: { title: 'Grüße 🗝️ \u2028', lines: [] } }],
    ['generated', { values: [{ value: 'p"\\\n', at: 1777800000 }] }],
    ['draft', { notes: 'x'.repeat(5000) }],
  ]
  const made = given.map(async ([record, value], at) => ({
    name: `${record} ${at}`,
    ...place,
    ...{ record, json: JSON.stringify(value), padded: pad(utf8(JSON.stringify(value))).length },
    sealed: hex(await sealLocal(vaultKey, { ...account, name: record }, value)),
  }))
  return { cases: await Promise.all(made) }
}

async function roots() {
  const cases = []
  for (const count of [0, 1, 3, 40]) {
    const lines = Array.from({ length: count }, (_, at) => ({
      item_id: hex(random(16)),
      revision: 1000 * at + 1,
      digest: hex(random(32)),
    }))
    cases.push({ name: `${count} items`, items: lines, root: hex(await head.rootOf(tableOf(lines))) })
  }
  return { cases }
}

/** @param {Case[]} listed roots and the items under them */
async function chain(listed) {
  const heads = []
  let summary = await head.firstSummary(1777800000000)
  for (const [at, { root, items: lines }] of listed.entries()) {
    const version = at + 1
    summary = { ...summary, date: summary.date + 1, root: unhex(root), count: lines.length }
    const blob = await head.sealHead(vaultKey, { ...account, version }, summary)
    const digest = await sha256(blob)
    const { date, previous, count } = summary
    heads.push({ version, date, previous: hex(previous), root, count, sealed: hex(blob), digest: hex(digest) })
    summary = { ...summary, previous: digest }
  }
  return { ...place, heads }
}

/**
 * Backups with the passwords and the words that open them: tools/open_backup.py is tried on these.
 */
async function backups() {
  const cases = []
  for (const [at, alone] of [true, false].entries()) {
    const [salt, email, password] = [random(16), `person.${at}@example.org`, `пароль из слов 🔑 ${at}`]
    const m = await kdf.passwordHash({ email, password, suite: 1, salt }, async (input) => {
      const raw = await argon2id({ ...input, ...kdf.ARGON2, outputType: 'binary' })
      return new Uint8Array(raw)
    })
    const [ak, halves] = [accountKey.make(), { carrierSecret: random(32), share: random(32) }]
    const keyset = await envelope.sealKeyset(await kdf.deriveUnlockKey(m, ak, account.accountId), account, vaultKey)
    const keyString = await accountKey.seal({ ...account, copyId: random(16) }, halves, ak)
    const backupKey = await kdf.deriveBackupKey(m)
    const made = Array.from({ length: 3 }, (_, count) => itemOf(toBase64(random(16)), `Grüße 🗝️ ${count}`))
    const text = writeContent({ date: 1777800000, version: 12, items: made })
    const part = alone ? { backupKey, accountKey: ak, vaultKey } : null
    const file = await backup.seal(vaultKey, { ...account, salt, email, keyset, keyString }, text, part)
    const { passwordPart } = /** @type {import('../../static/js/crypto/backup.js').Backup} */ (await backup.parse(file))
    cases.push({
      name: alone ? 'with a password part' : 'without a password part',
      ...place,
      ...{ password, email, words: words.write(ak), salt: hex(salt), m: hex(m), account_key: hex(ak) },
      ...{ backup_key: hex(backupKey), keyset: hex(keyset), key_string: keyString },
      ...{
        password_part: hex(passwordPart ?? new Uint8Array(0)),
        json: new TextDecoder().decode(text),
        file: hex(file),
      },
    })
  }
  return { cases }
}

/** @param {string} id @param {string} title */
function itemOf(id, title) {
  const [name, password] = [{ value: 'ada' }, { value: 'p"\\\n' }]
  return {
    ...{ id, creationAt: 1777800000, modifiedAt: 1777800000, type: 'login', title, favorite: false, tags: ['home'] },
    ...{ trashedAt: null, scope: { urls: ['https://example.org/'] } },
    credentials: [{ type: 'basic-auth', username: name, password }],
    history: [],
  }
}

const [strings, listed] = [await keyStrings(), await roots()]
const files = {
  seals: await seals(),
  passwords: await passwords(),
  keys: await keys(),
  acts: await acts(),
  'key-strings': strings,
  'key-files': keyFiles(/** @type {Case} */ (strings.cases[0])),
  words: wordLists(),
  recoveries: await recoveries(),
  items: await items(),
  'local-records': await localRecords(),
  roots: listed,
  chain: await chain(listed.cases),
  backups: await backups(),
}

const wanted = process.argv.slice(2)
for (const [name, content] of Object.entries(files)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  // ASCII, so that no editor normalizes what must stay as it is.
  const text = JSON.stringify(content, null, 1).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  writeFileSync(new URL(`../vectors/from_js/${name}.json`, import.meta.url), `${text}\n`)
}
