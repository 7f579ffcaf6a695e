import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { afterEach, test } from 'node:test'
import { speak } from '../../../static/js/ui/text.js'
import { WORK, workName } from '../../../static/js/ui/work.js'

afterEach(() => speak({}))

/** What is handed on there as a code of work: `emit('progress', { what: '…'`, `telling('…')` and `onStep({ what: '…'`. */
const TOLD = /(?:\bemit\('progress', \{ what: |\btelling\(|\bonStep\(\{ what: )'(\w+)'/g

/** @returns {string[]} */
function toldOf() {
  const files = globSync('static/js/{worker,vault,carriers,account}/**/*.js')
  return files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(TOLD)].map(([, code]) => code ?? ''))
}

test('every kind of work that is told of has a name, and none has one for nothing', () => {
  assert.deepEqual([...new Set(toldOf())].sort(), Object.keys(WORK).sort())
})

test('work is named in the language of the page', () => {
  assert.equal(workName('opening'), 'Opening your items')
  speak({ 'Opening your items': 'Ihre Einträge werden geöffnet' }, 'de')
  assert.equal(workName('opening'), 'Ihre Einträge werden geöffnet')
})

test('an unknown kind of work is a fault of the program, not a text on screen', () => {
  for (const code of ['Opening your items', 'toString', '']) assert.throws(() => workName(code), RangeError)
})
