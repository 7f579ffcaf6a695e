/** Texts out of the bytes that they were joined to. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concat, utf8 } from '../../../static/js/crypto/bytes.js'
import { Texts } from '../../../static/js/vault/texts.js'

/** @param {readonly string[]} all @param {number} start bytes of something else before them */
function kept(all, start) {
  const parts = all.map(utf8)
  const ends = new Uint32Array(all.length + 1)
  let end = start
  for (const [at, part] of parts.entries()) {
    ends[at] = end
    end += part.length
  }
  ends[all.length] = end
  return new Texts(concat(new Uint8Array(start), ...parts), ends)
}

const ascii = fc.string({ maxLength: 20 })
// Signs of two, three and four bytes, and the mark of the order of bytes, which a decoder may swallow.
const any = fc
  .array(fc.constantFrom('a', 'é', '猫', '🔑', '\ufeff', '\t'), { maxLength: 6 })
  .map((signs) => signs.join(''))

test('each text is found as it was, whatever its letters and those of its neighbours', () => {
  const lists = fc.oneof(fc.array(ascii, { maxLength: 600 }), fc.array(fc.oneof(ascii, any), { maxLength: 600 }))
  fc.assert(
    fc.property(lists, fc.nat(5), (all, start) => {
      const texts = kept(all, start)
      assert.deepEqual(
        all.map((_, at) => texts.at(at)),
        all,
      )
      assert.deepEqual(
        all.map((_, at) => texts.one(at)),
        all,
      )
    }),
  )
})

test('it says where each lies', () => {
  const texts = kept(['ab', '猫'], 3)
  assert.deepEqual(
    [0, 1].map((at) => texts.spanOf(at)),
    [
      { from: 3, to: 5 },
      { from: 5, to: 8 },
    ],
  )
})
