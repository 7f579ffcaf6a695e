import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toBase64 } from '../../../static/js/crypto/bytes.js'
import { codeMethods } from '../../../static/js/vault/codes.js'
import { blankFields, fieldsOf } from '../../../static/js/vault/fields.js'
import { isItem, makeItem } from '../../../static/js/vault/item.js'
import { write } from '../../../static/js/vault/otpauth.js'
import { readPieces, together } from '../../../static/js/vault/setups.js'
import { refusedAs } from '../carriers/cast.js'
import { refusal } from './cast.js'

/** @typedef {import('../../../static/js/vault/item.js').Item} Item */
/** @typedef {import('../../../static/js/vault/fields.js').Fields} Fields */

const RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const FIELDS = blankFields()

/** A login with a code, in a vault of its own. @param {string} uri */
function vaultWith(uri) {
  const lines = FIELDS.lines.map((line) => (line.key === 'totp' ? { ...line, value: uri } : line))
  const item = makeItem('AAAAAAAAAAAAAAAAAAAAAA', { ...FIELDS, title: 'Mail', lines }, 1000)
  /** @type {Item[]} */
  const made = []
  const addItems = async (/** @type {Fields[]} */ all) => {
    for (const fields of all) made.push(makeItem(`id ${made.length}`, fields, 2000))
    return { ids: made.map(({ id }) => id), undo: 7 }
  }
  const vault = {
    item: () => item,
    addItems,
  }
  return { methods: codeMethods(vault, () => 59_000), made }
}

test('the code of a line is computed for now, or for the time that is asked', async () => {
  const { code } = vaultWith(RFC).methods
  assert.deepEqual(await code({ id: 'x', key: 'totp' }), {
    code: '287082',
    next: '359152',
    digits: 6,
    period: 30,
    remaining: 1000,
  })
  assert.equal((await code({ id: 'x', key: 'totp', at: 1111111109_000 })).code, '081804')
})

test('nothing of the secret leaves with the code', async () => {
  const answer = await vaultWith(`otpauth://totp/a?secret=${RFC}`).methods.code({ id: 'x', key: 'totp' })
  assert.ok(!JSON.stringify(answer).includes(RFC.slice(0, 8)))
})

test('a set-up that is not saved yet has a code too', async () => {
  assert.equal((await vaultWith('').methods.code({ uri: `steam://${RFC}` })).code.length, 5)
})

test('a line that is no code has none, and a time before 1970 neither', async () => {
  const { code } = vaultWith(RFC).methods
  await refusedAs(code({ id: 'x', key: 'basic-auth.password' }), 'not-found')
  await refusedAs(code({ id: 'x', key: 'elsewhere' }), 'not-found')
  await assert.rejects(code({ id: 'x', key: 'totp', at: -1 }), RangeError)
  await assert.rejects(code({ id: 'x', key: 'totp', at: 0.5 }), RangeError)
})

test('every account of an export becomes a login of its own, in one commit', async () => {
  const { methods, made } = vaultWith('')
  const { setups } = together(
    readPieces(`otpauth://totp/Bank:ada?secret=${RFC}\notpauth://totp/ada%40mail?secret=${RFC}`),
  )
  const { ids, undo } = await methods.importCodes({ uris: setups.map(write) })
  assert.deepEqual([ids, undo], [['id 0', 'id 1'], 7])
  assert.ok(made.every(isItem))
  const shown = made.map((item) => ({ ...fieldsOf(item), title: item.title }))
  assert.deepEqual(
    shown.map(({ title, type, lines }) => [title, type, ...lines.map(({ value }) => value)]),
    setups.map((setup, at) => [['Bank', 'ada@mail'][at], 'login', ['ada', 'ada@mail'][at], '', write(setup)]),
  )
})

test('a set-up among them that cannot be used makes none at all', async () => {
  const { methods, made } = vaultWith('')
  await refusedAs(methods.importCodes({ uris: [RFC, 'otpauth://hotp/a'] }), 'setup-counter')
  await refusedAs(methods.importCodes({ uris: Array(1001).fill(RFC) }), 'too-large')
  assert.deepEqual(made, [])
})

test('of a text that goes on for ever, and of an export that does, nothing is read', async () => {
  const lines = Array.from({ length: 1001 }, (_, at) => `otpauth://totp/${at}?secret=!`)
  assert.equal(await refusal(() => readPieces(lines.join('\n'))), 'too-large')
  const empty = toBase64(new Uint8Array(2 * 1001).map((_, at) => (at % 2 === 0 ? 0x0a : 0)))
  assert.equal(await refusal(() => readPieces(`otpauth-migration://offline?data=${empty}`)), 'setup-damaged')
})
