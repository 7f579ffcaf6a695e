/**
 * The vault's routes: pull what changed, commit what was changed here, replace the Account Key. Sealed blobs in base64url,
 * never opened here.
 */

/** @typedef {{version: number, blob: string, former?: string}} HeadBlob `former` with the first head of a later generation: the VK of before, sealed */
/** @typedef {{id: string, revision: number, blob: string}} ItemBlob */
/** @typedef {{generation: number, version: number, heads: HeadBlob[], items: ItemBlob[], next: string | null, left?: number}} Page `left` with the first of several: how many items the others bring */
/** @typedef {{since: number, headsAfter?: number, after?: string | null}} Pull */
/** @typedef {{base: number, head: string, items: ItemBlob[]}} Commit */
/** @typedef {import('./accounts.js').Signed & {base: number, root: string, head: string, former: string, proof_key: string, keyset: string, carrier_record: string, copy_id: string}} Swap */
/** @typedef {ReturnType<typeof createVaultApi>} VaultApi */

// A page holds at most 2,000 items, most of them of less than a kibibyte; one item is at most a mebibyte.
const PAGE_LIMIT = 256 * 1024 * 1024

/** @param {import('./client.js').Client} client */
export function createVaultApi(client) {
  return {
    /**
     * One page of the items whose version is above `since`. The heads come with the last page (`next` is null): all
     * after `headsAfter`, or only the newest.
     * @param {Pull} pull
     * @returns {Promise<Page>}
     */
    async pull({ since, headsAfter, after }) {
      const query = new URLSearchParams({ since: String(since) })
      if (headsAfter !== undefined) query.set('heads_after', String(headsAfter))
      if (after) query.set('after', after)
      const options = { answerLimit: PAGE_LIMIT }
      return /** @type {Page} */ (await client.call('GET', `/api/vault/pull?${query}`, undefined, options))
    },

    /**
     * Items and head, all or nothing, if the vault still stands at `base`.
     * @param {Commit} commit
     * @returns {Promise<{version: number}>}
     * @throws {import('../errors.js').TesseraError} `conflict` {version}, `item-refused`, `too-large`
     */
    async commit(commit) {
      return /** @type {{version: number}} */ (await client.call('POST', '/api/vault/commit', commit))
    },

    /** The time by the server's clock when it last answered, in ms since 1970; null when it has not said. */
    servedAt: () => client.servedAt(),

    ...replacementRoutes(client),
  }
}

/** @param {import('./client.js').Client} client */
function replacementRoutes(client) {
  return {
    /**
     * Begin a replacement of the Account Key anew; what an earlier one has staged goes.
     * @param {import('./accounts.js').OwnCopy & {base: number}} own this browser's key copy to be, whose id names the attempt
     * @throws {import('../errors.js').TesseraError} `conflict` {version}, `slow-down`
     */
    async beginReplacement(own) {
      await client.call('POST', '/api/vault/replacement', own)
    },

    /**
     * Put items sealed under the vault key to be, or put them again: at most as many as a commit takes.
     * @param {{copy_id: string, items: ItemBlob[]}} page
     * @throws {import('../errors.js').TesseraError} `replacement-lost`, `item-refused`, `too-large`
     */
    async stage(page) {
      await client.call('POST', '/api/vault/replacement/items', page)
    },

    /**
     * Everything that is staged becomes the vault, and the next Account Key the account's, if the vault still stands at `base`.
     * @param {Swap} swap
     * @throws {import('../errors.js').TesseraError} `conflict` {version}, `replacement-lost`, `item-refused`, `key-not-taken`,
     *   `proof-refused`
     */
    async swap(swap) {
      return /** @type {{version: number}} */ (await client.call('POST', '/api/vault/replacement/swap', swap))
    },

    /** Forget whatever is staged. */
    async discardReplacement() {
      await client.call('DELETE', '/api/vault/replacement')
    },
  }
}
