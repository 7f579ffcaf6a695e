import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold } from '../../../static/js/vault/fold.js'
import { parseQuery } from '../../../static/js/vault/query.js'

const NOTHING = { words: [], phrases: [], tag: [], kind: [], url: [], is: new Set() }

/** @type {[string, object][]} */
const CASES = [
  ['', {}],
  ['  Zoë   bank ', { words: ['zoe', 'bank'] }],
  ['"Two  Words" one', { phrases: ['two words'], words: ['one'] }],
  ['"still being typed', { phrases: ['still being typed'] }],
  ['tag:work/clients kind:login url:example.org', { tag: ['work/clients'], kind: ['login'], url: ['example.org'] }],
  ['TAG:Work Kind:"Credit card"', { tag: ['work'], kind: ['credit card'] }],
  ['is:favorite is:favourite IS:Weak is:trash', { is: new Set(['favorite', 'weak', 'trash']) }],
  ['tag: kind: url: is:', {}],
  ['tag:"" ""', {}],
  ['is:odd colour:red', { words: ['is:odd', 'colour:red'] }],
  ['colour:"dark red"', { words: ['colour:'], phrases: ['dark red'] }],
  ['https://a.example user@b.example', { words: ['https://a.example', 'user@b.example'] }],
  ['5"disk', { words: ['5'], phrases: ['disk'] }],
]

for (const [typed, expected] of CASES) {
  test(`read: ${typed || 'nothing'}`, () => assert.deepEqual(parseQuery(typed), { ...NOTHING, ...expected }))
}

const plain = fc.stringMatching(/^[a-z0-9.@/-]{1,12}$/)
const quoted = fc.stringMatching(/^[a-z0-9:][a-z0-9 :]{0,12}[a-z0-9:]$/).map((text) => text.replace(/ +/g, ' '))
const filter = fc.constantFrom(
  /** @type {const} */ ('tag'),
  /** @type {const} */ ('kind'),
  /** @type {const} */ ('url'),
)
const part = fc.oneof(
  plain.map((text) => ({ typed: text, member: /** @type {const} */ ('words'), text })),
  quoted.map((text) => ({ typed: `"${text}"`, member: /** @type {const} */ ('phrases'), text })),
  fc.tuple(filter, plain).map(([member, text]) => ({ typed: `${member}:${text}`, member, text })),
  fc.tuple(filter, quoted).map(([member, text]) => ({ typed: `${member}:"${text}"`, member, text })),
)

test('whatever is put together from parts is read as these parts, in their order', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom(' ', '   ', '\t'), (parts, space) => {
      const query = parseQuery(parts.map(({ typed }) => typed).join(space))
      for (const member of /** @type {const} */ (['words', 'phrases', 'tag', 'kind', 'url'])) {
        const expected = parts.filter((one) => one.member === member).map(({ text }) => text)
        assert.deepEqual(query[member], expected)
      }
    }),
  )
})

test('nothing that is typed is wrong, and no letter outside a filter is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
      const { words, phrases, tag, kind, url, is } = parseQuery(typed)
      const kept = [...words, ...phrases, ...tag, ...kind, ...url, ...is].join('').replace(/[\s"]/g, '')
      const given = fold(typed.replaceAll('"', ' ')).replace(/\s/g, '')
      assert.ok(kept.length <= given.length)
      if (!/tag|kind|url|is/.test(given)) assert.equal(kept, given)
    }),
  )
})

test('typing on never turns a word into nothing', () => {
  fc.assert(
    fc.property(plain, (word) => {
      for (let at = 1; at <= word.length; at += 1)
        assert.deepEqual(parseQuery(word.slice(0, at)).words, [word.slice(0, at)])
    }),
  )
})
