/**
 * The browser's code against the frozen vectors: it opens what the reference implementation made, makes the same bytes
 * again, and refuses what must be refused. tests/test_vectors.py does the same the other way round.
 */
import assert from 'node:assert/strict'
import test, { describe } from 'node:test'
import { argon2id } from 'hash-wasm'
import * as keyFile from '../../static/js/carriers/keyfile.js'
import * as words from '../../static/js/carriers/words.js'
import * as accountKey from '../../static/js/crypto/accountkey.js'
import {
  concat,
  fromBase32,
  fromBase64,
  sha256,
  toBase32,
  toBase64,
  u32,
  u64,
  utf8,
} from '../../static/js/crypto/bytes.js'
import * as backup from '../../static/js/crypto/backup.js'
import { accountContext, itemContext, nameContext, versionContext } from '../../static/js/crypto/contexts.js'
import * as envelope from '../../static/js/crypto/envelope.js'
import * as head from '../../static/js/crypto/head.js'
import { pad, sealableJson } from '../../static/js/crypto/itemtext.js'
import * as kdf from '../../static/js/crypto/kdf.js'
import { openLocal } from '../../static/js/crypto/localrecord.js'
import * as proof from '../../static/js/crypto/proof.js'
import { TesseraError } from '../../static/js/errors.js'
import encodeQR from 'qr'
import { attempt, servedHead, tableOf } from './attempt.js'
import { accountOf, casesOf, hex, load, unhex } from './vectorfiles.js'

/** @typedef {import('./vectorfiles.js').Case} Case */

/**
 * A test for each case of a file.
 * @param {string} name
 * @param {(given: Case) => Promise<void> | void} check
 * @param {Case[]} [cases]
 */
function each(name, check, cases = casesOf(name)) {
  describe(name, () => {
    for (const given of cases) test(given.name, () => check(given))
  })
}

/**
 * The r of a sealed value.
 * @param {string} sealed
 */
const rOf = (sealed) => unhex(sealed).slice(1, 17)

test('encodings', () => {
  const { b64, base32, emails } = load('encodings')
  for (const { bytes, text } of b64) {
    assert.equal(toBase64(unhex(bytes)), text)
    assert.equal(hex(fromBase64(text)), bytes)
  }
  for (const { bytes, text } of base32) {
    assert.equal(toBase32(unhex(bytes)), text)
    assert.equal(hex(fromBase32(text)), bytes)
  }
  for (const { typed, normal } of emails) assert.equal(kdf.normalizeEmail(typed), normal)
})

each('seals', async ({ key, label, context, plaintext, sealed }) => {
  assert.equal(hex(await envelope.open(unhex(key), label, unhex(context), unhex(sealed))), plaintext)
  const again = await envelope.sealWithFixedR(unhex(key), label, unhex(context), unhex(plaintext), rOf(sealed))
  assert.equal(hex(again), sealed)
})

each('passwords', async ({ email, password, salt, argon2_salt, m }) => {
  assert.equal(hex(await kdf.deriveSalt(unhex(salt), email)), argon2_salt)
  const hash = await kdf.passwordHash({ email, password, suite: 1, salt: unhex(salt) }, async (input) => {
    const raw = await argon2id({ ...input, ...kdf.ARGON2, outputType: 'binary' })
    return new Uint8Array(raw)
  })
  assert.equal(hex(hash), m)
})

each('keys', async (given) => {
  const [m, ak, id] = [unhex(given.m), unhex(given.account_key), unhex(given.account_id)]
  assert.equal(await kdf.deriveLoginSecret(m), given.login_secret)
  assert.equal(hex(await kdf.deriveCarrierKey(m)), given.carrier_key)
  assert.equal(hex(await kdf.deriveWrapKey(unhex(given.carrier_secret), unhex(given.share))), given.wrap_key)
  assert.equal(hex(await kdf.deriveUnlockKey(m, ak, id)), given.unlock_key)
  const seed = await kdf.deriveProofSeed(m, ak, id)
  assert.equal(hex(seed), given.proof_seed)
  assert.equal(hex((await proof.deriveKey(seed)).publicKey), given.proof_public_key)
})

each('keys', async (given) => {
  const [uk, ck, account] = [unhex(given.unlock_key), unhex(given.carrier_key), accountOf(given)]
  const context = accountContext(account)
  const vk = await envelope.openKeyset(uk, account, unhex(given.keyset))
  assert.equal(hex(vk), given.vault_key)
  assert.equal(hex(await envelope.sealWithFixedR(uk, 'keyset', context, vk, rOf(given.keyset))), given.keyset)
  const cs = await envelope.openCarrierRecord(ck, account, unhex(given.carrier_record))
  assert.equal(hex(cs), given.carrier_secret)
  const r = rOf(given.carrier_record)
  assert.equal(hex(await envelope.sealWithFixedR(ck, 'carrier', context, cs, r)), given.carrier_record)
})

each('acts', async (given) => {
  const setting = { ...accountOf(given), nonce: unhex(given.nonce), origin: given.origin }
  const { privateKey, publicKey } = await proof.deriveKey(unhex(given.seed))
  assert.equal(hex(publicKey), given.public_key)
  assert.equal(hex(await proof.signedMessage(given.act, setting, unhex(given.body))), given.message)
  assert.equal(hex(await proof.sign(given.act, privateKey, setting, unhex(given.body))), given.signature)
  await attempt('verify-act', given)
})

each('key-strings', async (given) => {
  const halves = { carrierSecret: unhex(given.carrier_secret), share: unhex(given.share) }
  const copy = { ...accountOf(given), copyId: unhex(given.copy_id) }
  for (const spelling of [given.text, ...given.spellings]) {
    const read = await accountKey.parse(spelling)
    assert.ok(read)
    assert.equal(read.text, given.text)
    assert.deepEqual([read.accountId, read.generation, read.copyId], [copy.accountId, copy.generation, copy.copyId])
    assert.equal(hex(await accountKey.open(read, halves)), given.account_key)
  }
  assert.equal(accountKey.ends(copy.accountId), given.ends)
  const header = accountKey.headerOf(copy)
  const r = unhex(given.binary).slice(42, 58)
  const sealed = envelope.sealWithFixedR(unhex(given.wrap_key), 'account-key', header, unhex(given.account_key), r)
  assert.equal(await accountKey.assemble(header, await sealed), given.text)
})

each('key-strings', ({ text, qr }) => {
  assert.match(text, /^[0-9A-Z $%*+\-./:]+$/)
  assert.equal(text.length, qr.characters)
  // The version is left to the encoder: it must come to the same, the smallest that holds the text.
  const modules = encodeQR(text, 'raw', { ecc: 'quartile', encoding: 'alphanumeric', border: 1 })
  assert.equal(modules.length, qr.modules + 2)
  assert.equal(qr.modules, 17 + 4 * qr.version)
})

each('key-files', async (given) => {
  const file = unhex(given.file)
  assert.equal(await keyFile.read(file), given.key_string)
  const { key_string: keyString, email, ends, made: date } = given
  const written = new TextEncoder().encode(keyFile.write({ keyString, email, ends, date }))
  assert.equal(hex(written) === given.file, given.canonical)
})

each('words', (given) => {
  assert.equal(words.write(unhex(given.account_key)), given.words)
  for (const spelling of [given.words, ...given.spellings]) {
    const read = words.read(spelling)
    assert.ok(read)
    assert.equal(hex(read), given.account_key)
  }
})

each('items', async (given) => {
  const [vk, account, id] = [unhex(given.vault_key), accountOf(given), unhex(given.item_id)]
  const item = await envelope.openItem(vk, account, { id, revision: given.revision, blob: unhex(given.sealed) })
  assert.equal(JSON.stringify(item), given.json)
  const text = sealableJson(item, id)
  assert.equal(text.length, given.padded)
  const context = itemContext(account, { id, revision: given.revision })
  assert.equal(hex(await envelope.sealWithFixedR(vk, 'item', context, text, rOf(given.sealed))), given.sealed)
})

each('local-records', async (given) => {
  const [vk, place] = [unhex(given.vault_key), { ...accountOf(given), name: given.record }]
  const value = await openLocal(vk, place, unhex(given.sealed))
  assert.equal(JSON.stringify(value), given.json)
  const text = pad(utf8(JSON.stringify(value)))
  assert.equal(text.length, given.padded)
  const again = await envelope.sealWithFixedR(vk, 'local', nameContext(place), text, rOf(given.sealed))
  assert.equal(hex(again), given.sealed)
})

each('roots', async ({ items, root }) => {
  assert.equal(hex(await head.rootOf(tableOf(items))), root)
})

for (const name of ['chain', 'from_js/chain']) {
  test(name, async () => {
    const chain = load(name)
    const [vk, account] = [unhex(chain.vault_key), accountOf(chain)]
    /** @type {import('../../static/js/crypto/head.js').Pin | null} */
    let pin = null
    for (const { version, date, previous, root, count, sealed, digest } of chain.heads) {
      const summary = { date, previous: unhex(previous), root: unhex(root), count }
      const followed = await head.follow(vk, account, pin, { version, heads: [{ version, blob: unhex(sealed) }] })
      assert.deepEqual(followed, { ...summary, version, hash: unhex(digest) })
      const plaintext = concat(u64(date), summary.previous, summary.root, u32(count))
      const context = versionContext({ ...account, version })
      assert.equal(hex(await envelope.sealWithFixedR(vk, 'head', context, plaintext, rOf(sealed))), sealed)
      assert.equal(hex(await sha256(unhex(sealed))), digest)
      pin = head.pinOf(account, followed)
    }
  })
}

test('one chain over three generations', async () => {
  const chain = load('generations')
  const heads = chain.heads.map(servedHead)
  const last = chain.heads.at(-1)
  for (const { generation, version, digest } of chain.heads.slice(0, -1)) {
    const pin = { generation, version, hash: unhex(digest) }
    const served = { version: last.version, heads: heads.slice(version) }
    const newest = await head.follow(unhex(chain.vault_key), accountOf(chain), pin, served)
    assert.equal(hex(/** @type {import('../../static/js/crypto/head.js').Head} */ (newest).hash), last.digest)
  }
})

each('backups', async (given) => {
  const [file, vk, part, m] = [given.file, given.vault_key, given.password_part, given.m].map(unhex)
  assert.ok(file && vk && part && m)
  const read = await backup.parse(file)
  assert.ok(read)
  assert.deepEqual([read.accountId, read.generation], [unhex(given.account_id), given.generation])
  assert.deepEqual([hex(read.salt), read.email, hex(read.keyset)], [given.salt, given.email, given.keyset])
  assert.equal(read.keyString.text, given.key_string)
  assert.equal(hex(await kdf.deriveBackupKey(m)), given.backup_key)
  assert.equal(JSON.stringify(await backup.openContent(vk, read)), given.json)
  assert.equal(hex(backup.frontOf({ ...read, keyString: given.key_string })), hex(read.front))
  if (part.length > 0) {
    const { accountKey, vaultKey } = await backup.openPasswordPart(m, read)
    assert.deepEqual([hex(accountKey), hex(vaultKey)], [given.account_key, given.vault_key])
    const both = concat(accountKey, vaultKey)
    const key = await kdf.deriveBackupKey(m)
    const again = await envelope.sealWithFixedR(key, 'backup-keys', read.front, both, rOf(given.password_part))
    assert.equal(hex(again), given.password_part)
  }
  const context = await sha256(read.checked)
  const end = await envelope.sealWithFixedR(vk, 'backup', context, utf8(given.json), rOf(hex(read.sealed)))
  assert.equal(hex(concat(read.checked, end)), given.file)
})

each(
  'refused',
  async ({ operation, input, code }) => {
    await assert.rejects(
      () => attempt(operation, input),
      (error) => error instanceof TesseraError && error.code === code,
    )
  },
  load('refused').cases,
)
