/** @typedef {'letters' | 'digits' | 'symbols'} Kind */

/** @param {string} character @returns {Kind} */
export function kindOf(character) {
  if (/\p{Nd}/u.test(character)) return 'digits'
  return /[\p{L}\p{M}\s]/u.test(character) ? 'letters' : 'symbols'
}

/**
 * A password in runs of one kind of character, so that digits and symbols can be told apart from letters.
 * @param {string} password
 * @returns {{text: string, kind: Kind}[]} joined, the password again
 */
export function pieces(password) {
  /** @type {{text: string, kind: Kind}[]} */
  const found = []
  for (const character of password) {
    const kind = kindOf(character)
    const last = found.at(-1)
    if (last?.kind === kind) last.text += character
    else found.push({ text: character, kind })
  }
  return found
}
