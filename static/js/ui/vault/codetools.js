// What the lines of one-time codes need of the page around them: a code is computed where the secret is, in the key worker,
// and the decoder of pictures is fetched by the page that sets a code up.
import { createContext } from 'preact'

/**
 * One code as it is shown. `remaining`: milliseconds until the next.
 * @typedef {{code: string, next: string, period: number, remaining: number}} Code
 */

/** Where a code comes from: a line of an item, or the set-up that is being edited. @typedef {{id: string, key: string} | {uri: string}} CodeOf */

/**
 * @typedef {object} CodeToolsValue
 * @property {(of: CodeOf) => Promise<Code | {failure: string}>} read  a failure is a sentence
 * @property {(text: string, undo: number | undefined) => void} tell  says what was done, with the way back
 * @property {() => Promise<import('preact').FunctionComponent<SetupProps>>} loadSetup  fetches what sets a code up
 */

/**
 * @typedef {object} SetupProps
 * @property {string} label
 * @property {string} value  an `otpauth:` address, or empty
 * @property {(uri: string) => void} onValue
 */

export const CodeTools = createContext(/** @type {CodeToolsValue | null} */ (null))
