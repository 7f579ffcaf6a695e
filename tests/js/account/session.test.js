import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { Session } from '../../../static/js/account/session.js'
import { importKey } from '../../../static/js/crypto/envelope.js'
import { TesseraError } from '../../../static/js/errors.js'

const bytes = () => new Uint8Array(32).fill(9)
const isZero = (/** @type {Uint8Array} */ value) => value.every((byte) => byte === 0)
const locked = (/** @type {unknown} */ error) => error instanceof TesseraError && error.code === 'locked'

async function opened() {
  const vaultKey = await importKey(bytes())
  return {
    accountKey: bytes(),
    carrierSecret: bytes(),
    vaultKey,
    proofKey: vaultKey,
    generation: 1,
    browserId: 'b',
    keyTaken: true,
  }
}

test('a lock zeroes every key and drops it', async () => {
  let closed = 0
  const session = new Session({ closed: () => void (closed += 1) })
  const entry = { email: 'a@b', passwordHash: bytes() }
  const keys = await opened()
  session.enter(session.turn, entry)
  session.open(session.turn, keys)
  assert.ok(isZero(entry.passwordHash), 'M goes when the vault opens')
  assert.equal(closed, 0)
  session.lock()
  assert.ok(isZero(keys.accountKey) && isZero(keys.carrierSecret))
  assert.throws(() => session.opened, locked)
  assert.equal(closed, 1)
  session.lock()
  assert.equal(closed, 1, 'there was nothing to close')
})

test('a new sign-in drops the keys of the one before', async () => {
  const session = new Session()
  const keys = await opened()
  session.open(session.turn, keys)
  session.enter(session.turn, { email: 'b@c', passwordHash: bytes() })
  assert.equal(session.isOpen, false)
  assert.ok(isZero(keys.accountKey))
})

test('keys that come after a lock are zeroed, not taken', async () => {
  const session = new Session()
  const { turn } = session
  session.lock()
  const keys = await opened()
  assert.throws(() => session.open(turn, keys), locked)
  const entry = { email: 'a@b', passwordHash: bytes() }
  assert.throws(() => session.enter(turn, entry), locked)
  assert.ok(isZero(keys.accountKey) && isZero(entry.passwordHash))
  assert.equal(session.isOpen || session.isEntering, false)
})

test('whose session it was is known through a lock, not after signing out', () => {
  const session = new Session()
  session.identify({ email: 'a@b', accountId: new Uint8Array(16) })
  session.lock()
  assert.equal(session.known.email, 'a@b')
  session.forget()
  assert.throws(() => session.known, TesseraError)
})
