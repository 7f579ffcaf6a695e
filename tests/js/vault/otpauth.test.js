import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromBase32, toBase32 } from '../../../static/js/crypto/bytes.js'
import { TesseraError } from '../../../static/js/errors.js'
import { fromCredential, parse, toCredential, write } from '../../../static/js/vault/otpauth.js'
import { codeAt } from '../../../static/js/vault/totp.js'

/** @typedef {import('../../../static/js/vault/otpauth.js').Setup} Setup */

const SECRET = 'JBSWY3DPEHPK3PXP'
/** @type {Setup} */
const PLAIN = {
  secret: SECRET,
  algorithm: 'sha1',
  digits: 6,
  period: 30,
  isSteam: false,
  issuer: '',
  account: '',
  others: '',
}

/** @param {string} text @param {string} code @param {object} [detail] */
function refused(text, code, detail = {}) {
  assert.throws(
    () => parse(text),
    (error) => {
      assert.ok(error instanceof TesseraError)
      assert.deepEqual([error.code, error.detail], [code, detail], text)
      // What was pasted may be a secret in spite of everything.
      assert.ok(text.length < 5 || !JSON.stringify(error).includes(text))
      return true
    },
  )
}

test('an address is read with what it says and what it leaves out', () => {
  assert.deepEqual(
    parse(
      'otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA256&digits=8&period=60',
    ),
    {
      ...PLAIN,
      secret: 'HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ',
      algorithm: 'sha256',
      digits: 8,
      period: 60,
      issuer: 'ACME Co',
      account: 'john.doe@email.com',
    },
  )
  assert.deepEqual(parse(`otpauth://totp/?secret=${SECRET}`), PLAIN)
  assert.deepEqual(parse(` OTPAUTH://TOTP?secret=${SECRET}\n`), PLAIN)
})

test('issuer and account are told apart however the label is spelled', () => {
  for (const [address, issuer, account] of [
    ['totp/Example:alice@google.com?', 'Example', 'alice@google.com'],
    ['totp/Example%3Aalice?', 'Example', 'alice'],
    ['totp/Example:%20alice?', 'Example', 'alice'],
    ['totp/alice?issuer=Example', 'Example', 'alice'],
    ['totp/Old:alice?issuer=New', 'New', 'alice'],
    ['totp/Big%3ACo:alice?issuer=Big%3ACo', 'Big:Co', 'alice'],
    ['totp/Big%3ACo%3Aalice?issuer=Big%3ACo', 'Big:Co', 'alice'],
    ['totp/a:b:c?', 'a', 'b:c'],
    ['totp/My+Shop:alice?issuer=My+Shop', 'My Shop', 'alice'],
    ['totp/100%:alice?', '100%', 'alice'],
    ['totp/alice?', '', 'alice'],
    ['totp/%D7%93%D7%95%D7%90%D7%A8:%E2%80%8Fada?', 'דואר', '\u200fada'],
  ]) {
    const found = parse(`otpauth://${address}&secret=${SECRET}`)
    assert.deepEqual([found.issuer, found.account], [issuer, account], address)
  }
})

test('a secret may be grouped, padded and in small letters', () => {
  for (const text of [
    'jbsw y3dp ehpk 3pxp',
    'JBSW-Y3DP-EHPK-3PXP',
    'JBSWY3DPEHPK3PXP======',
    '\tjbswy3dp\nehpk3pxp ',
  ]) {
    assert.deepEqual(parse(text), PLAIN, text)
  }
  assert.equal(parse(`otpauth://totp/a?secret=jbsw%20y3dp+ehpk-3pxp%3D`).secret, SECRET)
})

test('a secret that other apps take is taken, and kept as every reader of base32 has it', () => {
  // 27 characters: two bits more than 16 bytes and a character that adds none.
  const setup = parse('GEZDGNBVGY3TQOJQGEZDGNBVGY7')
  assert.equal(setup.secret, toBase32(fromBase32(setup.secret)))
  assert.equal(fromBase32(setup.secret).length, 16)
})

test('codes of other programs’ samples come out as there', async () => {
  const at = Date.parse('2023-01-01T00:00:00Z')
  for (const [text, code] of [
    ['WQIQ25BRKZYCJVYP', '194506'],
    ['PIUDISEQYA======', '829846'],
    ['HJSGFJHDFDJDJKSDFD', '000034'],
    ['StEaM://hxdmvjecjjwsrb3hwizr4ifugftmxboz', '7W6CJ'],
    ['otpauth://totp/test-account?secret=WQIQ25BRKZYCJVYP&period=60', '730364'],
    ['otpauth://totp/test-account?secret=WQIQ25BRKZYCJVYP&digits=8', '45194506'],
    ['otpauth://totp/test-account?secret=WQIQ25BRKZYCJVYP&algorithm=sha256', '842615'],
  ]) {
    assert.equal((await codeAt(parse(text), at)).code, code, text)
  }
})

test('Steam is known by its own address, by its encoder and by its type', () => {
  const steam = { ...PLAIN, isSteam: true, digits: 5, issuer: 'Steam' }
  assert.deepEqual(parse(`steam://${SECRET}`), steam)
  assert.deepEqual(parse(`otpauth://totp/Steam:?secret=${SECRET}&encoder=steam&digits=6`), steam)
  assert.deepEqual(parse(`otpauth://steam/Steam:?secret=${SECRET}`), steam)
  refused(`otpauth://steam/a?secret=${SECRET}&algorithm=SHA256`, 'setup-unsupported', { what: 'algorithm' })
})

test('a code that counts is refused with a reason of its own', () => {
  refused(`otpauth://hotp/a?secret=${SECRET}&counter=1`, 'setup-counter')
  refused(`OTPAUTH://HOTP/a`, 'setup-counter')
})

test('what no code is made of is refused by name', () => {
  for (const [query, what] of [
    ['digits=5', 'digits'],
    ['digits=9', 'digits'],
    ['digits=', 'digits'],
    ['digits=6.0', 'digits'],
    ['period=0', 'period'],
    ['period=86401', 'period'],
    ['period=086400', 'period'],
    ['period=-30', 'period'],
    ['period=3e1', 'period'],
    ['algorithm=MD5', 'algorithm'],
    ['algorithm=SHA224', 'algorithm'],
    ['encoder=other', 'type'],
  ]) {
    refused(`otpauth://totp/a?secret=${SECRET}&${query}`, 'setup-unsupported', { what })
  }
  refused(`otpauth://yaotp/a?secret=${SECRET}`, 'setup-unsupported', { what: 'type' })
})

test('a secret that is none, or not there, is refused', () => {
  for (const secret of ['', '=', 'A', '0000', 'JBSWY3D1', 'JBSWY3DP%00', 'ı2345672', 'A'.repeat(1025)]) {
    refused(`otpauth://totp/a?secret=${secret}`, 'setup-secret')
  }
  refused('otpauth://totp/a', 'setup-secret')
  refused('steam://!', 'setup-secret')
  refused('JBSWY3D', 'setup-secret')
  refused('JBSW Y3DP EHPK 3PX0', 'setup-secret')
})

test('what is no set-up at all is said to be none', () => {
  for (const text of [
    '',
    'https://example.org/?secret=JBSWY3DPEHPK3PXP',
    'otpauth:totp/a',
    'otpauth-migration://offline?data=x',
    'secret: JBSWY3DPEHPK3PXP',
    `otpauth://totp/a?secret=${SECRET}&secret=${SECRET}`,
    `otpauth://totp/a?secret=${SECRET}&issuer=A&issuer=B`,
    `otpauth://totp/a?secret=${SECRET}&image=${'x'.repeat(5000)}`,
  ]) {
    refused(text, 'setup-unknown')
  }
})

const name = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(':', '%', '+', '&', ' ', '#', '/', '?'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 30,
  })
  .map((text) => text.trim().toWellFormed())

const anySetup = fc
  .record({
    secret: fc.uint8Array({ minLength: 1, maxLength: 80 }).map(toBase32),
    algorithm: fc.constantFrom(
      /** @type {const} */ ('sha1'),
      /** @type {const} */ ('sha256'),
      /** @type {const} */ ('sha512'),
    ),
    digits: fc.integer({ min: 6, max: 8 }),
    period: fc.integer({ min: 1, max: 86_400 }),
    isSteam: fc.boolean(),
    issuer: name,
    account: name,
    others: fc.constantFrom('', 'image=https%3A%2F%2Fa.example%2Fb.png', 'lock=false&color=00ff00'),
  })
  .map((setup) => (setup.isSteam ? { ...setup, digits: 5, algorithm: /** @type {const} */ ('sha1') } : { ...setup }))

test('every set-up comes back from its address, and from the credential that keeps it', () => {
  fc.assert(
    fc.property(anySetup, (setup) => {
      const uri = write(setup)
      assert.deepEqual(parse(uri), setup)
      const credential = toCredential(uri)
      assert.equal(fromCredential(credential), uri)
      assert.deepEqual(JSON.parse(JSON.stringify(credential)), credential)
    }),
  )
})

test('no text makes the parser throw anything but a refusal, and what it takes has one spelling', () => {
  const address = fc.tuple(
    fc.constantFrom('otpauth://totp/', 'otpauth://', 'steam://', '', 'otpauth://totp/a?secret=JBSWY3DP&'),
    fc.string({ unit: 'binary', maxLength: 80 }),
  )
  const query = fc.webQueryParameters().map((text) => ['otpauth://totp/a?', text])
  fc.assert(
    fc.property(fc.oneof(address, query), (parts) => {
      try {
        const uri = write(parse(parts.join('')))
        assert.equal(write(parse(uri)), uri)
      } catch (error) {
        assert.ok(error instanceof TesseraError, String(error))
      }
    }),
  )
})

test('a credential has CXF’s members, and its own only where CXF has no word', () => {
  assert.deepEqual(toCredential(SECRET), { type: 'totp', secret: SECRET, period: 30, digits: 6, algorithm: 'sha1' })
  assert.deepEqual(toCredential(`otpauth://totp/Steam:ada?secret=${SECRET}&encoder=steam&image=x`), {
    type: 'totp',
    secret: SECRET,
    period: 30,
    digits: 5,
    algorithm: 'sha1',
    username: 'ada',
    issuer: 'Steam',
    encoder: 'steam',
    parameters: 'image=x',
  })
})

test('another set-up takes the place of the first and leaves alone what means nothing here', () => {
  const was = {
    ...toCredential(`steam://${SECRET}`),
    username: 'ada',
    parameters: 'image=x',
    imported: { from: 'elsewhere' },
  }
  assert.deepEqual(toCredential('GEZDGNBVGY3TQOJQ', was), {
    ...toCredential('GEZDGNBVGY3TQOJQ'),
    imported: { from: 'elsewhere' },
  })
})

test('a credential from elsewhere is read as far as it goes, and refused where it is used', () => {
  assert.deepEqual(parse(fromCredential({ type: 'totp', secret: 'jbsw y3dp ehpk 3pxp' })), PLAIN)
  for (const [members, code] of /** @type {const} */ ([
    [{}, 'setup-secret'],
    [{ secret: 7 }, 'setup-secret'],
    [{ secret: SECRET, algorithm: 'md5' }, 'setup-unsupported'],
    [{ secret: SECRET, digits: '4' }, 'setup-unsupported'],
    [{ secret: SECRET, period: null, digits: {} }, 'setup-unsupported'],
  ])) {
    assert.throws(() => parse(fromCredential({ type: 'totp', ...members })), { code })
  }
  assert.equal(parse(fromCredential({ type: 'totp', secret: SECRET, issuer: '\ud800' })).issuer, '\ufffd')
})
