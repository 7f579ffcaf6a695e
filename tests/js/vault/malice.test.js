/** ATTACKS V1 to V4: what a server can do to sealed items, and that each ends in its named refusal and silence. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, random, sha256, toBase64 } from '../../../static/js/crypto/bytes.js'
import { sealItem } from '../../../static/js/crypto/envelope.js'
import { ROW, rootOf, sealHead, withRows } from '../../../static/js/crypto/head.js'
import { login, makeWorld, refusal } from './cast.js'

/** @typedef {import('../../../static/js/api/vault.js').Page} Page */
/** @typedef {import('./cast.js').Browser} Browser */
/** @typedef {import('./cast.js').World} World */
/** @typedef {Awaited<ReturnType<typeof makeVaultOfThree>>} Scene */

/** Three items: `mail` in its second revision, `bank`, `shop`; Alice has seen version 5. Then `bank` changes. */
async function makeVaultOfThree() {
  const world = await makeWorld()
  const alice = await world.browser().open()
  const mail = await alice.save(login({ title: 'mail', password: 'one' }))
  const early = world.server.copy()
  await alice.save(login({ id: mail, title: 'mail', password: 'two' }))
  const bank = await alice.save(login({ title: 'bank', password: 'three' }))
  const shop = await alice.save(login({ title: 'shop', password: 'four' }))
  await alice.vault.flush()
  const seen = world.server.copy()
  const other = await world.browser().open()
  await other.save(login({ id: bank, title: 'bank', password: 'five' }))
  return { ...world, alice, mail, bank, shop, early, seen, other }
}

/** The browsers that meet the server's lie. `knows` is whether it has ever seen this vault. */
/** @type {{name: string, knows: boolean, meet: (scene: Scene) => Promise<Browser>}[]} */
const CLIENTS = [
  { name: 'a browser with the vault open', knows: true, meet: async ({ alice }) => alice },
  { name: 'a browser with its snapshot', knows: true, meet: ({ alice }) => alice.reopen() },
  { name: 'a browser with its pin only', knows: true, meet: ({ alice }) => alice.reopen({ snapshot: false }) },
  { name: 'a fresh browser', knows: false, meet: (scene) => scene.browser().open() },
]

/** @param {Page} page @param {string} id */
function rowOf(page, id) {
  const row = page.items.find((item) => item.id === id)
  assert.ok(row, 'the scene serves this item to every client')
  return row
}

/** @type {{name: string, codes: string[], lie: (scene: Scene, page: Page) => void}[]} */
const LIES = [
  {
    name: 'two items swapped',
    codes: ['vault-mismatch'],
    lie: ({ bank, mail }, page) => {
      const [a, b] = [rowOf(page, bank), rowOf(page, mail)]
      ;[a.blob, b.blob] = [b.blob, a.blob]
    },
  },
  {
    name: 'an item under another id',
    codes: ['vault-mismatch'],
    lie: ({ bank }, page) => void (rowOf(page, bank).id = toBase64(random(16))),
  },
  {
    name: 'an earlier revision of an item',
    codes: ['vault-mismatch'],
    lie: ({ bank, seen }, page) => {
      const old = seen.items.get(bank)
      assert.ok(old)
      Object.assign(rowOf(page, bank), { revision: old.revision, blob: old.blob })
    },
  },
  {
    name: 'an earlier blob as the newest revision',
    codes: ['vault-mismatch'],
    lie: ({ bank, seen }, page) => void (rowOf(page, bank).blob = seen.items.get(bank)?.blob ?? ''),
  },
  {
    name: 'an item dropped',
    codes: ['vault-mismatch'],
    lie: ({ bank }, page) => void (page.items = page.items.filter((item) => item.id !== bank)),
  },
  {
    name: 'an item twice under two ids',
    codes: ['vault-mismatch'],
    lie: ({ bank }, page) => void page.items.push({ ...rowOf(page, bank), id: toBase64(random(16)) }),
  },
  {
    name: 'a bit of an item turned',
    codes: ['vault-mismatch'],
    lie: ({ bank }, page) => {
      const row = rowOf(page, bank)
      row.blob = `${row.blob.slice(0, 200)}${row.blob[200] === 'A' ? 'B' : 'A'}${row.blob.slice(201)}`
    },
  },
  {
    name: 'the revision counted on',
    codes: ['vault-mismatch'],
    lie: ({ bank }, page) => void (rowOf(page, bank).revision += 1),
  },
  {
    name: 'a head of random bytes',
    codes: ['vault-mismatch'],
    lie: (_, page) => void page.heads.splice(-1, 1, { version: page.version, blob: toBase64(random(141)) }),
  },
  {
    name: 'an earlier head as the newest',
    codes: ['vault-mismatch'],
    lie: ({ seen }, page) =>
      void page.heads.splice(-1, 1, { version: page.version, blob: seen.heads.at(-1)?.blob ?? '' }),
  },
  {
    name: 'no head at all',
    codes: ['vault-mismatch', 'vault-forked'],
    lie: (_, page) => void (page.heads = []),
  },
  {
    name: 'text that is no base64',
    codes: ['vault-mismatch'],
    lie: ({ bank }, page) => void (rowOf(page, bank).blob = 'not base64!'),
  },
  {
    name: 'a revision that is no number',
    codes: ['vault-mismatch'],
    lie: ({ bank }, page) => void (rowOf(page, bank).revision = Number.NaN),
  },
  {
    name: 'fewer than no items to come',
    codes: ['vault-mismatch'],
    lie: (_, page) => void (page.left = -1),
  },
  {
    name: 'another generation',
    codes: ['vault-mismatch'],
    lie: (_, page) => void (page.generation = 2),
  },
  {
    name: 'an earlier generation',
    codes: ['vault-rolled-back'],
    lie: (_, page) => void (page.generation = 0),
  },
]

for (const client of CLIENTS) {
  for (const { name, codes, lie } of LIES) {
    test(`${client.name} refuses ${name}`, async () => {
      const scene = await makeVaultOfThree()
      // Every client is served all items: what matters is that the lie is met, not how little is asked for.
      const touched = [scene.mail, scene.shop]
      for (const id of touched) await scene.other.vault.trashItem({ id })
      scene.server.tamper = (page) => {
        lie(scene, page)
        return page
      }
      await expectRefusal(await client.meet(scene), scene, codes)
    })
  }
}

/**
 * The named refusal, at once and for good, nothing further sent, and what verifies can be taken out.
 * @param {Browser} browser
 * @param {Scene} scene
 * @param {string[]} codes
 */
async function expectRefusal({ vault, memory }, { server, mail }, codes) {
  const pin = memory.pin
  const first = await refusal(() => vault.sync())
  assert.ok(codes.includes(first), `expected ${codes.join(' or ')}, found ${first}`)
  const { requests } = server
  const acts = [
    () => vault.sync(),
    () => vault.saveItem(login({ title: 'new' })),
    () => vault.saveItem(login({ id: mail, title: 'changed' })),
    () => vault.trashItem({ id: mail }),
    () => vault.restoreItem({ id: mail }),
  ]
  for (const act of acts) assert.equal(await refusal(act), first)
  assert.equal(server.requests, requests, 'nothing further is sent')
  assert.deepEqual(vault.vaultInfo().blocked, { code: first })
  assert.equal(memory.pin, pin, 'the pin stays where it was')
  assert.ok(Array.isArray(JSON.parse(await vault.exportVerified()).items))
}

for (const client of CLIENTS.filter(({ knows }) => knows)) {
  test(`${client.name} refuses the whole vault of before (V4)`, async () => {
    const scene = await makeVaultOfThree()
    scene.server.become(scene.early)
    await expectRefusal(await client.meet(scene), scene, ['vault-rolled-back'])
  })

  test(`${client.name} refuses a vault that was shown stale to another browser and merged back (V4)`, async () => {
    const scene = await makeVaultOfThree()
    const newest = scene.server.copy()
    scene.server.become(scene.early)
    const misled = await scene.browser().open()
    for (const title of ['a', 'b', 'c', 'd', 'e']) await misled.save(login({ title }))
    assert.ok(scene.server.version > newest.version)
    await expectRefusal(await client.meet(scene), scene, ['vault-forked'])
  })

  test(`${client.name} refuses a fork of the same length as its own vault`, async () => {
    const scene = await makeVaultOfThree()
    scene.server.become(scene.early)
    const misled = await scene.browser().open()
    while (scene.server.version < 5) await misled.save(login({ title: `fork ${scene.server.version}` }))
    await expectRefusal(await client.meet(scene), scene, ['vault-forked'])
  })

  test(`${client.name} refuses heads with one left out`, async () => {
    const scene = await makeVaultOfThree()
    await scene.other.save(login({ title: 'more' }))
    scene.server.tamper = (page) => ({ ...page, heads: page.heads.toSpliced(-2, 1) })
    await expectRefusal(await client.meet(scene), scene, ['vault-forked'])
  })

  test(`${client.name} refuses a head that leaves a deleted item out again (revived, V3)`, async () => {
    const scene = await makeVaultOfThree()
    const { server, shop, other } = scene
    const before = server.items.get(shop)
    await other.vault.trashItem({ id: shop })
    assert.ok(before)
    server.items.set(shop, { ...before, version: server.version })
    await expectRefusal(await client.meet(scene), scene, ['vault-mismatch'])
  })

  test(`${client.name} takes the vault again when the server tells the truth after the next unlock`, async () => {
    const scene = await makeVaultOfThree()
    const truth = scene.server.copy()
    scene.server.become(scene.early)
    const browser = await client.meet(scene)
    assert.equal(await refusal(() => browser.vault.sync()), 'vault-rolled-back')
    scene.server.become(truth)
    await browser.reopen()
    await browser.vault.sync()
    assert.equal(browser.vault.vaultInfo().blocked, null)
    assert.deepEqual(Object.keys(browser.shown), ['bank', 'mail', 'shop'])
  })
}

test('a head that was forged with another key is refused, also by a fresh browser with an empty vault (V5)', async () => {
  const [world, another] = [await makeWorld(), await makeWorld()]
  const blob = another.server.heads[0]?.blob ?? ''
  world.server.tamper = (page) => ({ ...page, heads: [{ version: 1, blob }] })
  const browser = await world.browser().open()
  assert.equal(await refusal(() => browser.vault.sync()), 'vault-mismatch')
})

test('an item that another browser sealed wrong blocks the vault by its own name', async () => {
  const scene = await makeVaultOfThree()
  await scene.server.api.commit(await commitWithWrongRevision(scene))
  await expectRefusal(scene.alice, scene, ['item-damaged'])
})

test('an item that is none of §6 blocks the vault by the same name', async () => {
  const scene = await makeVaultOfThree()
  await scene.server.api.commit(await commitWithWrongRevision(scene, 0))
  await expectRefusal(scene.alice, scene, ['item-damaged'])
})

/**
 * A commit with the right root over an item `{id}`, sealed for a revision that is `off` by so many.
 * @param {Scene} scene
 * @param {number} [off]
 */
async function commitWithWrongRevision({ server, keys, bank }, off = 7) {
  const account = { accountId: keys.accountId, generation: 1 }
  const revision = (server.items.get(bank)?.revision ?? 0) + 1
  const id = fromBase64(bank, 16)
  const blob = await sealItem(keys.vaultKey, account, { id, revision: revision + off }, { id: bank })
  const rows = await Promise.all(
    [...server.items.values()].map(async (item) => {
      const bytes = item.id === bank ? blob : fromBase64(item.blob)
      return {
        id: fromBase64(item.id, 16),
        revision: item.id === bank ? revision : item.revision,
        digest: await sha256(bytes),
      }
    }),
  )
  const table = withRows(new Uint8Array(0), rows)
  const previous = await sha256(fromBase64(server.heads.at(-1)?.blob ?? ''))
  const summary = { date: 0, previous, root: await rootOf(table), count: table.length / ROW }
  const head = await sealHead(keys.vaultKey, { ...account, version: server.version + 1 }, summary)
  return { base: server.version, head: toBase64(head), items: [{ id: bank, revision, blob: toBase64(blob) }] }
}

test('what verifies can be taken out of a blocked vault, by a browser that has nothing else too', async () => {
  const scene = await makeVaultOfThree()
  scene.server.tamper = (page) => {
    rowOf(page, scene.mail).blob = rowOf(page, scene.shop).blob
    return page
  }
  const fresh = await scene.browser().open()
  const { items } = JSON.parse(await fresh.vault.exportVerified())
  assert.deepEqual(items.map((/** @type {{title: string}} */ item) => item.title).sort(), ['bank', 'shop'])
})
