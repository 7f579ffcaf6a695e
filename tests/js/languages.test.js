import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as espree from 'espree'
import { SENTENCES } from '../../static/js/ui/messages.js'
import { SOURCES_OF_TEXTS, textsIn, textsOfKinds } from './texts.js'

/** @type {Record<string, string>} */
const german = JSON.parse(readFileSync('static/js/languages/de.json', 'utf8'))
const files = SOURCES_OF_TEXTS.flatMap((pattern) => globSync(pattern))
const texts = new Set(Object.values(SENTENCES).filter((sentence) => typeof sentence === 'string'))
for (const label of textsOfKinds()) texts.add(label)
for (const file of files) {
  for (const text of textsIn(espree, readFileSync(file, 'utf8'))) texts.add(text)
}

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
