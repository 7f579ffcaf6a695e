import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as espree from 'espree'
import { CHAPTERS } from '../../../static/js/pages/articles.js'
import { parseQuery } from '../../../static/js/vault/query.js'
import { textsIn } from '../texts.js'

const articles = CHAPTERS.flatMap((chapter) => chapter.articles)
/** @param {string} files */
const textsOf = (files) => globSync(files).flatMap((file) => textsIn(espree, readFileSync(file, 'utf8')))
/** @param {string} id */
const article = (id) => articles.find((one) => one.id === id) ?? assert.fail(`there is no article ${id}`)

test('every article has an address of its own, which a fragment can name', () => {
  const ids = articles.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)*$/)
})

test('there is an article for each thing that people come to do', () => {
  const tasks = [
    'account-key another-browser no-mail replace lost-machine mailbox forgot-password recovery-key locked-out reset',
    'second-factor backups health codes generator kinds search keyboard',
  ]
  for (const id of tasks.join(' ').split(' ')) assert.ok(article(id).paragraphs.length > 0)
})

test('what an article calls a section of the settings is one', () => {
  const sections = textsOf('static/js/pages/{sections,settings}.{js,jsx}')
  const named = articles.flatMap(({ paragraphs }) =>
    paragraphs.flatMap((paragraph) => [...paragraph.matchAll(/Settings > ([A-Z]\w+(?: [A-Z]\w+)?)/g)]),
  )
  assert.ok(named.length > 5)
  for (const [, section] of named) assert.ok(sections.includes(section), section)
})

test('every place in a paragraph is filled, and what fills it is used', () => {
  for (const { id, paragraphs, codes = {}, keys = {} } of articles) {
    const places = paragraphs.flatMap((paragraph) => [...paragraph.matchAll(/\{(\w+)\}/g)].map(([, place]) => place))
    assert.deepEqual(places.sort(), Object.keys({ ...codes, ...keys }).sort(), id)
  }
})

test('what the article on searching names are filters', () => {
  for (const typed of Object.values(article('search').codes ?? {})) {
    const { words, phrases } = parseQuery(typed)
    assert.deepEqual([...words, ...phrases], [], typed)
  }
})

test('what the article on the keyboard names are keys of the vault', () => {
  const source = readFileSync('static/js/pages/vaultacts.js', 'utf8')
  const keys = [...Object.values(article('keyboard').keys ?? {}), ...Object.values(article('generator').keys ?? {})]
  assert.equal(keys.length, 6)
  for (const key of keys) assert.ok(source.includes(`'${key}', `), key)
})
