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
    salt: bytes(),
    keyset: bytes(),
  }
}

test('a lock zeroes every key and drops it', async () => {
  let closed = 0
  const session = new Session({ closed: () => void (closed += 1) })
  const entry = { email: 'a@b', passwordHash: bytes(), salt: bytes() }
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
  session.enter(session.turn, { email: 'b@c', passwordHash: bytes(), salt: bytes() })
  assert.equal(session.isOpen, false)
  assert.ok(isZero(keys.accountKey))
})

test('keys that come after a lock are zeroed, not taken', async () => {
  const session = new Session()
  const { turn } = session
  session.lock()
  const keys = await opened()
  assert.throws(() => session.open(turn, keys), locked)
  const entry = { email: 'a@b', passwordHash: bytes(), salt: bytes() }
  assert.throws(() => session.enter(turn, entry), locked)
  assert.ok(isZero(keys.accountKey) && isZero(entry.passwordHash))
  assert.equal(session.isOpen || session.isEntering, false)
})

test('whoever the server names, keys stay their owner’s', async () => {
  const [alice, bob] = [1, 2].map((fill) => ({ email: 'a@b', accountId: new Uint8Array(16).fill(fill) }))
  assert.ok(alice && bob)
  const session = new Session()
  session.identify(alice)
  assert.equal(session.holder, null, 'no keys are here')
  session.enter(session.turn, { email: 'b@c', passwordHash: bytes(), salt: bytes() })
  assert.equal(session.identity, null, 'a sign-in begins with nobody known')
  session.identify(bob)
  assert.equal(session.holder, bob.accountId)
  assert.throws(() => session.identify(alice), TypeError)
  session.open(session.turn, await opened())
  assert.throws(() => session.identify(alice), TypeError)
  assert.equal(session.known, bob)
  session.lock()
  session.identify(alice)
  assert.equal(session.known, alice)
})

test('whose session it was is known through a lock, not after signing out', () => {
  const session = new Session()
  session.identify({ email: 'a@b', accountId: new Uint8Array(16) })
  session.lock()
  assert.equal(session.known.email, 'a@b')
  session.forget()
  assert.throws(() => session.known, TesseraError)
})
