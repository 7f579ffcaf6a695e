/**
 * Recovery key and shares against the frozen vectors, and the sharing library against published ones.
 */
import assert from 'node:assert/strict'
import test, { describe } from 'node:test'
import fc from 'fast-check'
import { combine } from 'shamir-secret-sharing'
import { accountContext } from '../../../static/js/crypto/contexts.js'
import { sealWithFixedR } from '../../../static/js/crypto/envelope.js'
import { hkdf } from '../../../static/js/crypto/kdf.js'
import { utf8 } from '../../../static/js/crypto/bytes.js'
import * as recoveryKey from '../../../static/js/crypto/recoverykey.js'
import * as shares from '../../../static/js/crypto/recoveryshares.js'
import { accountOf, casesOf, hex, load, unhex } from '../vectorfiles.js'

/** @typedef {import('../vectorfiles.js').Case} Case */

/** @param {string} text */
async function shareOf(text) {
  const share = await shares.read(text)
  assert.ok(share)
  return share
}

describe('recoveries', () => {
  for (const given of casesOf('recoveries')) test(given.name, () => check(given))
})

/** @param {Case} given */
async function check(given) {
  const rk = unhex(given.recovery_key)
  assert.equal(await recoveryKey.write(rk), given.text)
  for (const spelling of [given.text, ...given.spellings]) assert.deepEqual(await recoveryKey.read(spelling), rk)
  for (const [one, other] of [
    [0, 1],
    [2, 0],
    [1, 2],
  ]) {
    const joined = await shares.join(
      await shareOf(given.shares[Number(one)]),
      await shareOf(given.shares[Number(other)]),
    )
    assert.deepEqual(joined, rk)
  }
  for (const spelling of given.share_spellings) {
    assert.equal(await shares.writeShare(await shareOf(spelling)), given.shares[0])
  }
  const [account, record] = [accountOf(given), unhex(given.record)]
  assert.equal(hex(await recoveryKey.openRecord(rk, account, record)), given.vault_key)
  const key = await hkdf(rk, utf8('tessera1/recovery'))
  const again = sealWithFixedR(key, 'recovery', accountContext(account), unhex(given.vault_key), record.slice(1, 17))
  assert.equal(hex(await again), given.record)
  assert.equal(hex((await recoveryKey.deriveProof(rk, account.accountId)).publicKey), given.proof_public_key)
}

describe('published shares', () => {
  const { cases, secret_at: at } = load('published/shamir')
  for (const { name, secret, shares: given, together } of cases) {
    test(name, async () => {
      for (const places of together) {
        // The library interpolates at 0, theirs at 255. Only differences of places count, so each is moved by as much.
        const moved = places.map((/** @type {number} */ place) => Uint8Array.of(...unhex(given[place]), place ^ at))
        assert.equal(hex(await combine(moved)), secret)
      }
    })
  }
})

test('what was split is joined again, and one share alone says nothing of the key', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (bytes) => {
      const rk = new Uint8Array(bytes)
      const texts = await shares.write(rk)
      assert.equal(texts.length, shares.SHARES)
      const [one, , other] = await Promise.all(texts.map(shareOf))
      assert.ok(one && other)
      assert.deepEqual(await shares.join(other, one), rk)
    }),
    { numRuns: 30 },
  )
  const rk = recoveryKey.make()
  const firsts = new Set()
  for (let at = 0; at < 50; at += 1) firsts.add((await shareOf(String((await shares.write(rk))[0]))).share[0])
  assert.ok(firsts.size > 25, 'the same key gives other shares every time')
})

test('a text is read whatever stands between its characters, and never with another one in it', async () => {
  const text = await recoveryKey.write(recoveryKey.make())
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 6, max: text.length - 1 }),
      fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
      async (at, other) => {
        fc.pre(text[at] !== other)
        const wrong = text.slice(0, at) + other + text.slice(at + 1)
        await assert.rejects(recoveryKey.read(wrong), { code: 'recovery-mistyped' })
      },
    ),
    { numRuns: 200 },
  )
})
