import { moment } from './dates.js'
import { t } from './text.js'

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
  if (state === 'sent')
    return { text: sent_at ? t('Sent {moment}', { moment: moment(sent_at) }) : t('Sent'), tone: 'good' }
  if (state === 'expired')
    return { text: t('Not sent, and given up: {why}', { why: lastWord(last_error) }), tone: 'warn' }
  const failures = attempts - (state === 'sending' ? 1 : 0)
  if (failures === 0) return { text: state === 'sending' ? t('Being sent') : t('Waiting to be sent'), tone: undefined }
  const cause = last_error ? t('failed with {error}', { error: last_error }) : t('broke off')
  return {
    text: t('Not sent yet: attempt {failures} {cause}; it is being tried again', { failures, cause }),
    tone: 'warn',
  }
}

/** Why a message was given up. @param {string} cause  the delivery's last_error */
export function lastWord(cause) {
  return cause ? t('the last attempt failed with {error}', { error: cause }) : t('no attempt came to an end in time')
}

/** The newest copy that was to be mailed. @param {readonly KeyCopy[]} copies  newest first */
export function mailedCopy(copies) {
  return copies.find(({ delivery, cancelled_at }) => delivery && !cancelled_at) ?? null
}
