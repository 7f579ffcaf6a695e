import { strict as assert } from 'node:assert'
import { afterEach, mock, test } from 'node:test'
import { TesseraError } from '../../../static/js/errors.js'
import { ALICE, BOB, CODE, FakeServer, enrolled } from '../account/cast.js'
import { closeWorkers, openWorker, unlockedWorker } from './cast.js'

afterEach(async () => {
  await closeWorkers()
  mock.timers.reset()
})

test('the door has the methods of the contract and no other', async () => {
  const { worker, call } = openWorker(new FakeServer())
  assert.deepEqual(Object.keys(worker.methods).sort(), [
    'addApp',
    'addKey',
    'askForEmail',
    'askReset',
    'authorizeFromFolder',
    'authorizeWith',
    'authorizeWithBackup',
    'authorizeWithWords',
    'beginReplacement',
    'beginReset',
    'breaches',
    'breachesOffered',
    'browsers',
    'cancelCopy',
    'cancelReset',
    'changeItems',
    'changePassword',
    'chooseFolder',
    'code',
    'confirmCode',
    'confirmEmail',
    'confirmPassword',
    'declineDrills',
    'deleteAccount',
    'drafts',
    'drill',
    'dropDraft',
    'dropGenerated',
    'dropKept',
    'duplicateItem',
    'emptyTrash',
    'endOtherSessions',
    'endSession',
    'exportItems',
    'exportVerified',
    'factors',
    'finishReplacement',
    'generated',
    'health',
    'importCodes',
    'indexOf',
    'issueCopy',
    'item',
    'keepDraft',
    'keepFactor',
    'keepGenerated',
    'keptFiles',
    'keptFolder',
    'keyCopies',
    'keyRequest',
    'kinds',
    'kit',
    'leaveFolder',
    'list',
    'lock',
    'mailCopy',
    'makeBackup',
    'newApp',
    'newKey',
    'nextTitle',
    'pendingEmail',
    'previewBackup',
    'proveCopy',
    'rateItems',
    'readReset',
    'receipts',
    'recover',
    'recoveryCodes',
    'removeFactor',
    'removeRecovery',
    'renameBrowser',
    'renameKey',
    'replacement',
    'resendCode',
    'resendEmailCode',
    'restoreBackup',
    'restoreItem',
    'restoreState',
    'revokeBrowser',
    'saveItem',
    'saveKind',
    'sessions',
    'setAutoLock',
    'setRecovery',
    'shelves',
    'showCode',
    'showKey',
    'signIn',
    'signOut',
    'signUp',
    'state',
    'stopHealth',
    'stopReplacement',
    'stopRestore',
    'sync',
    'takeDraft',
    'takeKept',
    'touch',
    'trashItem',
    'undo',
    'unlock',
    'vaultInfo',
    'wayBack',
    'withdrawEmail',
    'words',
  ])
  for (const method of ['constructor', 'toString', '__proto__', 'answer', '']) {
    assert.deepEqual(await call(method), { code: 'bad-request', detail: {} })
  }
})

test('only a code and its detail leave the worker; a fault of ours is reported, not told', async () => {
  const server = new FakeServer()
  const { call, faults } = openWorker(server)
  assert.deepEqual(await call('signIn', { email: 'nobody', password: 'x' }), { code: 'bad-email', detail: {} })
  assert.equal(faults.length, 0)
  assert.deepEqual(await call('signIn', { email: ALICE.email, password: 7 }), { code: 'server-error', detail: {} })
  assert.deepEqual(await call('signIn', null), { code: 'server-error', detail: {} })
  assert.deepEqual(
    faults.map(([method, fault]) => [method, fault instanceof TypeError]),
    [
      ['signIn', true],
      ['signIn', true],
    ],
  )
})

test('the vault opens when the keys are there and a copy has been taken, and closes with the lock', async () => {
  const { call, calls, events } = openWorker(new FakeServer())
  await call('signUp', { ...ALICE, mailKey: false })
  await call('confirmCode', { code: CODE })
  assert.deepEqual(calls, [], 'no copy has been taken')
  await call('issueCopy', { kind: 'file' })
  assert.deepEqual(calls, ['open'])
  await call('list', {})
  assert.deepEqual(calls, ['open', 'list'])
  await call('lock')
  assert.deepEqual(calls, ['open', 'list', 'flush', 'close'])
  assert.deepEqual(events, [['locked', { reason: 'asked' }]])
  for (const method of ['list', 'item', 'saveItem', 'sync', 'exportVerified'])
    assert.deepEqual(await call(method, {}), { code: 'locked', detail: {} })
  assert.deepEqual(await call('unlock', { password: ALICE.password }), { next: 'vault' })
  assert.deepEqual(calls.slice(4), ['open'])
})

test('storage that fails or hangs holds up no lock', async () => {
  const { call, vault, events, faults } = await unlockedWorker(new FakeServer())
  vault.flush = async () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
  assert.equal(await call('lock'), undefined)
  assert.deepEqual(
    faults.map(([method]) => method),
    ['flush'],
  )
  await call('unlock', { password: ALICE.password })
  vault.flush = () => new Promise(() => {})
  assert.equal(await call('lock'), undefined)
  assert.deepEqual(
    events.map(([event]) => event),
    ['locked', 'locked'],
  )
})

test('an opening that failed is told to whoever asks, and tried again by the next', async () => {
  const { call, calls, failures } = await unlockedWorker(new FakeServer())
  await call('lock')
  failures.push(new TesseraError('unreachable'), new TesseraError('unreachable'))
  await call('unlock', { password: ALICE.password })
  assert.deepEqual(await call('list', {}), { code: 'unreachable', detail: {} })
  calls.length = 0
  await call('list', {})
  assert.deepEqual(calls, ['open', 'list'])
})

test('two sign-ins at once run one after the other, and the later one stands', async () => {
  const server = new FakeServer()
  await enrolled(server)
  await enrolled(server, BOB)
  const { call } = openWorker(server)
  const both = await Promise.all([call('signIn', ALICE), call('signIn', BOB)])
  assert.deepEqual(both, [{ next: 'authorize' }, { next: 'authorize' }])
  assert.equal((await call('state')).email, BOB.email)
})

test('a revocation closes the vault and is told once', async () => {
  const server = new FakeServer()
  const { call, calls, events, jar } = await unlockedWorker(server)
  Object.assign(jar.session, {
    user: null,
    browser: null,
    ended: { account: server.account(ALICE.email).id, why: 'revoked' },
  })
  assert.deepEqual(await call('browsers'), { code: 'browser-revoked', detail: {} })
  assert.equal(calls.at(-1), 'close')
  assert.deepEqual(events, [['ended', { code: 'browser-revoked', detail: {} }]])
})

test('the vault locks after the chosen time without use, and a touch puts that off', async () => {
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.now() })
  const { call, events } = await unlockedWorker(new FakeServer())
  await call('setAutoLock', { minutes: 5 })
  await call('touch')
  mock.timers.tick(4 * 60_000)
  await call('touch')
  mock.timers.tick(4 * 60_000)
  assert.deepEqual(events, [])
  mock.timers.tick(61_000)
  assert.deepEqual(events, [['locked', { reason: 'idle' }]])
  assert.equal((await call('list', {})).code, 'locked')
})

test('what pages ask by themselves puts nothing off', async () => {
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.now() })
  const { call, events } = await unlockedWorker(new FakeServer())
  for (let minute = 0; minute < 9; minute += 1) {
    mock.timers.tick(60_000)
    for (const method of ['state', 'keyCopies', 'browsers', 'sync', 'vaultInfo', 'list', 'exportVerified'])
      assert.notEqual((await call(method, {}))?.code, 'locked')
  }
  assert.deepEqual(events, [])
  mock.timers.tick(60_000)
  assert.deepEqual(events, [['locked', { reason: 'idle' }]])
})

test('what a person does puts the lock off', async () => {
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.now() })
  const { call, events } = await unlockedWorker(new FakeServer())
  mock.timers.tick(9 * 60_000)
  await call('issueCopy', { kind: 'file' })
  mock.timers.tick(9 * 60_000)
  assert.deepEqual(events, [])
})

test('a machine that slept past the time locks at the first touch, which comes too late', async () => {
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.now() })
  const { call, events } = await unlockedWorker(new FakeServer())
  await call('touch')
  mock.timers.setTime(Date.now() + 3_600_000)
  await call('touch')
  assert.deepEqual(events, [['locked', { reason: 'idle' }]])
})

test('a sign-in under way is given up after the same time, and begins again at the sign-in page', async () => {
  const server = new FakeServer()
  await enrolled(server)
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.now() })
  const { call, events } = openWorker(server)
  assert.deepEqual(await call('signIn', ALICE), { next: 'authorize' })
  mock.timers.tick(11 * 60_000)
  assert.deepEqual(events, [['locked', { reason: 'signed-out' }]])
  assert.deepEqual(await call('authorizeWith', { keyString: 'TSRK1:' }), { code: 'signed-out', detail: {} })
})

test('a time to lock has to make sense', async () => {
  const { call, faults } = openWorker(new FakeServer())
  for (const minutes of [0, -1, Number.NaN, 1e9, '5 hours'])
    assert.equal((await call('setAutoLock', { minutes })).code, 'server-error')
  assert.equal(faults.length, 5)
})
