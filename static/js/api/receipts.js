/** The routes of receipts and drills, by name. */

/** @typedef {import('./client.js').Client} Client */

/** @param {Client} client */
export function receiptRoutes(client) {
  return {
    /**
     * Note that a copy was proved.
     * @param {{copy_id: string | null}} body null for the words
     * @returns {Promise<{proved_at: string}>}
     * @throws {import('../errors.js').TesseraError} `copy-cancelled`, `copy-is-browser`, `not-found`
     */
    async receipt(body) {
      return /** @type {{proved_at: string}} */ (await client.call('POST', '/api/receipt', body))
    },

    /** @param {{declined: boolean}} body */
    async drills(body) {
      await client.call('POST', '/api/drills', body)
    },
  }
}
