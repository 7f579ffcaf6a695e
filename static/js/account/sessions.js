/**
 * The account's sessions: list, end one, end all others. PRODUCT: Settings > Security.
 */
import { browserName } from './browsers.js'

/** @typedef {import('./context.js').Context} Context */
/**
 * @typedef {object} SessionEntry
 * @property {number} id
 * @property {string} name of its authorized browser, or what its user agent is
 * @property {boolean} authorized
 * @property {string} address
 * @property {string} begunAt
 * @property {string} lastUsedAt
 * @property {boolean} current
 */

/**
 * @param {Context} context
 * @returns {Promise<{sessions: SessionEntry[]}>} newest first
 */
export async function sessions({ accounts }) {
  const rows = await accounts.sessions()
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      name: row.browser ?? browserName(row.user_agent),
      authorized: row.browser !== null,
      address: row.address,
      begunAt: row.begun_at,
      lastUsedAt: row.last_used_at,
      current: row.current,
    })),
  }
}

/**
 * @param {Context} context
 * @param {{id: number}} input
 * @throws {import('../errors.js').TesseraError} `not-found`
 */
export async function endSession({ accounts }, { id }) {
  await accounts.endSession(id)
}

/**
 * @param {Context} context
 * @returns {Promise<{ended: number}>}
 */
export function endOtherSessions({ accounts }) {
  return accounts.endOtherSessions()
}
