/** The list of known breaches, through this server. docs/formats.md §12. */

/** @typedef {ReturnType<typeof createBreachApi>} BreachApi */

/** @param {import('./client.js').Client} client */
export function createBreachApi(client) {
  return {
    /** @returns {Promise<boolean>} whether this server has such a list */
    async offered() {
      const { offered } = /** @type {{offered: boolean}} */ (await client.call('GET', '/api/vault/breaches'))
      return offered
    },

    /**
     * @param {string[]} prefixes five hex digits each, at most 16
     * @returns {Promise<string[]>} b64 of the range of each, in their order
     * @throws {import('../errors.js').TesseraError} `breaches-unreachable`, `slow-down` {retry_after}, `not-found`
     */
    async ranges(prefixes) {
      const answer = await client.call('POST', '/api/vault/breaches', { prefixes })
      return /** @type {{ranges: string[]}} */ (answer).ranges
    },
  }
}
