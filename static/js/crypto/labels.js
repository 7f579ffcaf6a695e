/**
 * Every string that tells one use of a key from another, in one place. docs/formats.md §2 to §5, §10.
 *
 * They are permanent: a changed string is a changed format.
 */

/** The only suite. It stands for every algorithm and every figure. */
export const SUITE = 1

/** What a sealed value is, so that none can stand in for another (§2). */
export const LABELS = Object.freeze({
  keyset: 'keyset',
  carrier: 'carrier',
  accountKey: 'account-key',
  item: 'item',
  head: 'head',
  former: 'former',
  snapshot: 'snapshot',
  local: 'local',
  backup: 'backup',
  backupKeys: 'backup-keys',
  recovery: 'recovery',
})

/** What a derived key is for: HKDF's info, before anything that is appended to it (§2, §3). */
export const INFO = Object.freeze({
  seal: 'tessera1/seal',
  salt: 'tessera1/salt',
  login: 'tessera1/login',
  carrier: 'tessera1/carrier',
  wrap: 'tessera1/wrap',
  unlock: 'tessera1/unlock',
  proof: 'tessera1/proof',
  backup: 'tessera1/backup',
  recovery: 'tessera1/recovery',
  recoveryProof: 'tessera1/recovery-proof',
})

/** What begins a signed message, before the act's name (§4). */
export const SIGNED = 'tessera1/'

/** The acts that are signed (§4). */
export const ACTS = Object.freeze(
  /** @type {const} */ ([
    'authorize',
    'continue',
    'revoke-browser',
    'cancel-copy',
    'change-password',
    'change-email',
    'delete-account',
    'replace-key',
    'remove-factor',
    'cancel-reset',
    'set-recovery',
    'remove-recovery',
    'recover',
  ]),
)

/** The first four bytes of a key string's binary form, and the first letters of its text (§5). */
export const KEY_STRING_MAGIC = 'TSRK'

/** How texts of the recovery key and of its shares begin, and what their check bytes are made with (§11). */
export const RECOVERY = Object.freeze({
  keyMagic: 'TSRR',
  keyCheck: 'tessera1/recovery-key',
  shareMagic: 'TSRS',
  shareCheck: 'tessera1/recovery-share',
  shareSet: 'tessera1/recovery-set',
})

/** The first four bytes of a backup (§10). */
export const BACKUP_MAGIC = 'TSRB'
