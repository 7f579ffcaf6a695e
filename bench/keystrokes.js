// What a keystroke costs the search over so many items: the time of each query, in ms, as JSON.
import { blankFields } from '../static/js/vault/fields.js'
import { makeItem } from '../static/js/vault/item.js'
import { Search } from '../static/js/vault/search.js'

const COUNT = Number(process.argv[2])
const WORDS = ['river', 'stone', 'Café', 'orange', 'bank', 'mail', 'cloud', 'forum']
const TYPED = ['c', 'ca', 'caf', 'cafe', 'cafe 1', 'example', 'nobody', 'user99', 'zzz', 'ornage', 'kind:login bank']

const items = Array.from({ length: COUNT }, (_, at) => {
  const fields = blankFields()
  fields.lines[0].value = `user${at}@example.org`
  const texts = { title: `${WORDS[at % 8]} ${at}`, notes: 'some words that nobody reads '.repeat(4) }
  return makeItem(
    `id${at}`,
    { ...fields, ...texts, urls: [`https://${WORDS[(at * 3) % 8]}${at}.example`] },
    1_750_000_000,
  )
})
const search = new Search()
search.put(items)
search.warm(COUNT)
const times = [...TYPED, ...TYPED].map((query) => {
  const started = performance.now()
  search.list({ query, shelf: 'all', start: 0, end: 40 })
  return performance.now() - started
})
console.log(JSON.stringify(times.slice(TYPED.length)))
