import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { argon2id as hashWasm } from 'hash-wasm'
import { argon2id as nobleArgon2id } from '@noble/hashes/argon2.js'
import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import {
  ARGON2,
  checkParameters,
  deriveCarrierKey,
  deriveLoginSecret,
  deriveProofSeed,
  deriveSalt,
  deriveUnlockKey,
  deriveWrapKey,
  hkdf,
  normalizeEmail,
  passwordBytes,
  passwordHash,
} from '../../../static/js/crypto/kdf.js'
import { concat, equal, fromBase64, utf8 } from '../../../static/js/crypto/bytes.js'
import { ALICE, BOB, bytes, filled } from './cast.js'

/** @typedef {import('../../../static/js/crypto/bytes.js').Bytes} Bytes */

const HASH = filled(32, 1)
const SALT = filled(16, 9)
const ALICES = { email: 'alice@example.org', password: 'correct horse', suite: 1, salt: SALT }

/**
 * The oracle for every derivation of §3.
 * @param {Uint8Array} ikm
 * @param {Uint8Array} info
 * @param {number} [length]
 * @returns {Bytes}
 */
const oracle = (ikm, info, length = 32) => new Uint8Array(nobleHkdf(nobleSha256, ikm, undefined, info, length))

/** @param {{password: Bytes, salt: Bytes}} input */
const argon2id = async ({ password, salt }) =>
  new Uint8Array(await hashWasm({ password, salt, ...ARGON2, outputType: 'binary' }))

/** Argon2id that must not be reached. */
const never = () => assert.fail('hashed before refusing')

test('hkdf gives test case 1 of RFC 5869', async () => {
  const info = Uint8Array.from([0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9])
  const salt = Uint8Array.from({ length: 13 }, (_, i) => i)
  const okm = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'
  assert.equal(Buffer.from(await hkdf(filled(22, 0x0b), info, 42, salt)).toString('hex'), okm)
})

test('hkdf agrees with another implementation', async () => {
  await fc.assert(
    fc.asyncProperty(bytes(1, 80), bytes(0, 80), fc.integer({ min: 1, max: 100 }), async (ikm, info, length) => {
      assert.deepEqual(await hkdf(ikm, info, length), oracle(ikm, info, length))
    }),
    { numRuns: 30 },
  )
})

test('every key is derived as §3 says', async () => {
  const [ak, cs, r] = [filled(32, 2), filled(32, 3), filled(32, 4)]
  const { accountId } = ALICE
  assert.deepEqual(fromBase64(await deriveLoginSecret(HASH), 32), oracle(HASH, utf8('tessera1/login')))
  assert.deepEqual(await deriveCarrierKey(HASH), oracle(HASH, utf8('tessera1/carrier')))
  assert.deepEqual(await deriveWrapKey(cs, r), oracle(concat(cs, r), utf8('tessera1/wrap')))
  const both = concat(HASH, ak)
  assert.deepEqual(await deriveUnlockKey(HASH, ak, accountId), oracle(both, concat(utf8('tessera1/unlock'), accountId)))
  assert.deepEqual(await deriveProofSeed(HASH, ak, accountId), oracle(both, concat(utf8('tessera1/proof'), accountId)))
})

test('a key of the password and the Account Key differs when either does, and between accounts', async () => {
  const ak = filled(32, 2)
  const keys = [
    await deriveUnlockKey(HASH, ak, ALICE.accountId),
    await deriveUnlockKey(HASH, ak, BOB.accountId),
    await deriveUnlockKey(filled(32, 8), ak, ALICE.accountId),
    await deriveUnlockKey(HASH, filled(32, 8), ALICE.accountId),
    await deriveProofSeed(HASH, ak, ALICE.accountId),
  ]
  assert.equal(new Set(keys.map(String)).size, keys.length)
})

test('deriving leaves the secrets that it was given as they were', async () => {
  const [ak, hash] = [filled(32, 2), filled(32, 1)]
  await deriveUnlockKey(hash, ak, ALICE.accountId)
  assert.ok(equal(ak, filled(32, 2)) && equal(hash, filled(32, 1)))
})

test('the cost is 64 MiB, four passes and one lane', () => {
  assert.deepEqual(ARGON2, { memorySize: 65536, iterations: 4, parallelism: 1, hashLength: 32 })
  assert.ok(Object.isFrozen(ARGON2))
})

test('hash-wasm computes the Argon2id that another implementation does', async () => {
  const figures = { memorySize: 64, iterations: 4, parallelism: 1, hashLength: 32 }
  const [password, salt] = [passwordBytes('Straße ﬁn'), SALT]
  const ours = await hashWasm({ password, salt, ...figures, outputType: 'binary' })
  const theirs = nobleArgon2id(password, salt, { m: 64, t: 4, p: 1, dkLen: 32, version: 0x13 })
  assert.deepEqual(new Uint8Array(ours), new Uint8Array(theirs))
})

test('the password hash binds the salt to the address', async () => {
  const [alices, again, bobs] = await Promise.all([
    passwordHash(ALICES, argon2id),
    passwordHash({ ...ALICES, email: 'ALICE@Example.org' }, argon2id),
    passwordHash({ ...ALICES, email: 'bob@example.org' }, argon2id),
  ])
  assert.equal(alices.length, 32)
  assert.deepEqual(alices, again)
  assert.notDeepEqual(alices, bobs)
})

test('the salt of Argon2id is HKDF of S and the address', async () => {
  const expected = oracle(concat(SALT, utf8('alice@example.org')), utf8('tessera1/salt')).slice(0, 16)
  assert.deepEqual(await deriveSalt(SALT, 'Alice@Example.org'), expected)
})

test('the bytes of the password are wiped after hashing, also when hashing fails', async () => {
  /** @type {Bytes | undefined} */
  let seen
  const failing = (/** @type {{password: Bytes}} */ { password }) => {
    seen = password
    return Promise.reject(new Error('out of memory'))
  }
  await assert.rejects(passwordHash(ALICES, failing), /out of memory/)
  assert.deepEqual(seen, filled('correct horse'.length, 0))
})

for (const suite of [0, 2, 255, '1', null, undefined]) {
  test(`suite ${JSON.stringify(suite)} is refused before anything is hashed`, async () => {
    await assert.rejects(passwordHash({ ...ALICES, suite }, never), { code: 'suite-refused' })
    assert.throws(() => checkParameters({ suite, salt: SALT }), { code: 'suite-refused' })
  })
}

for (const length of [0, 15, 17, 32]) {
  test(`an S of ${length} bytes is refused before anything is hashed`, async () => {
    await assert.rejects(passwordHash({ ...ALICES, salt: filled(length, 9) }, never), { code: 'salt-refused' })
    assert.throws(() => checkParameters({ suite: 1, salt: filled(length, 9) }), { code: 'salt-refused' })
  })
}

test('a hash of another length than 32 bytes is not taken', async () => {
  await assert.rejects(
    passwordHash(ALICES, async () => filled(16, 1)),
    /argon2id: expected 32 bytes, found 16 bytes/,
  )
})

test('the password is normalized to NFKC', () => {
  assert.deepEqual(passwordBytes('Zu\u0308rich ﬁn №'), utf8('Z\u00fcrich fin No'))
})

test('half a surrogate pair is refused, not replaced', () => {
  assert.throws(() => passwordBytes('pass\ud800word'), TypeError)
})

test('an address is lowered in A to Z and nowhere else', () => {
  assert.equal(normalizeEmail('ADA+Lists@Example.ORG'), 'ada+lists@example.org')
  assert.equal(normalizeEmail(`${'a'.repeat(248)}@b.org`).length, 254)
})

for (const email of [
  '',
  '@',
  'ada',
  'ada@',
  '@b.org',
  'a@b@c',
  'a b@c',
  'ä@b.org',
  'ada@\u212aelvin.org',
  'a@b\n',
  `${'a'.repeat(249)}@b.org`,
]) {
  test(`the address ${JSON.stringify(email).slice(0, 24)} is refused`, () => {
    assert.throws(() => normalizeEmail(email), { code: 'bad-email' })
  })
}
