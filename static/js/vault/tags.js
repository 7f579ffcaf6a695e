/** Tags, nested by `/`: `Travel/Trains` lies under `Travel`. */

/**
 * A tag in the one way that it is written: no white space around its parts, single spaces inside, no empty parts.
 * @param {string} tag
 * @returns {string} empty when there is nothing in it
 * @example normalTag(' Travel / / Trains ') // 'Travel/Trains'
 */
export function normalTag(tag) {
  const parts = tag.normalize('NFC').toWellFormed().split('/')
  return parts
    .map((part) => part.trim().replaceAll(/\s+/g, ' '))
    .filter((part) => part !== '')
    .join('/')
}

/**
 * @param {readonly string[]} tags
 * @returns {string[]} each once, in their order
 */
export function normalTags(tags) {
  return [...new Set(tags.map(normalTag))].filter((tag) => tag !== '')
}
