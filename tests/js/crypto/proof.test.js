import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deriveKey, sign, signedMessage } from '../../../static/js/crypto/proof.js'
import { ACTS } from '../../../static/js/crypto/labels.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { ALICE, BOB, bytes, filled, flipped } from './cast.js'

/** @typedef {import('../../../static/js/crypto/bytes.js').Bytes} Bytes */

const SETTING = { ...ALICE, nonce: filled(32, 5), origin: 'https://vault.example' }
const BODY = filled(32, 6)

/**
 * @param {Bytes} publicKey
 * @param {Bytes} signature
 * @param {Bytes} message
 */
async function verifies(publicKey, signature, message) {
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, signature, message)
}

/** @param {string} hex */
const fromHex = (hex) => new Uint8Array(Buffer.from(hex, 'hex'))

test('the key and signature are those of RFC 8032 §7.1, test 1', async () => {
  const { privateKey, publicKey } = await deriveKey(
    fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
  )
  assert.deepEqual(publicKey, fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'))
  const signature = await crypto.subtle.sign('Ed25519', privateKey, new Uint8Array(0))
  const expected =
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
  assert.equal(Buffer.from(signature).toString('hex'), expected)
})

test('the private half cannot be exported', async () => {
  const { privateKey } = await deriveKey(filled(32, 1))
  assert.equal(privateKey.extractable, false)
  await assert.rejects(crypto.subtle.exportKey('pkcs8', privateKey))
})

test('deriving leaves the seed as it was', async () => {
  const seed = filled(32, 1)
  await deriveKey(seed)
  assert.deepEqual(seed, filled(32, 1))
  await assert.rejects(deriveKey(filled(31, 1)), /seed: expected 32 bytes, found 31 bytes/)
})

test('the message is made of the parts of §4', async () => {
  const message = await signedMessage('revoke-browser', SETTING, BODY)
  const expected = Buffer.concat([
    Buffer.from('tessera1/revoke-browser\0'),
    ALICE.accountId,
    Buffer.from([0, 0, 0, 1]),
    SETTING.nonce,
    Buffer.from([0, 21]),
    Buffer.from('https://vault.example'),
    nobleSha256(BODY),
  ])
  assert.deepEqual(Buffer.from(message), expected)
})

test('a signature verifies for its own act and setting and no other', async () => {
  const { privateKey, publicKey } = await deriveKey(filled(32, 1))
  for (const act of ACTS) {
    const signature = await sign(act, privateKey, SETTING, BODY)
    assert.equal(signature.length, 64)
    assert.ok(await verifies(publicKey, signature, await signedMessage(act, SETTING, BODY)))
    const others = [
      ...ACTS.filter((other) => other !== act).map((other) => signedMessage(other, SETTING, BODY)),
      signedMessage(act, { ...SETTING, ...BOB }, BODY),
      signedMessage(act, { ...SETTING, generation: 2 }, BODY),
      signedMessage(act, { ...SETTING, nonce: flipped(SETTING.nonce, 31) }, BODY),
      signedMessage(act, { ...SETTING, origin: 'https://vault.example/' }, BODY),
      signedMessage(act, SETTING, flipped(BODY, 0)),
    ]
    for (const other of others) assert.ok(!(await verifies(publicKey, signature, await other)))
  }
})

test('no two different settings give one message', async () => {
  const setting = fc.record({
    accountId: bytes(16),
    generation: fc.nat(3),
    nonce: bytes(32),
    origin: fc.string({ maxLength: 5 }),
  })
  await fc.assert(
    fc.asyncProperty(setting, setting, async (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b)
      const [one, other] = [await signedMessage('authorize', a, BODY), await signedMessage('authorize', b, BODY)]
      assert.equal(Buffer.compare(one, other) === 0, same)
    }),
    { numRuns: 50 },
  )
})

test('an act that is not on the list is not signed', async () => {
  // @ts-expect-error the compiler refuses it too
  await assert.rejects(signedMessage('delete-everything', SETTING, BODY), /act: expected one of authorize/)
  await assert.rejects(
    signedMessage('authorize', { ...SETTING, nonce: filled(31, 1) }, BODY),
    /nonce: expected 32 bytes/,
  )
})
