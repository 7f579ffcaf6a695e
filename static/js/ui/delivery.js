import { moment } from './dates.js'

/**
 * @typedef {object} Delivery  of an e-mailed key copy
 * @property {'waiting' | 'sending' | 'sent' | 'expired'} state
 * @property {string | null} sent_at
 * @property {number} attempts  begun, one under way included
 * @property {string} last_error  "SMTP 451" or the like; empty when no attempt came to an end, or the last one sent it
 *
 * @typedef {object} KeyCopy
 * @property {string} id
 * @property {string} kind  email, picture, file, kit, backup, browser
 * @property {string} made_at
 * @property {string | null} last_used_at
 * @property {string | null} cancelled_at
 * @property {string | null} browser  name of the browser, for kind browser
 * @property {readonly string[]} authorized  names of the browsers that it let in
 * @property {Delivery | null} delivery
 */

/**
 * Where an e-mailed copy is, in words that go on a sentence or stand alone.
 * @param {Delivery} delivery
 * @returns {{text: string, tone: 'good' | 'warn' | undefined}}
 */
export function deliveryState({ state, sent_at, attempts, last_error }) {
  if (state === 'sent') return { text: sent_at ? `Sent ${moment(sent_at)}` : 'Sent', tone: 'good' }
  if (state === 'expired') return { text: `Not sent, and given up: ${lastWord(last_error)}`, tone: 'warn' }
  const failures = attempts - (state === 'sending' ? 1 : 0)
  if (failures === 0) return { text: state === 'sending' ? 'Being sent' : 'Waiting to be sent', tone: undefined }
  const cause = last_error ? `failed with ${last_error}` : 'broke off'
  return { text: `Not sent yet: attempt ${failures} ${cause}; it is being tried again`, tone: 'warn' }
}

/** Why a message was given up. @param {string} cause  the delivery's last_error */
export function lastWord(cause) {
  return cause ? `the last attempt failed with ${cause}` : 'no attempt came to an end in time'
}

/** The newest copy that was to be mailed. @param {readonly KeyCopy[]} copies  newest first */
export function mailedCopy(copies) {
  return copies.find(({ delivery, cancelled_at }) => delivery && !cancelled_at) ?? null
}
