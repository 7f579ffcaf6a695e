/** Items of every kind as an editor has them, and back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { LINE_TYPES } from '../../../static/js/vault/cxf.js'
import { blankFields, fieldsOf, makeLine, readFields, turnInto, valueAt } from '../../../static/js/vault/fields.js'
import { edit, isItem, makeItem } from '../../../static/js/vault/item.js'
import { KINDS, kindOf } from '../../../static/js/vault/kinds.js'

/** @typedef {import('../../../static/js/vault/item.js').Item} Item */
/** @typedef {import('../../../static/js/vault/fields.js').Fields} Fields */
/** @typedef {import('../../../static/js/vault/cxf.js').LineType} LineType */

const ID = toBase64(random(16))
const SECRET = 'JBSWY3DPEHPK3PXP'

/** @param {string} account */
const codeOf = (account) =>
  `otpauth://totp/Post:${account}?secret=${SECRET}&issuer=Post&algorithm=SHA256&digits=8&period=60`

/** @param {LineType} as @param {string} text */
function valueFor(as, text) {
  const shaped = { code: codeOf(text), date: '2027-04-01', month: '2027-04', number: '4711', multiline: `${text}\n2` }
  return Object.hasOwn(shaped, as) ? shaped[/** @type {keyof typeof shaped} */ (as)] : text
}

/** Every line filled, with lines of the person's own of each type. @param {import('../../../static/js/vault/kinds.js').Kind} kind @returns {Fields} */
function filled(kind) {
  const own = LINE_TYPES.map((as) => ({ ...makeLine(`My ${as}`, as), value: valueFor(as, `own-${as}`) }))
  const lines = blankFields(kind).lines.map((line) => ({ ...line, value: valueFor(line.as, line.key) }))
  // Codes are credentials of their own: they come after the other lines of the person's.
  const ordered = [...own.filter(({ as }) => as !== 'code'), ...own.filter(({ as }) => as === 'code')]
  const urls = ['https://one.example', 'https://two.example']
  return { type: kind.type, title: 'T', lines: [...lines, ...ordered], urls, notes: 'n', tags: ['a/b'], favorite: true }
}

/** @param {Item} item @param {(fields: Fields) => Partial<Fields>} typed @param {number} [now] */
function change(item, typed, now = 2) {
  const was = fieldsOf(item)
  return edit(item, { ...was, ...typed(was) }, was, now)
}

/** @param {Fields} fields @param {string} key @param {string} value */
const withValue = ({ lines }, key, value) => lines.map((line) => (line.key === key ? { ...line, value } : line))

for (const kind of KINDS) {
  test(`${kind.name}: every line comes back as it was typed, in its order`, () => {
    const fields = filled(kind)
    const item = makeItem(ID, fields, 1)
    assert.ok(isItem(JSON.parse(JSON.stringify(item))))
    assert.deepEqual(fieldsOf(item), fields)
  })

  test(`${kind.name}: empty lines are shown and not stored, and its subtitles are lines of it`, () => {
    const item = makeItem(ID, { ...blankFields(kind), title: 'T' }, 1)
    assert.deepEqual(fieldsOf(item).lines, blankFields(kind).lines)
    assert.ok(JSON.stringify(item.credentials).length < 120)
    const keys = kind.lines.map(({ key }) => key)
    assert.ok(kind.subtitle.every((key) => keys.includes(key)))
    assert.equal(new Set(keys).size, keys.length)
    for (const { as, key } of kind.lines) if (kind.subtitle.includes(key)) assert.ok(!['hidden', 'code'].includes(as))
  })
}

test('the kinds are those of the format, logins first', () => {
  assert.deepEqual(
    KINDS.map(({ type }) => type).toSorted(),
    `address api-credential bank-account credit-card crypto-wallet database drivers-license email-account identity insurance
    login medical-record membership note other passport reward-program server software-license ssh-key vehicle wifi`.split(
      /\s+/,
    ),
  )
  assert.equal(KINDS[0]?.type, 'login')
  assert.equal(KINDS.at(-1)?.type, 'other')
})

test('what CXF has a word for is stored under it, typed, and the rest as custom fields with the name of their line', () => {
  const fields = blankFields(kindOf('credit-card'))
  let lines = withValue(fields, 'credit-card.expiryDate', '2027-04')
  lines = withValue({ ...fields, lines }, 'credit-card.number', '4111')
  lines = withValue({ ...fields, lines }, 'credit-card-phone', '+49 1')
  const { credentials } = makeItem(ID, { ...fields, lines }, 1)
  assert.deepEqual(credentials, [
    {
      type: 'credit-card',
      number: { fieldType: 'concealed-string', value: '4111' },
      expiryDate: { fieldType: 'year-month', value: '2027-04' },
    },
    {
      type: 'custom-fields',
      fields: [
        { id: 'credit-card-phone', fieldType: 'string', as: 'phone', label: 'Phone of the bank', value: '+49 1' },
      ],
    },
  ])
})

test('a one-time code is CXF’s totp, and one of the person’s own has a name besides', () => {
  const own = { ...makeLine('Second', 'code'), value: codeOf('own') }
  const fields = blankFields()
  const item = makeItem(ID, { ...fields, lines: [...withValue(fields, 'totp', codeOf('ada')), own] }, 1)
  const said = { type: 'totp', secret: SECRET, period: 60, digits: 8, algorithm: 'sha256', issuer: 'Post' }
  assert.deepEqual(item.credentials.slice(1), [
    { ...said, username: 'ada' },
    { ...said, username: 'own', id: own.key, label: 'Second' },
  ])
  const cleared = change(item, (was) => ({ lines: withValue(was, 'totp', '') }))
  assert.deepEqual(cleared.credentials.slice(1), [{ ...said, username: 'own', id: own.key, label: 'Second' }])
})

test('a code that is none is refused, and one from elsewhere that cannot be read is left alone', () => {
  const item = makeItem(ID, blankFields(), 1)
  assert.throws(() => change(item, (was) => ({ lines: withValue(was, 'totp', 'nonsense!') })), {
    code: 'setup-unknown',
  })
  const broken = { ...item, credentials: [{ type: 'totp', secret: '!', period: 'x' }] }
  const edited = change(broken, () => ({ title: 'new' }))
  assert.deepEqual(edited.credentials, broken.credentials)
})

test('a line of the person’s own is renamed, given another type, moved and removed', () => {
  const [one, two, three] = ['one', 'two', 'three'].map((label) => ({ ...makeLine(label, 'text'), value: label }))
  assert.ok(one && two && three)
  const blank = blankFields()
  const item = makeItem(ID, { ...blank, lines: [...blank.lines, one, two, three] }, 1)
  const renamed = { ...two, label: 'Zwei', as: /** @type {const} */ ('phone') }
  const next = change(item, ({ lines }) => ({ lines: [...lines.slice(0, 3), three, renamed] }))
  assert.deepEqual(fieldsOf(next).lines.slice(3), [three, renamed])
  const code = { ...renamed, as: /** @type {const} */ ('code'), value: codeOf('x') }
  const coded = change(next, ({ lines }) => ({ lines: [...lines.slice(0, 4), code] }))
  assert.deepEqual(fieldsOf(coded).lines.slice(3), [three, code])
  const back = change(coded, ({ lines }) => ({ lines: [...lines.slice(0, 4), renamed] }))
  assert.deepEqual(fieldsOf(back).lines.slice(3), [three, renamed])
})

test('credentials that this version does not know are shown, written back in place, and lose nothing', () => {
  const item = {
    ...makeItem(ID, { ...blankFields(kindOf('other')), title: 'x' }, 1),
    credentials: [
      {
        type: 'hologram',
        beamId: { value: 'b1', fieldType: 'string', spin: 2 },
        power: { fieldType: 'number', value: '9' },
      },
      { type: 'passkey', credentialId: 'AAA', rpId: 'x.example', username: 'ada', key: 'secret-bytes' },
      { type: 'hologram', beamId: { value: 'second' } },
      {
        type: 'custom-fields',
        label: 'Section',
        fields: [{ fieldType: 'boolean', label: 'Flag', value: 'true', x: 1 }, 7],
      },
    ],
  }
  const { lines } = fieldsOf(item)
  assert.deepEqual(
    lines.map(({ key, label, as, value, own }) => [key, label, as, value, own]),
    [
      ['hologram.beamId', 'Beam id', 'text', 'b1', false],
      ['hologram.power', 'Power', 'number', '9', false],
      ['passkey.rpId', 'Passkey for', 'text', 'x.example', false],
      ['passkey.username', 'Passkey of', 'text', 'ada', false],
      ['hologram#2.beamId', 'Beam id', 'text', 'second', false],
      ['custom-fields.0', 'Flag', 'text', 'true', true],
    ],
  )
  let edited = change(item, (was) => ({ lines: withValue(was, 'hologram#2.beamId', 'new') }))
  edited = change(edited, (was) => ({ lines: withValue(was, 'custom-fields.0', 'false') }))
  const expected = structuredClone(item.credentials)
  Object.assign(expected[2] ?? {}, { beamId: { value: 'new' } })
  Object.assign(expected[3]?.fields?.[0] ?? {}, { value: 'false' })
  assert.deepEqual(edited.credentials, expected)
})

test('another kind takes over what has a value; what it has no line for becomes the person’s own', () => {
  const bank = kindOf('bank-account')
  const lines = withValue(blankFields(bank), 'bank-account-iban', 'DE00')
  const item = makeItem(ID, { ...blankFields(bank), title: 'x', lines }, 1)
  const turned = turnInto(fieldsOf(item), kindOf('login'))
  assert.deepEqual(turned.lines.at(-1), {
    key: 'bank-account-iban',
    label: 'IBAN',
    as: 'text',
    value: 'DE00',
    own: true,
  })
  const login = change(item, () => turned)
  assert.equal(login.type, 'login')
  assert.equal(valueAt(fieldsOf(login), 'bank-account-iban'), 'DE00')
  assert.deepEqual(fieldsOf(change(login, (was) => turnInto(was, bank))), fieldsOf(item))
})

test('what an editor left alone stays: websites and tags of another browser too', () => {
  const item = makeItem(ID, { ...blankFields(), title: 'x', urls: ['a', 'b'], tags: ['home', 'old'] }, 1)
  const was = fieldsOf(item)
  const meanwhile = change(item, () => ({ urls: ['a', 'b', 'theirs'], tags: ['home', 'old', 'theirs'] }))
  const saved = edit(meanwhile, { ...was, urls: ['b', 'mine', 'a'], tags: ['home', 'mine'] }, was, 3)
  assert.deepEqual(saved.scope.urls, ['b', 'theirs', 'mine', 'a'])
  assert.deepEqual(saved.tags, ['home', 'theirs', 'mine'])
})

test('being a favourite is no state of the history', () => {
  const item = makeItem(ID, blankFields(), 1)
  const marked = change(item, () => ({ favorite: true }), 5)
  assert.deepEqual([marked.favorite, marked.modifiedAt, marked.history], [true, 5, []])
})

test('a note of 100,000 characters and more is kept whole', () => {
  const notes = 'ä'.repeat(200_000)
  const item = makeItem(ID, { ...blankFields(kindOf('note')), notes }, 1)
  assert.equal(fieldsOf(item).notes, notes)
})

test('what was typed is read into one spelling, and anything else refused', () => {
  const typed = { tags: [' Travel / Trains ', '//', 'Travel/Trains', ''], urls: [' https://a ', '', 'https://a'] }
  assert.deepEqual(readFields(typed), { tags: ['Travel/Trains'], urls: ['https://a'] })
  const line = makeLine('x', 'text')
  for (const wrong of [
    { ...line, as: 'colour' },
    { ...line, own: 1 },
    { ...line, value: 7 },
  ]) {
    assert.throws(() => readFields({ lines: [/** @type {never} */ (wrong)] }), /expected/)
  }
})

const LINE = fc.record({
  key: fc.constantFrom(...'abcd'),
  as: fc.constantFrom(...LINE_TYPES),
  text: fc.string({ minLength: 1 }),
})
const TYPED = fc.record({
  type: fc.constantFrom(...KINDS.map(({ type }) => type)),
  values: fc.array(fc.tuple(fc.nat(20), fc.string()), { maxLength: 5 }),
  own: fc.uniqueArray(LINE, { selector: ({ key }) => key, maxLength: 4 }),
  notes: fc.string(),
})

/** @param {Fields} was @param {typeof TYPED extends fc.Arbitrary<infer One> ? One : never} typed @returns {Fields} */
function typeOver(was, { type, values, own, notes }) {
  const { lines } = turnInto(was, kindOf(type))
  const kept = lines.filter((line) => !line.own || !'abcd'.includes(line.key))
  for (const [at, text] of values) {
    const line = kept[at % Math.max(1, kept.length)]
    if (line && line.as !== 'code') Object.assign(line, { value: text.toWellFormed() })
  }
  const mine = own.map(({ key, as, text }) => ({
    key,
    label: text.toWellFormed(),
    as,
    value: valueFor(as, 'v'),
    own: true,
  }))
  return { ...was, type, notes: notes.toWellFormed(), lines: [...kept, ...mine] }
}

test('whatever is typed over whatever, an editor finds what it left', () => {
  fc.assert(
    fc.property(fc.array(TYPED, { minLength: 1, maxLength: 4 }), (edits) => {
      let item = makeItem(ID, blankFields(), 1)
      for (const typed of edits) {
        const was = fieldsOf(item)
        const fields = typeOver(structuredClone(was), typed)
        item = edit(item, fields, was, 2)
        const found = new Map(fieldsOf(item).lines.map((line) => [line.key, line.value]))
        for (const { key, value } of fields.lines) assert.equal(found.get(key) ?? '', value, key)
        assert.equal(fieldsOf(item).notes, fields.notes)
        assert.ok(isItem(item))
        assert.equal(edit(item, fieldsOf(item), fieldsOf(item), 3), item)
      }
    }),
    { numRuns: 300 },
  )
})
