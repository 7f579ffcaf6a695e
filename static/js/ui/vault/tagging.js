// Which tags to offer while one is typed.

const OFFERED = 6

/** A tag as it is kept: no spaces around it or around the `/` between its parts. @param {string} typed */
export const tidy = (typed) =>
  typed
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/')

/**
 * Known tags that go on from what was typed: those that begin so first, then those with a part that does.
 * @param {readonly string[]} known
 * @param {readonly string[]} taken
 * @param {string} typed
 */
export function offers(known, taken, typed) {
  const start = tidy(typed).toLocaleLowerCase()
  if (start === '') return []
  const free = known.filter((tag) => !taken.includes(tag) && tag !== tidy(typed))
  const begins = (/** @type {string} */ text) => text.toLocaleLowerCase().startsWith(start)
  const first = free.filter(begins)
  const then = free.filter((tag) => !begins(tag) && tag.split('/').some(begins))
  return [...first, ...then].slice(0, OFFERED)
}

/**
 * @param {string[]} tags
 * @param {string} typed
 * @returns {string[]} the same where nothing was typed that is not there
 */
export function withTag(tags, typed) {
  const tag = tidy(typed)
  return tag === '' || tags.includes(tag) ? tags : [...tags, tag]
}
