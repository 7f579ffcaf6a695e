/**
 * What the name of a line says of it, where a person gave it the name: in every language that Tessera speaks.
 */
import { fold } from '../fold.js'

/** @typedef {import('../cxf.js').LineType} LineType */
/** @typedef {{label: string, as: LineType}} Named */

/** All of these are folded: "läuft ab" is "lauft ab", and people without umlauts type "laeuft ab". */
const PASSWORD = /pass[ -]?(?:word|wort|phrase|code)|passwd|(?:kenn|code|losungs)wort|\b(?:pw|pwd|psw)\b/
/** What somebody is to be reminded of a password by. */
const ABOUT = /hint|hinweis|question|frage|remind|erinner/
const EXPIRY =
  /expir|\bexp\b|(?:valid|good) (?:until|till|to|thru|through)\b|ablauf|\blae?uft\b.*\bab\b|\bgue?ltig bis\b|gue?ltigkeitsende|verfall|verfae?llt/

/** @param {Named} line @returns {boolean} */
export function isNamedPassword({ label, as }) {
  if (as !== 'hidden') return false
  const said = fold(label)
  return PASSWORD.test(said) && !ABOUT.test(said)
}

/** @param {Named} line @returns {boolean} */
export function isNamedExpiry({ label, as }) {
  return (as === 'date' || as === 'month') && EXPIRY.test(fold(label))
}
