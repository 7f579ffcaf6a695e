import { moment } from './dates.js'

/**
 * @typedef {object} Delivery  of an e-mailed key copy
 * @property {'waiting' | 'sending' | 'sent' | 'expired'} state
 * @property {string | null} sent_at
 * @property {number} attempts
 * @property {string | null} last_error
 *
 * @typedef {object} KeyCopy
 * @property {string} id
 * @property {string} kind  mail, picture, file, kit, browser
 * @property {string} made_at
 * @property {string | null} last_used_at
 * @property {string | null} cancelled_at
 * @property {string | null} browser  name of the browser, for kind browser
 * @property {Delivery | null} delivery
 */

/**
 * Where an e-mailed copy is, in words.
 * @param {Delivery} delivery
 * @returns {{text: string, tone: 'good' | 'warn' | undefined, settled: boolean}}
 */
export function deliveryState({ state, sent_at, attempts }) {
  if (state === 'sent') return { text: sent_at ? `Sent ${moment(sent_at)}` : 'Sent', tone: 'good', settled: true }
  if (state === 'expired')
    return { text: 'Not sent: the mail server did not take it in time', tone: 'warn', settled: true }
  if (attempts > 1)
    return { text: `Not sent yet: attempt ${attempts} failed, trying again`, tone: 'warn', settled: false }
  return { text: state === 'sending' ? 'Being sent' : 'Waiting to be sent', tone: undefined, settled: false }
}

/** The newest copy that was to be mailed. @param {readonly KeyCopy[]} copies  newest first */
export function mailedCopy(copies) {
  return copies.find(({ delivery, cancelled_at }) => delivery && !cancelled_at) ?? null
}

/** Is there a copy outside browsers? @param {readonly KeyCopy[]} copies */
export function isTaken(copies) {
  return copies.some(({ kind, cancelled_at }) => kind !== 'browser' && !cancelled_at)
}
