/**
 * The tabs of one browser share a session on the server, and each holds keys of its own: what one of them changes makes
 * those of the others stale. It tells them, and they lock.
 */
import { toBase64 } from '../crypto/bytes.js'

/** @typedef {{postMessage: (message: {changed: string}) => void, addEventListener: (type: 'message', listener: (event: {data: unknown}) => void) => void}} Channel a BroadcastChannel */

/**
 * @param {Channel} channel
 * @param {() => import('../crypto/bytes.js').Bytes | null} holder the account whose keys this tab holds
 * @param {() => void} lock
 * @returns {() => void} tells the other tabs that secrets of this tab's account have changed
 */
export function joinTabs(channel, holder, lock) {
  const mine = () => {
    const account = holder()
    return account && toBase64(account)
  }
  channel.addEventListener('message', ({ data }) => {
    const account = mine()
    if (account && Object(data).changed === account) lock()
  })
  return () => {
    const account = mine()
    if (account) channel.postMessage({ changed: account })
  }
}
