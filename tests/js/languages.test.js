import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as espree from 'espree'
import { SENTENCES } from '../../static/js/ui/messages.js'
import { literalsIn } from './literals.js'
import { SOURCES_OF_TEXTS, textsIn, textsOfKinds } from './texts.js'

/** @type {Record<string, string>} */
const german = JSON.parse(readFileSync('static/js/languages/de.json', 'utf8'))
const files = SOURCES_OF_TEXTS.flatMap((pattern) => globSync(pattern))
const texts = new Set(Object.values(SENTENCES).filter((sentence) => typeof sentence === 'string'))
for (const label of textsOfKinds()) texts.add(label)
for (const file of files) {
  for (const text of textsIn(espree, readFileSync(file, 'utf8'))) texts.add(text)
}

/** The same in every language: the brand, and what stands for itself. */
const UNTRANSLATED = new Set(['Tessera', '· Tessera', 'A'])

const TABLES = /messages\.js$/

/** Sentences are looked up where they are told; some are put together of several. @param {string} literal @param {string} file */
const isKnown = (literal, file) =>
  UNTRANSLATED.has(literal) || (TABLES.test(file) && [...texts].some((text) => text.includes(literal)))

/** @param {string} text */
const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place).sort()

test('there are sources to hold the catalogue to', () => {
  assert.ok(files.length > 100 && texts.size > 500)
})

test('every text on screen is there in German', () => {
  assert.deepEqual(
    [...texts].filter((text) => !(text in german)),
    [],
  )
})

test('nothing is left over of texts that are no longer shown', () => {
  assert.deepEqual(
    Object.keys(german).filter((text) => !texts.has(text)),
    [],
  )
})

test('a translation has the places of its text', () => {
  const wrong = Object.entries(german).filter(([text, said]) => places(text).join() !== places(said).join())
  assert.deepEqual(wrong, [])
})

test('no text is shown past the catalogue', () => {
  const past = files.flatMap((file) => {
    const literals = literalsIn(espree, readFileSync(file, 'utf8'))
    return literals.filter((literal) => !isKnown(literal, file)).map((literal) => `${file}: ${literal}`)
  })
  assert.deepEqual(past, [])
})

test('a literal is found wherever it would be shown, and left where nobody reads it', () => {
  const shown = `
    const row = { label: 'Row', id: 'row' }
    const waiting = is ? 'Reading the copy…' : null
    toast('Copied it')
    const page = <main title="Main" class="wide"><p>One {is ? 'two' : \`three \${four}\`}</p><code>tag:work</code> 7 kB</main>
    const spoken = <Row label={t('Five')} hint={tn(n, 'One six', 'Many six')} keys="Mod+K">{rich('Seven {b}', { b: <b>Eight</b> })}</Row>
    throw new RangeError('No such thing')`
  const found = ['Row', 'Reading the copy…', 'Copied it', 'One', 'two', 'three', '7 kB', 'Main', 'Eight']
  assert.deepEqual(literalsIn(espree, shown).sort(), found.sort())
})
