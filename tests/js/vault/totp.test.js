import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromBase32, toBase32, utf8 } from '../../../static/js/crypto/bytes.js'
import { codeAt, hotp, trimSecret } from '../../../static/js/vault/totp.js'

/** @typedef {import('../../../static/js/vault/totp.js').Recipe} Recipe */

const ASCII = '12345678901234567890'
/** RFC 4226, appendix D. */
const HOTP = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']
/** RFC 6238, appendix B: seconds, and the codes with SHA-1, SHA-256 and SHA-512. The secrets are as long as the hash: erratum 2866. */
const TOTP = /** @type {const} */ ([
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
])
const SECRETS = { sha1: ASCII, sha256: ASCII.repeat(2).slice(0, 32), sha512: ASCII.repeat(4).slice(0, 64) }

/** @param {Partial<Recipe>} [changes] @returns {Recipe} */
const recipe = (changes) => ({
  secret: toBase32(utf8(ASCII)),
  algorithm: 'sha1',
  digits: 6,
  period: 30,
  isSteam: false,
  ...changes,
})

test('HOTP gives the ten codes of RFC 4226', async () => {
  const codes = await Promise.all(HOTP.map((_, counter) => hotp(utf8(ASCII), counter, 6)))
  assert.deepEqual(codes, HOTP)
})

for (const [at, algorithm] of /** @type {const} */ ([
  [1, 'sha1'],
  [2, 'sha256'],
  [3, 'sha512'],
])) {
  test(`TOTP gives the six codes of RFC 6238 with ${algorithm}`, async () => {
    const secret = toBase32(utf8(SECRETS[algorithm]))
    for (const row of TOTP) {
      const { code } = await codeAt(recipe({ secret, algorithm, digits: 8 }), row[0] * 1000)
      assert.equal(code, row[at])
    }
  })
}

test('TOTP gives the codes of RFC 6238 at other periods, as often as each goes into the time', async () => {
  for (const period of [1, 60, 3600, 86_400]) {
    for (const [at, expected] of TOTP) {
      const counter = Math.floor(at / 30)
      const [first, last] = [counter * period * 1000, (counter + 1) * period * 1000 - 1]
      if (!Number.isSafeInteger(last)) continue
      for (const time of [first, last]) {
        const { code, remaining } = await codeAt(recipe({ digits: 8, period }), time)
        assert.equal(code, expected, `${period} s at ${time} ms`)
        assert.equal(remaining, last + 1 - time)
      }
    }
  }
})

/** Base64 of the secret, seconds, code: the samples of steamguard-cli, and of two other implementations. */
const STEAM = /** @type {const} */ ([
  ['zvIayp3JPvtvX/QGHqsqKBk/44s=', 1616374841, '2F9J5'],
  ['cnOgv/KdpLoP6Nbh0GMkXkPXALQ=', 0, 'W3J46'],
  ['cnOgv/KdpLoP6Nbh0GMkXkPXALQ=', 1500000000, 'Q9JC4'],
  ['cnOgv/KdpLoP6Nbh0GMkXkPXALQ=', 1893456000, 'PJ4MJ'],
  ['PcbKpIJKbSiHZ7IzHiC0MWbLhdk=', 1672531200, '7W6CJ'],
])

for (const [base64, seconds, code] of STEAM) {
  test(`Steam shows ${code} at ${seconds}`, async () => {
    const secret = toBase32(new Uint8Array(Buffer.from(base64, 'base64')))
    assert.equal((await codeAt(recipe({ secret, digits: 5, isSteam: true }), seconds * 1000)).code, code)
  })
}

test('the rest of a period is what is left of it, and the next code is the one that follows', async () => {
  const now = await codeAt(recipe(), 59_001)
  assert.deepEqual([now.remaining, now.period, now.code], [999, 30, '287082'])
  assert.equal(now.next, HOTP[2])
  assert.equal((await codeAt(recipe(), 60_000)).remaining, 30_000)
  assert.equal((await codeAt(recipe(), 60_000)).code, HOTP[2])
})

/** Node's HMAC and plain arithmetic. @param {Buffer} secret @param {string} algorithm @param {number} counter @param {number} digits */
function expected(secret, algorithm, counter, digits) {
  const text = Buffer.alloc(8)
  text.writeBigUInt64BE(BigInt(counter))
  const mac = createHmac(algorithm, secret).update(text).digest()
  const value = mac.readUInt32BE((mac.at(-1) ?? 0) % 16) % 2 ** 31
  return String(value).padStart(10, '0').slice(-digits)
}

test('every secret, hash, length, period and time agrees with another implementation', async () => {
  const algorithm = fc.constantFrom(/** @type {const} */ ('sha1'), /** @type {const} */ ('sha256'), 'sha512')
  const secret = fc.uint8Array({ minLength: 1, maxLength: 140 })
  const digits = fc.integer({ min: 6, max: 8 })
  const period = fc.integer({ min: 1, max: 86_400 })
  const at = fc.integer({ min: 0, max: 10 ** 13 })
  await fc.assert(
    fc.asyncProperty(secret, algorithm, digits, period, at, async (bytes, hash, length, seconds, time) => {
      const made = recipe({ secret: toBase32(bytes), algorithm: hash, digits: length, period: seconds })
      const { code, next, remaining } = await codeAt(made, time)
      const counter = Math.floor(time / 1000 / seconds)
      assert.equal(code, expected(Buffer.from(bytes), hash, counter, length))
      assert.equal(next, expected(Buffer.from(bytes), hash, counter + 1, length))
      assert.ok(remaining > 0 && remaining <= seconds * 1000)
    }),
  )
})

test('bits that make no whole byte are ignored, as by every authenticator', () => {
  assert.equal(trimSecret(''), '')
  assert.equal(trimSecret('A'), '')
  assert.equal(trimSecret('MZ'), 'MY')
  assert.equal(trimSecret('JBSWY3DPEHPK3PXP'), 'JBSWY3DPEHPK3PXP')
  const letters = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), maxLength: 60 })
  fc.assert(
    fc.property(letters, (text) => {
      const bytes = fromBase32(trimSecret(text))
      assert.equal(bytes.length, Math.floor((text.length * 5) / 8))
      assert.equal(trimSecret(trimSecret(text)), trimSecret(text))
      assert.equal(toBase32(bytes).slice(0, -1), trimSecret(text).slice(0, -1))
    }),
  )
})
