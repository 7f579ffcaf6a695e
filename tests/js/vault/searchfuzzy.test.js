/** Slips of the keyboard, held against the plain definition of the distance. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { differenceOf, Vocabulary } from '../../../static/js/vault/fuzzy.js'
import { ListedItem } from '../../../static/js/vault/listed.js'
import { item, searchOf, titles } from './finding.js'

/**
 * Slips between two words, by trying them all.
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function slips(a, b) {
  if (a === '' || b === '') return a.length + b.length
  const tries = [
    slips(a.slice(1), b) + 1,
    slips(a, b.slice(1)) + 1,
    slips(a.slice(1), b.slice(1)) + Number(a[0] !== b[0]),
  ]
  if (a[0] === b[1] && a[1] === b[0] && a.length > 1 && b.length > 1) tries.push(slips(a.slice(2), b.slice(2)) + 1)
  return Math.min(...tries)
}

const word = (/** @type {number} */ most) => fc.stringMatching(new RegExp(`^[abc]{1,${most}}$`))

test('the difference is that of the nearest beginning of the word, and a word that goes on is a little farther', () => {
  fc.assert(
    fc.property(word(5), word(7), fc.constantFrom(1, 2), (typed, given, most) => {
      const ends = Array.from({ length: given.length + 1 }, (_, at) => slips(typed, given.slice(0, at)))
      const least = Math.min(...ends)
      const expected = least > most ? null : 2 * least + Number(ends.at(-1) !== least)
      assert.equal(differenceOf(typed, given, most), expected)
    }),
  )
})

/** @param {string} title */
function only(title) {
  const vocabulary = new Vocabulary()
  const entry = new ListedItem(item({ title }))
  vocabulary.add(entry)
  return (/** @type {string} */ typed) => vocabulary.similar(typed)?.get(entry) ?? null
}

test('one slip is forgiven from four letters on, two from eight on', () => {
  const look = only('garden insurance')
  assert.deepEqual(['gaden', 'gardeen', 'gartin', 'gadren', 'agrden'].map(look), [2, 2, null, 2, 2])
  assert.deepEqual(['insurence', 'insruence', 'inzurence', 'inzurnece'].map(look), [2, 4, 4, null])
  assert.deepEqual(['gar', 'gra', 'zar'].map(look), [null, null, null])
})

test('numbers, signs and what is too long have to be spelt right', () => {
  const look = only('user12345 garden')
  assert.deepEqual(['user12346', 'gard-n', 'g'.repeat(40), ''].map(look), [null, null, null, null])
})

test('letters of every script are letters', () => {
  assert.equal(only('банк')('бакн'), 2)
})

test('any one slip in a word of the title still finds it', () => {
  const search = searchOf(item({ title: 'Lighthouse' }), item({ title: 'Garden' }))
  const letters = 'lighthouse'
  fc.assert(
    fc.property(fc.nat(letters.length - 1), fc.constantFrom('drop', 'double', 'swap', 'wrong'), (at, slip) => {
      const [before, here, after] = [letters.slice(0, at), letters.charAt(at), letters.slice(at + 1)]
      const typed = {
        drop: before + after,
        double: before + here + here + after,
        swap: before + after.charAt(0) + here + after.slice(1),
        wrong: `${before}q${after}`,
      }[slip]
      assert.deepEqual(titles(search, typed), ['Lighthouse'])
    }),
  )
})

const phrase = fc.array(fc.stringMatching(/^[ab]{1,3}$/), { maxLength: 3 }).map((words) => words.join(' '))

test('of read words it is known what stands nowhere, of numbers, signs and a letter or two it is not', () => {
  const vocabulary = new Vocabulary()
  vocabulary.add(new ListedItem(item({ title: 'Lighthouse 77', notes: 'garden' })))
  assert.deepEqual(
    ['light', 'thou', 'garden', 'gardens', 'ligth', '77', '99', 'zz', 'li-'].map((typed) => vocabulary.lacks(typed)),
    [false, false, false, true, true, false, false, false, false],
  )
})

test('what is found is what has every word, as a plain look through all items says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(phrase, phrase), { maxLength: 12 }),
      fc.array(phrase, { maxLength: 5 }),
      fc.boolean(),
      (texts, typed, readAhead) => {
        const items = texts.map(([title, notes], at) => item({ title: `${at} ${title}`, notes }))
        const search = searchOf(...items)
        while (readAhead && search.warm(5));
        for (const query of typed) {
          const words = query.split(' ').filter(Boolean)
          const expected = texts.flatMap(([title, notes], at) => {
            const parts = [`${at} ${title}`, notes]
            return words.every((one) => parts.some((part) => part.includes(one))) ? [`${at} ${title}`] : []
          })
          assert.deepEqual(titles(search, query).sort(), expected.sort())
        }
      },
    ),
  )
})
