import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { COSTS, scoreOf } from '../../../../static/js/vault/health/score.js'

/** @typedef {import('../../../../static/js/vault/health/score.js').Costly} Costly */

const SECTIONS = /** @type {Costly[]} */ (Object.keys(COSTS))
/** @param {Costly[]} sections */
const found = (...sections) => new Set(sections)
const CLEAN = found()

test('the score is what the documented formula gives', () => {
  assert.equal(scoreOf([found('weak'), CLEAN, CLEAN, CLEAN]).score, 75)
  assert.equal(scoreOf([found('reused'), found('reused'), CLEAN, CLEAN]).score, 62)
  assert.equal(scoreOf([found('weak', 'reused', 'old', 'plain', 'factor')]).score, 0)
  assert.equal(scoreOf([]).score, null)
})

test('one finding in a thousand items is not a perfect score', () => {
  assert.equal(scoreOf([...Array.from({ length: 999 }, () => CLEAN), found('factor')]).score, 99)
})

test('what moves it is ordered by what it brings', () => {
  const { moves } = scoreOf([found('old'), found('weak', 'old'), found('factor'), CLEAN])
  assert.deepEqual(
    moves.map(({ section, items }) => [section, items]),
    [
      ['weak', 1],
      ['old', 2],
      ['factor', 1],
    ],
  )
  assert.deepEqual(
    moves.map(({ gain }) => Math.round(gain * 100) / 100),
    [18.75, 6.25, 2.5],
  )
})

test('mending what a worse finding hides brings nothing by itself', () => {
  const { moves } = scoreOf([found('weak', 'old')])
  assert.deepEqual(moves.at(-1), { section: 'old', items: 1, gain: 0 })
})

test('a score lies between 0 and 100, and what a move promises it keeps', () => {
  const findings = fc.array(
    fc.uniqueArray(fc.constantFrom(...SECTIONS)).map((sections) => found(...sections)),
    { minLength: 1 },
  )
  fc.assert(
    fc.property(findings, (items) => {
      const { score, moves } = scoreOf(items)
      assert.ok(score !== null && score >= 0 && score <= 100)
      assert.equal(
        score === 100,
        items.every((one) => one.size === 0),
      )
      for (const { section, gain } of moves) {
        const mended = scoreOf(items.map((one) => new Set([...one].filter((other) => other !== section))))
        assert.ok(gain >= 0 && Math.abs(Number(mended.score) - score - gain) < 1 + 1e-9)
      }
    }),
  )
})
