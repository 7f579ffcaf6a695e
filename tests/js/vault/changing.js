/** A browser with a few items, for tests of what is done to them. */
import assert from 'node:assert/strict'
import { login, makeWorld } from './cast.js'

/** @typedef {import('./cast.js').Browser} Browser */

/** A browser with items of these titles. @param {...string} titles */
export async function withItems(...titles) {
  const world = await makeWorld()
  const alice = await world.browser().open()
  const ids = []
  for (const title of titles) ids.push(await alice.save(login({ title, username: 'ada', password: `of ${title}` })))
  world.pass(60)
  return { ...world, alice, vault: alice.vault, ids, id: ids[0] ?? '' }
}

/** @param {{undo?: number}} answer */
export function tokenOf({ undo }) {
  assert.ok(undo !== undefined, 'it can be undone')
  return { undo }
}

/** @param {Browser} browser @param {string} shelf */
export const titlesOn = ({ vault }, shelf) =>
  vault.list({ query: '', shelf, start: 0, end: 99 }).rows.map(({ title }) => title)
