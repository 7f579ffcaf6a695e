import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODES } from '../../../static/js/errors.js'
import { SENTENCES, sentence } from '../../../static/js/ui/messages.js'

const MAY = '2026-05-03T10:00:00Z'

test('every code has a sentence, with and without its detail', () => {
  for (const code of CODES) assert.match(sentence({ code }), /^[A-Z].*[.?]$/s, code)
})

test('there is no sentence without a code', () => {
  const known = new Set(/** @type {readonly string[]} */ (CODES))
  assert.deepEqual(
    Object.keys(SENTENCES).filter((code) => !known.has(code)),
    [],
  )
})

test('an unknown code is a fault of the program, not silence', () => {
  assert.throws(() => sentence({ code: 'no-such-code' }), RangeError)
})

/** The wording of PRODUCT.md, to the letter. @type {ReadonlyArray<[string, import('../../../static/js/ui/messages.js').Detail, string]>} */
const TABLE = [
  [
    'no-code',
    {},
    'No QR code found in this picture. Use the original tessera_key.png, or a sharper photo of the whole code.',
  ],
  ['not-a-key', { what: 'web' }, 'This QR code is a web address, not a Tessera Account Key.'],
  ['not-a-key', { what: 'otp' }, 'This QR code is a one-time-code set-up, not a Tessera Account Key.'],
  ['not-a-key', { what: 'other' }, 'This QR code is something else, not a Tessera Account Key.'],
  [
    'wrong-account',
    { ends: '7F2K', email: 'ada@example.org', mailed_at: MAY },
    'This key belongs to another account (ends in 7F2K). You are signing in as ada@example.org. Look for the message of 3 May 2026.',
  ],
  [
    'copy-cancelled',
    { at: MAY },
    "This copy was cancelled on 3 May 2026. Use a newer one, or an authorized browser's Settings > Account Key.",
  ],
  ['key-replaced', { at: MAY }, 'This key was replaced on 3 May 2026 and no longer opens the account.'],
  [
    'words-refused',
    {},
    "These words do not open this account: they are another account's, were replaced, or one is mistyped.",
  ],
  ['damaged', {}, 'The checksum does not match: the file or picture was changed or cut. Download it again.'],
  ['newer-format', {}, 'Made by a newer version of Tessera than this server runs.'],
  ['backup-password', { at: MAY }, 'This backup was made on 3 May 2026. Type the password that you had then.'],
  ['damaged-backup', {}, 'This backup has been changed or damaged since it was made. Nothing was taken from it.'],
]

for (const [code, detail, wording] of TABLE) {
  test(`${code} ${detail.what ?? ''} says what the table says`, () => assert.equal(sentence({ code, detail }), wording))
}

test('each end of a session says which change it was, and one next step', () => {
  /** @param {string} why */
  const said = (why) => sentence({ code: 'session-ended', detail: { why, at: MAY } })
  assert.equal(said('password'), 'The account password was changed on 3 May 2026. Sign in with the new one.')
  assert.match(said('email'), /address of this account was changed on 3 May 2026. Sign in with the new address\.$/)
  assert.match(said('replaced'), /replaced .* erased\. Sign in, then authorize this browser with the new key\.$/)
  assert.match(said('recovered'), /recovered .* Sign in with the new password, then authorize/)
  assert.match(said('deleted'), /deleted on 3 May 2026: .* create an account\.$/)
  assert.equal(said('tidied'), 'Your session has ended. Sign in again.')
})

test('another account without a mailed key still leads on', () => {
  const detail = { ends: '7F2K', mailed_at: null }
  assert.equal(
    sentence({ code: 'wrong-account', detail }, { email: 'ada@example.org' }),
    "This key belongs to another account (ends in 7F2K). You are signing in as ada@example.org. Use a copy of this account's key.",
  )
})

test('what was typed is answered as text, not as a file', () => {
  assert.equal(
    sentence({ code: 'text-unknown' }),
    'This is neither the 24 words nor a key text. Type all 24 words in their order, or paste the whole text that begins TSRK1.',
  )
  const counted = (/** @type {number} */ words) => sentence({ code: 'text-unknown', detail: { words } })
  assert.equal(counted(2), 'This is 2 words; the Account Key has 24. Type all 24 in their order.')
  assert.equal(counted(1), 'This is 1 word; the Account Key has 24. Type all 24 in their order.')
})

test('an unknown file is told all that can be read', () => {
  for (const kind of ['picture', 'PDF', 'key file', 'backup']) {
    assert.ok(sentence({ code: 'file-unknown' }).includes(kind), kind)
  }
})

test('a date that nobody knows is left out', () => {
  assert.equal(
    sentence({ code: 'key-replaced', detail: { at: null } }),
    'This key was replaced and no longer opens the account.',
  )
})

test('a wait is told in seconds, and in minutes where it is long', () => {
  const wait = (/** @type {number} */ retry_after) => sentence({ code: 'slow-down', detail: { retry_after } })
  assert.equal(wait(1), 'Too many attempts. Wait 1 second, then try again.')
  assert.equal(wait(29.2), 'Too many attempts. Wait 30 seconds, then try again.')
  assert.equal(wait(600), 'Too many attempts. Wait 10 minutes, then try again.')
})

test('a PDF without a code says how much of it was searched', () => {
  assert.match(
    sentence({ code: 'no-code', detail: { pages: 1, searched: 1 } }),
    /^No QR code found in this PDF \(1 page\)\./,
  )
  assert.match(
    sentence({ code: 'no-code', detail: { pages: 312, searched: 50 } }),
    /^No QR code found in the first 50 of this PDF's 312 pages\./,
  )
})

test('whatever keeps the camera away, Import file remains', () => {
  const codes = CODES.filter((code) => code.startsWith('camera-'))
  assert.equal(new Set(codes.map((code) => sentence({ code }).split('.')[0])).size, 5)
  for (const code of codes) assert.match(sentence({ code }), /Import file/)
})
