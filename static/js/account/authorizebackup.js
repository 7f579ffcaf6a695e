/**
 * Authorize this browser with a backup: by its key string, or else by the part that the password of its day opens.
 * docs/formats.md §10; PROTOCOL: "Sign-in" 4.
 */
import { TesseraError } from '../errors.js'
import { equal, zero } from '../crypto/bytes.js'
import { openContent, openPasswordPart, parse } from '../crypto/backup.js'
import { openKeyset } from '../crypto/envelope.js'
import { deriveUnlockKey, passwordHash } from '../crypto/kdf.js'
import { SUITE } from '../crypto/labels.js'
import { challenge } from './acts.js'
import { openCarrier, openCopy, orZeroed } from './admission.js'
import { enter, partyOf, shareFor, whoOf, wrongAccount } from './authorize.js'
import { hasCode } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/backup.js').Backup} Backup */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {import('./acts.js').Challenge} Challenge */
/** @typedef {import('./admission.js').Secrets} Secrets */

/**
 * @param {Context} context
 * @param {{blob: Blob, password?: string}} input `password` of the day on which it was made, once that was asked for
 * @returns {Promise<Outcome>}
 * @throws {TesseraError} `backup-unknown`, `too-large`, `newer-format`, `damaged-backup`; `wrong-account` {ends, email,
 *   mailed_at}; `key-replaced` {at}; `backup-password`: its key string serves no more, its password part may;
 *   `backup-password-wrong`; without such a part `copy-cancelled` {at}, `copy-unknown`, `cannot-open`; `proof-refused`;
 *   `signed-out` when no sign-in is under way
 */
export async function authorizeWithBackup(context, { blob, password }) {
  const turn = context.session.turn
  const { accountId } = partyOf(context)
  const backup = await parse(new Uint8Array(await blob.arrayBuffer()))
  if (!backup) throw new TesseraError('backup-unknown')
  if (!equal(backup.accountId, accountId)) throw await wrongAccount(context, backup.keyString)
  const asked = await challenge(context, accountId, backup.keyString.copyId)
  const open = password === undefined ? openWithoutAsking : openWith(password)
  return enter(context, turn, asked, await open(context, asked, backup))
}

/**
 * @param {Context} context
 * @param {Challenge} asked
 * @param {Backup} backup
 * @returns {Promise<Secrets>}
 */
async function openWithoutAsking(context, asked, backup) {
  try {
    return await openByKeyString(context, asked, backup)
  } catch (reason) {
    const isVoid = hasCode(reason, 'copy-cancelled', 'copy-unknown', 'cannot-open')
    if (!isVoid || !backup.passwordPart) throw reason
  }
  if (!isOfToday(context, backup)) throw new TesseraError('backup-password')
  // The password is the one that it was made with: what does not open has been changed.
  return openByPassword(context, asked, backup, context.session.entry.passwordHash, 'damaged-backup')
}

/**
 * @param {string} password
 * @returns {typeof openWithoutAsking}
 */
function openWith(password) {
  return async (context, asked, backup) => {
    const { email, salt, generation } = backup
    shareFor({ generation }, { ...asked, copy: ANY })
    const hash = await passwordHash({ email, password, suite: SUITE, salt }, context.argon2id)
    try {
      return await openByPassword(context, asked, backup, hash, 'backup-password-wrong')
    } finally {
      zero(hash)
    }
  }
}

/** A password part has no release share: only its generation can be out of date. */
const ANY = Object.freeze({ state: /** @type {const} */ ('good'), share: new Uint8Array(0) })

/**
 * @param {Context} context
 * @param {Challenge} asked
 * @param {Backup} backup
 * @returns {Promise<Secrets>}
 * @throws {TesseraError} `key-replaced`, `key-unfinished`, `copy-cancelled`, `copy-unknown`, `cannot-open`, `damaged-backup`
 */
async function openByKeyString(context, asked, backup) {
  const share = shareFor(backup.keyString, asked)
  const secrets = await openCopy(whoOf(context, asked), asked.carrierRecord, backup.keyString, share)
  await orZeroed(secrets, () => checkWhole(context, backup, secrets.accountKey))
  return secrets
}

/**
 * @param {Context} context
 * @param {Challenge} asked
 * @param {Backup} backup
 * @param {Bytes} hash M of the day on which it was made
 * @param {import('../errors.js').Code} closed what it means when the password part does not open
 * @returns {Promise<Secrets>}
 * @throws {TesseraError} `damaged-backup`; `cannot-open` for a carrier record that is not ours
 */
async function openByPassword(context, asked, backup, hash, closed) {
  const { accountKey, vaultKey } = await openPasswordPart(hash, backup).catch((reason) => {
    throw hasCode(reason, 'cannot-open') ? new TesseraError(closed) : reason
  })
  try {
    await openContent(vaultKey, backup)
    return { accountKey, carrierSecret: await openCarrier(whoOf(context, asked), asked.carrierRecord) }
  } catch (reason) {
    zero(accountKey)
    throw reason
  } finally {
    zero(vaultKey)
  }
}

/**
 * Verify the whole backup, as far as the password is still the one that it was made with: VK comes from its own keyset.
 * @param {Context} context
 * @param {Backup} backup
 * @param {Bytes} accountKey
 * @throws {TesseraError} `damaged-backup`
 */
async function checkWhole(context, backup, accountKey) {
  const unlockKey = await deriveUnlockKey(context.session.entry.passwordHash, accountKey, backup.accountId)
  try {
    const vaultKey = await openKeyset(unlockKey, backup, backup.keyset)
    await openContent(vaultKey, backup).finally(() => zero(vaultKey))
  } catch (reason) {
    // A keyset of an earlier password does not open today, and says nothing.
    if (!hasCode(reason, 'cannot-open')) throw reason
    if (isOfToday(context, backup)) throw new TesseraError('damaged-backup')
  } finally {
    zero(unlockKey)
  }
}

/**
 * Was it made under the password and the address that were typed today?
 * @param {Context} context
 * @param {Backup} backup
 */
function isOfToday({ session }, { salt, email }) {
  const { entry } = session
  return equal(salt, entry.salt) && email === entry.email
}
