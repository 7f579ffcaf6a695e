/**
 * What was read or pasted to set a one-time code up: one set-up or several, an export of Google Authenticator, or a part of one.
 */
import { TesseraError } from '../errors.js'
import { isMigration, parseMigration } from './migration.js'
import { parse, write } from './otpauth.js'

/** @typedef {import('./otpauth.js').Setup} Setup */
/** @typedef {import('./migration.js').Refused} Refused */
/** @typedef {{part: import('./migration.js').Part | null, setups: Setup[], refused: Refused[]}} Piece what one QR code holds */
/** @typedef {{setups: Setup[], refused: Refused[], read: number, size: number}} Found `read` of `size` QR codes of one export */

/** Lines of one text: more than any app keeps, and each that is refused is told. */
const MOST_LINES = 1000

/**
 * @param {string} text  one set-up a line, or a bare secret
 * @returns {Piece[]}
 * @throws {TesseraError} `too-large`; those of `parse` and `parseMigration`, where there is nothing else in the text
 */
export function readPieces(text) {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '')
  // A secret may be broken over lines; addresses have no white space in them.
  const texts = lines.length > 1 && lines.some((line) => line.includes('://')) ? lines : [text]
  if (texts.length > MOST_LINES) throw new TesseraError('too-large')
  const pieces = texts.map(readPiece)
  if (pieces.every(({ part, setups }) => part === null && setups.length === 0)) throw pieces[0].refused[0].reason
  return pieces
}

/** @param {string} text @returns {Piece} */
function readPiece(text) {
  if (isMigration(text)) return parseMigration(text)
  try {
    return { part: null, setups: [parse(text)], refused: [] }
  } catch (reason) {
    if (!(reason instanceof TesseraError)) throw reason
    return { part: null, setups: [], refused: [{ name: '', reason }] }
  }
}

/**
 * The pieces so far with what was read now. Another export, or anything else, begins anew.
 * @param {readonly Piece[]} before
 * @param {readonly Piece[]} now
 * @returns {Piece[]}
 */
export function gather(before, now) {
  const id = now[0]?.part?.id
  const kept = id === undefined ? [] : before.filter(({ part }) => part?.id === id)
  const isNew = (/** @type {Piece} */ { part }) => !kept.some((one) => part && one.part?.index === part.index)
  return [...kept, ...now.filter(isNew)].sort((a, b) => (a.part?.index ?? 0) - (b.part?.index ?? 0))
}

/**
 * What pieces hold together, no set-up twice.
 * @param {readonly Piece[]} pieces
 * @returns {Found}
 */
export function together(pieces) {
  const setups = new Map(pieces.flatMap((piece) => piece.setups.map((setup) => [write(setup), setup])))
  const parts = pieces.flatMap(({ part }) => part ?? [])
  return {
    setups: [...setups.values()],
    refused: pieces.flatMap(({ refused }) => refused),
    read: new Set(parts.map(({ index }) => index)).size,
    size: Math.max(0, ...parts.map(({ size }) => size)),
  }
}
