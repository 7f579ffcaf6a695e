/**
 * Runs a case of refused.json: an operation by its name, on the case's input. The same names are run by
 * tests/reference/attempt.py.
 */
import * as accountKey from '../../static/js/crypto/accountkey.js'
import { fromBase64 } from '../../static/js/crypto/bytes.js'
import * as backup from '../../static/js/crypto/backup.js'
import { open, openCarrierRecord, openItem, openKeyset } from '../../static/js/crypto/envelope.js'
import { openLocal } from '../../static/js/crypto/localrecord.js'
import { checkTable, follow, openHead, withRows } from '../../static/js/crypto/head.js'
import { checkParameters, normalizeEmail } from '../../static/js/crypto/kdf.js'
import { LABELS } from '../../static/js/crypto/labels.js'
import { signedMessage } from '../../static/js/crypto/proof.js'
import * as recoveryKey from '../../static/js/crypto/recoverykey.js'
import * as recoveryShares from '../../static/js/crypto/recoveryshares.js'
import * as keyFile from '../../static/js/carriers/keyfile.js'
import * as words from '../../static/js/carriers/words.js'
import { TesseraError } from '../../static/js/errors.js'
import { accountOf, unhex } from './vectorfiles.js'

/** @typedef {import('./vectorfiles.js').Case} Case */
/** @typedef {import('../../static/js/crypto/bytes.js').Bytes} Bytes */

/**
 * A reader's null, "not mine", as the refusal that the next caller makes of it.
 * @template T
 * @param {T | null} value
 * @param {import('../../static/js/errors.js').Code} code
 * @returns {T}
 */
function mine(value, code) {
  if (value === null) throw new TesseraError(code)
  return value
}

/** @type {Readonly<Record<string, (given: Case) => unknown>>} */
const OPERATIONS = {
  'read-b64': ({ text }) => fromBase64(text),
  'read-email': ({ email }) => normalizeEmail(email),
  'accept-suite': ({ suite, salt }) => checkParameters({ suite, salt: unhex(salt) }),
  'open-seal': ({ key, label, context, sealed }) => open(unhex(key), label, unhex(context), unhex(sealed)),
  'open-keyset': (given) => openKeyset(unhex(given.unlock_key), accountOf(given), unhex(given.sealed)),
  'open-carrier-record': (given) => openCarrierRecord(unhex(given.carrier_key), accountOf(given), unhex(given.sealed)),
  'read-key-string': ({ text }) => readKeyString(text),
  'open-key-string': openKeyString,
  'read-key-file': async ({ file }) => mine(await keyFile.read(unhex(file)), 'file-unknown'),
  'read-words': (given) => mine(words.read(given.words), 'words-refused'),
  'read-recovery-key': async ({ text }) => mine(await recoveryKey.read(text), 'recovery-unknown'),
  'read-recovery-share': async ({ text }) => mine(await recoveryShares.read(text), 'recovery-unknown'),
  'join-recovery-shares': joinShares,
  'open-recovery-record': (given) =>
    recoveryKey.openRecord(unhex(given.recovery_key), accountOf(given), unhex(given.record)),
  'open-item': (given) =>
    openItem(unhex(given.vault_key), accountOf(given), {
      id: unhex(given.item_id),
      revision: given.revision,
      blob: unhex(given.sealed),
    }),
  'open-local': (given) =>
    openLocal(unhex(given.vault_key), { ...accountOf(given), name: given.record }, unhex(given.sealed)),
  'open-head': (given) =>
    openHead(unhex(given.vault_key), { ...accountOf(given), version: given.version }, unhex(given.sealed)),
  'follow-heads': followHeads,
  'check-list': ({ root, count, items }) =>
    checkTable({ date: 0, previous: new Uint8Array(32), root: unhex(root), count }, tableOf(items)),
  'verify-act': verifyAct,
  'read-backup': ({ file }) => readBackup(file),
  'open-backup': async ({ file, vault_key }) => backup.openContent(unhex(vault_key), await readBackup(file)),
  'open-backup-keys': async ({ file, m }) => backup.openPasswordPart(unhex(m), await readBackup(file)),
}

/**
 * @param {string} operation
 * @param {Case} given
 * @returns {Promise<unknown>} what the operation makes of the input
 */
export async function attempt(operation, given) {
  const run = OPERATIONS[operation]
  if (run === undefined) throw new TypeError(`no operation ${operation}`)
  return run(given)
}

/**
 * The table under a root, row after row, as a browser takes items in.
 * @param {Case[]} items
 * @returns {Bytes}
 */
export function tableOf(items) {
  const rows = items.map((line) => ({
    id: unhex(line.item_id),
    revision: line.revision,
    digest: unhex(line.digest),
  }))
  return rows.reduce((table, row) => withRows(table, [row]), new Uint8Array(0))
}

/** @param {string} file */
async function readBackup(file) {
  return mine(await backup.parse(unhex(file)), 'backup-unknown')
}

/** @param {string} text */
async function readKeyString(text) {
  return mine(await accountKey.parse(text), 'not-a-key')
}

/** @param {Case} given */
async function openKeyString(given) {
  const { header, sealed } = await readKeyString(given.text)
  return open(unhex(given.wrap_key), LABELS.accountKey, header, sealed)
}

/** @param {Case} given */
async function joinShares({ shares: [one, other] }) {
  return recoveryShares.join(
    mine(await recoveryShares.read(one), 'recovery-unknown'),
    mine(await recoveryShares.read(other), 'recovery-unknown'),
  )
}

/**
 * A head as vectors write it.
 * @param {Case} given
 */
export function servedHead({ version, sealed, former }) {
  return { version, blob: unhex(sealed), ...(former !== undefined && { former: unhex(former) }) }
}

/** @param {Case} given */
function followHeads(given) {
  const { generation, version, digest } = given.pin
  const pin = { generation, version, hash: unhex(digest) }
  const heads = given.heads.map(servedHead)
  return follow(unhex(given.vault_key), accountOf(given), pin, { version: given.version, heads })
}

/**
 * The browser signs and never verifies; WebCrypto does here what the server does with its own library.
 * @param {Case} given
 */
async function verifyAct(given) {
  const setting = { ...accountOf(given), nonce: unhex(given.nonce), origin: given.origin }
  const message = await signedMessage(given.act, setting, unhex(given.body))
  const key = await crypto.subtle.importKey('raw', unhex(given.public_key), 'Ed25519', false, ['verify'])
  if (!(await crypto.subtle.verify('Ed25519', key, unhex(given.signature), message))) {
    throw new TesseraError('proof-refused')
  }
}
