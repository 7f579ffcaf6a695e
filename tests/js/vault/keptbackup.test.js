import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorizeWith } from '../../../static/js/account/authorize.js'
import { revokeBrowser } from '../../../static/js/account/browsers.js'
import { openContent, parse, seal } from '../../../static/js/crypto/backup.js'
import { writeContent } from '../../../static/js/crypto/backuptext.js'
import { random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { outlasting } from '../../../static/js/vault/keptbackup.js'
import { ALICE, FakeServer, enrolled, entering, refusedWith } from '../account/cast.js'

const CONTENT = { date: 1_780_000_000, version: 3, items: [{ id: toBase64(random(16)), title: 'Guest Wi-Fi' }] }

/** Alice's browser and the backup that it keeps by itself. */
async function keeping() {
  const server = new FakeServer()
  const browser = await enrolled(server)
  const { known, opened } = browser.context.session
  const own = await browser.keystore.readOwn(known.accountId)
  const origin = { ...known, ...opened, keyString: own?.keyString ?? '' }
  const bytes = await seal(opened.vaultKey, origin, writeContent(CONTENT), null)
  return { server, ...browser, bytes }
}

test('a backup that is taken away holds the same, and authorizes also after its browser was revoked', async () => {
  const { server, context, bytes } = await keeping()
  const { vaultKey, browserId } = context.session.opened
  const taken = await parse(new Uint8Array(await (await outlasting(context, new Blob([bytes]))).arrayBuffer()))
  assert.ok(taken)
  assert.deepEqual(await openContent(vaultKey, taken), CONTENT)
  assert.equal(taken.passwordPart, null)
  assert.equal(server.copiesOf(ALICE.email, 'backup')[0]?.id, toBase64(taken.keyString.copyId))
  await revokeBrowser(context, { id: browserId })
  const kept = await parse(bytes)
  const other = await entering(server)
  await refusedWith(authorizeWith(other.context, { keyString: kept?.keyString.text ?? '' }), 'copy-cancelled')
  assert.deepEqual(await authorizeWith(other.context, { keyString: taken.keyString.text }), { next: 'vault' })
})

test('one that is damaged is not handed out, and one from before a replacement goes as it is', async () => {
  const { server, context, bytes } = await keeping()
  const damaged = bytes.slice()
  damaged[damaged.length - 1] ^= 1
  await refusedWith(outlasting(context, new Blob([damaged])), 'damaged-backup')
  await refusedWith(outlasting(context, new Blob(['nonsense'])), 'damaged-backup')
  const before = new Blob([bytes])
  context.session.opened.generation = 2
  assert.equal(await outlasting(context, before), before)
  assert.equal(server.copiesOf(ALICE.email, 'backup').length, 0)
})
