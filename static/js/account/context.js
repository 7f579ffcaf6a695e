/**
 * What the flows of the account side work with; put together once, in `worker/compose.js`, and by tests.
 *
 * @typedef {object} Context
 * @property {import('./session.js').Session} session
 * @property {import('./keystore.js').Keystore} keystore
 * @property {import('../api/accounts.js').Accounts} accounts
 * @property {import('../crypto/kdf.js').Argon2id} argon2id
 * @property {string} origin the page's, as signed acts name it: `https://vault.example`
 * @property {string} browserName what this browser is called until its owner renames it
 * @property {(event: 'ended' | 'locked', detail: object) => void} emit
 * @property {() => void} announce tells this browser's other tabs that secrets of the account have changed: they lock
 */

/** @typedef {'vault' | 'welcome' | 'authorize' | 'signin' | 'factor'} Next the page to go to; `factor`: the sign-in page's second step */
/** @typedef {{code: import('../errors.js').Code, detail: import('../errors.js').Detail}} Reason */
/** @typedef {{next: Next, reason?: Reason, factor?: import('../api/entry.js').Awaited}} Outcome `factor` with the next of that name */

export {}
