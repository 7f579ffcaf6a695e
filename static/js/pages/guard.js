// Which page somebody belongs on, by what the key worker says of the session.

const NEEDS_KEYS = new Set(['/vault/', '/settings/', '/welcome/'])
const NEEDS_TAKEN_KEY = new Set(['/vault/', '/settings/'])
const WAY_IN = new Set(['/signup/', '/verify/', '/signin/', '/authorize/'])

/**
 * @param {string} path  where somebody is
 * @param {import('../account/standing.js').State} session
 * @returns {string | null} where to go instead; null to stay
 */
export function destination(path, { state, keyTaken, entering }) {
  if (state === 'anonymous' || state === 'ended') {
    return NEEDS_KEYS.has(path) || path === '/authorize/' ? '/signin/' : null
  }
  if (state === 'unauthorized' && entering) return NEEDS_KEYS.has(path) ? '/authorize/' : null
  // The password's half was lost with the last page: it has to be typed again before any key is of use.
  if (state === 'unauthorized') return NEEDS_KEYS.has(path) || path === '/authorize/' ? '/signin/' : null
  if (keyTaken === false) return WAY_IN.has(path) || NEEDS_TAKEN_KEY.has(path) ? '/welcome/' : null
  return WAY_IN.has(path) ? '/vault/' : null
}
