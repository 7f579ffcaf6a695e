// What a keystroke costs the search over 10,000 items: the time of each query, in ms, as JSON.
import { makeItem } from '../static/js/vault/item.js'
import { Search } from '../static/js/vault/search.js'

const COUNT = 10_000
const WORDS = ['river', 'stone', 'Café', 'orange', 'bank', 'mail', 'cloud', 'forum']
const TYPED = ['c', 'ca', 'caf', 'cafe', 'cafe 1', 'example', 'nobody', 'user99', 'zzz']

const items = Array.from({ length: COUNT }, (_, at) => {
  const fields = {
    type: 'login',
    title: `${WORDS[at % 8]} ${at}`,
    username: `user${at}@example.org`,
    password: 'a long enough password 99',
    url: `https://${WORDS[(at * 3) % 8]}${at}.example`,
    notes: 'some words that nobody reads '.repeat(4),
  }
  return makeItem(`id${at}`, fields, 1_750_000_000)
})
const search = new Search()
search.put(items)
search.warm(0, COUNT)
const times = [...TYPED, ...TYPED].map((query) => {
  const started = performance.now()
  search.list({ query, filter: 'all', start: 0, end: 40 })
  return performance.now() - started
})
console.log(JSON.stringify(times.slice(TYPED.length)))
