// Every sentence for every error: the cause first, then the next step.
import { counted, day } from './dates.js'
import { t, text } from './text.js'
import { SETUP_SENTENCES, WHILE_SETTING_UP } from './setupmessages.js'
import { weaknessOf } from './weakness.js'

/**
 * What an error may carry; which member belongs to which code is in the sentences below.
 * @typedef {object} Detail
 * @property {string} [what]         not-a-key: "web", "otp" or "other"; not-a-setup: "web", "key" or "other"; setup-unsupported: which part; too-large: "backup", where it is one
 * @property {string} [ends]         backup-sealed, wrong-account: the last four characters of the key's account
 * @property {string} [email]        wrong-account: who is signing in
 * @property {string | null} [mailed_at]  wrong-account: when this account's key was last mailed
 * @property {number} [pages]        no-code: of a PDF
 * @property {number} [searched]     no-code: how many of the pages were searched
 * @property {string | null} [at]    backup-password, copy-cancelled, key-replaced, session-ended: when
 * @property {boolean} [replaced]    own-copy-stale: not this copy, but the Account Key in it
 * @property {string} [why]          session-ended: which change ended it
 * @property {number} [retry_after]  slow-down: seconds
 * @property {number} [words]        text-unknown: how many words were typed, where it was words
 * @property {string} [which]        recovery-mistyped: which of the texts, say “the second share”
 * @property {string | null} [warning]  weak-password: what the strength check says, a key of weakness.js
 * @property {readonly string[]} [suggestions]  weak-password: what it advises, the same
 */

/**
 * What the page knows that the error does not.
 * @typedef {object} Context
 * @property {string | undefined} [email]  who is signing in
 * @property {boolean} [unlocking]  only the password was asked for
 * @property {boolean} [settingUp]  a one-time code was to be set up, and not a key to be read
 */

const KINDS = /** @type {const} */ ({
  web: text('This QR code is a web address, not a Tessera Account Key.'),
  otp: text('This QR code is a one-time-code set-up, not a Tessera Account Key.'),
  other: text('This QR code is something else, not a Tessera Account Key.'),
})
const TRY_A_COPY = 'Use your Account Key: the picture from the e-mail, a key file, or the words.'

const OR_A_FILE = 'or use Import file with a photo of the code.'

/** @param {string | null | undefined} date */
const on = (date) => (date ? ` ${t('on {date}', { date: day(date) })}` : '')

/** @param {Detail} detail @param {Context} context */
function wrongAccount({ ends, email, mailed_at }, context) {
  const cause = ends
    ? t('This key belongs to another account (ends in {ends}).', { ends })
    : t('This key belongs to another account.')
  const who = email ?? context.email
  const next = mailed_at
    ? t('Look for the message of {date}.', { date: day(mailed_at) })
    : t("Use a copy of this account's key.")
  return who ? `${cause} ${t('You are signing in as {who}.', { who })} ${next}` : `${cause} ${next}`
}

/** @param {Detail} detail */
function slowDown({ retry_after = 60 }) {
  const wait =
    retry_after < 90 ? counted(Math.ceil(retry_after), 'second') : counted(Math.ceil(retry_after / 60), 'minute')
  return t('Too many attempts. Wait {wait}, then try again.', { wait })
}

/** @param {Detail} detail */
function noCode({ pages, searched }) {
  if (!pages) {
    return t(
      'No QR code found in this picture. Use the original tessera_key.png, or a sharper photo of the whole code.',
    )
  }
  return pages === searched
    ? t(
        'No QR code found in this PDF ({pages}). Use the original tessera_key.png, or a screenshot of the page with the code.',
        { pages: counted(pages, 'page') },
      )
    : t(
        "No QR code found in the first {searched} of this PDF's {pages} pages. Save the page with the code as a file of its own, and use that.",
        { searched: searched ?? 0, pages },
      )
}

/** @param {Detail} detail */
function unknownText({ words }) {
  return words
    ? t('This is {words}; the Account Key has 24. Type all 24 in their order.', { words: counted(words, 'word') })
    : t(
        'This is neither the 24 words nor a key text. Type all 24 words in their order, or paste the whole text that begins TSRK1.',
      )
}

/** @type {Readonly<Record<string, (when: string) => string>>} */
const ENDS = Object.freeze({
  password: (when) => t('The account password was changed{when}. Sign in with the new one.', { when }),
  email: (when) => t('The e-mail address of this account was changed{when}. Sign in with the new address.', { when }),
  replaced: (when) =>
    t(
      "The Account Key was replaced{when}: this browser's copy of the key and its saved items are erased. Sign in, then authorize this browser with the new key.",
      { when },
    ),
  recovered: (when) =>
    t(
      "This account was recovered with its recovery key{when}: its former Account Key is void, and this browser's copy of the key and its saved items are erased. Sign in with the new password, then authorize this browser with the new key.",
      { when },
    ),
  deleted: (when) =>
    t(
      "This account was deleted{when}: nothing of it is left on this server, and this browser's copy of the key and its saved items are erased. To begin anew, create an account.",
      { when },
    ),
})

/** @param {Detail} detail */
const sessionEnded = ({ why = '', at }) => ENDS[why]?.(on(at)) ?? t('Your session has ended. Sign in again.')

/** @type {Readonly<Record<string, string | ((detail: Detail, context: Context) => string)>>} */
export const SENTENCES = Object.freeze({
  // reading a carrier
  'no-code': noCode,
  'not-a-key': ({ what }) => t(KINDS[/** @type {keyof typeof KINDS} */ (what)] ?? KINDS.other),
  'file-unknown':
    'This file is no picture, PDF, key file or backup. Choose tessera_key.png, a photo or screenshot of it, or tessera.tesserakey.',
  'text-unknown': unknownText,
  'picture-unreadable':
    'This browser cannot read this picture. Save it as PNG or JPEG, or take a screenshot of it, and try that.',
  'too-large': ({ what }) =>
    what === 'backup'
      ? t('This is more than a backup holds, which is 64 MiB. Export the vault instead.')
      : t('This is too large to be read here. Choose the original picture or key file, which are small.'),
  'pdf-locked':
    'This PDF is protected by a password. Save it without one, or take a screenshot of the page with the code, and use that.',
  'pdf-broken': 'This PDF is damaged or was cut. Download or save it again, or use a photo of the page.',
  damaged: 'The checksum does not match: the file or picture was changed or cut. Download it again.',
  'newer-format': 'Made by a newer version of Tessera than this server runs.',
  'damaged-backup': 'This backup has been changed or damaged since it was made. Nothing was taken from it.',
  'backup-password': ({ at }) =>
    at
      ? t('This backup was made on {date}. Type the password that you had then.', { date: day(at) })
      : t('This backup was made with another password. Type the password that you had then.'),
  'backup-password-wrong':
    'This password does not open the backup. Type the account password of the day on which it was made.',
  'backup-unknown': 'This file is no Tessera backup. Choose one whose name ends in .tesserabackup.',
  'backup-sealed': ({ ends }) =>
    t(
      'This backup was made with another Account Key{which} and has no part that a password opens. Open it with tools/open_backup.py, the words and the password of that day.',
      { which: ends ? ` ${t('(account ending in {ends})', { ends })}` : '' },
    ),

  // the camera; each has the same way out
  'camera-denied': `This browser does not let the page use the camera. Allow it in the browser's settings for this site, ${OR_A_FILE}`,
  'camera-absent': `This browser finds no camera. Connect one, ${OR_A_FILE}`,
  'camera-busy': `Another program is using the camera. Close it and try again, ${OR_A_FILE}`,
  'camera-insecure': `This page did not come over a secure connection, so the browser gives it no camera. Open Tessera at its https address, ${OR_A_FILE}`,
  'camera-forbidden': `This page may not use the camera: the server's Permissions-Policy forbids it. Tell whoever runs the server, ${OR_A_FILE}`,

  // proving the Account Key
  'wrong-account': wrongAccount,
  'copy-altered':
    'This copy is not as this browser sealed it, so it may open nothing. Do not keep it; take another one.',
  'copy-cancelled': ({ at }) =>
    t("This copy was cancelled{when}. Use a newer one, or an authorized browser's Settings > Account Key.", {
      when: on(at),
    }),
  'copy-unknown':
    "This account has no record of this copy. Use another one, or make a new one in an authorized browser's Settings > Account Key.",
  'key-unfinished':
    'This key is newer than the account: its replacement was stopped before the end, or the server shows an old state. If you stopped it, use a copy from before it; if you saw it finish, tell whoever runs this server.',
  'replacement-lost':
    'This replacement was begun anew in another window, or has lain for too long. Nothing was changed: the present Account Key stays. Begin it again.',
  'key-replaced': ({ at }) => t('This key was replaced{when} and no longer opens the account.', { when: on(at) }),
  'words-refused':
    "These words do not open this account: they are another account's, were replaced, or one is mistyped.",
  'cannot-open':
    'This key does not open with the password that you typed. Sign in again with the account password, then use this copy once more.',
  'proof-refused':
    'The server did not accept the proof made with this key. Try again; if it repeats, use another copy.',

  // resets, and the recovery key
  'reset-refused':
    'This link is no longer good: it was used, cancelled, is too old, or a newer one was sent. Use the newest message, or ask for a reset again.',
  'recovery-unknown':
    'This is neither a recovery key nor a share of one. They begin TSRR1 and TSRS1; copy the whole text from the printed page.',
  'recovery-mistyped': ({ which }) =>
    t(
      'The check characters of {which} do not match: something is mistyped or missing. Compare it with the printed page, group by group.',
      { which: which ?? t('this recovery key') },
    ),
  'recovery-refused':
    "This recovery key does not open the account: it is another account's, or was replaced or removed since. Use the newest printed page.",
  'share-missing': 'This is one share, and it takes two. Type another one of the three beside it.',
  'share-twice': 'This is the same share twice. Type another one of the three.',
  'shares-differ': 'These shares belong to different recovery keys. Use two of the same set; the date is on each page.',

  // this browser's own copy
  'own-copy-damaged': `The copy of your Account Key that this browser keeps is damaged. ${TRY_A_COPY}`,
  'own-copy-stale': ({ at, replaced }) =>
    replaced
      ? t(
          'The Account Key was replaced{when}, so the copy that this browser keeps opens nothing any more. Use the new one: the picture from the e-mail, a key file, or the words.',
          { when: on(at) },
        )
      : t(
          'The copy of your Account Key that this browser keeps is no longer valid. Use your Account Key: the picture from the e-mail, a key file, or the words.',
        ),
  'browser-unknown': `The server no longer knows this browser. ${TRY_A_COPY}`,
  'browser-not-authorized': `This browser is not authorized yet. ${TRY_A_COPY}`,
  'browser-revoked':
    'This browser was revoked: its copy of the Account Key and its saved items are erased. To use it again, sign in and authorize it with your Account Key.',
  'copy-is-browser': 'This copy belongs to an authorized browser. Revoke that browser instead, under Browsers.',
  'key-not-taken': 'Nobody has a copy of your Account Key yet. Take one first.',
  'key-string-refused': 'The server did not accept this copy for mailing. Load the page again and retry.',

  // the folder and this browser's own files
  'folder-closed': 'The browser needs your leave to use the folder again. Choose Use the folder again.',
  'folder-empty':
    'This folder has no copy of the Account Key that opens this account. Choose another folder, or import a copy.',
  'folder-failed':
    'The disk refused to read or write a file. Make sure that it can be written to, or choose another folder.',
  'folder-gone': 'The folder is no longer where it was: it was moved, renamed or deleted. Choose it again.',
  'no-room': 'There is no room left for another file. Free some, or choose another folder.',

  // who you are
  'session-ended': sessionEnded,
  'signed-out': 'You are signed out. Sign in again.',
  locked: 'The vault is locked. Type the account password to unlock it.',
  'wrong-password': (_, { unlocking }) =>
    unlocking
      ? t('This is not the account password. Check the keyboard and try again.')
      : t('The e-mail address or the account password is wrong. Check both and try again.'),
  'wrong-code': 'This code is wrong or has expired. Type the newest one, or have another sent.',
  'factor-refused':
    'This was not accepted. A code may be mistyped, over, or used already: type the newest one. A security key has to be one that you added to this account.',
  'factor-cancelled':
    'The security key was not used: its prompt was closed, or it took too long. Try again, or use a code instead.',
  'factor-known':
    'This was added to the account already. Another app takes the place of the first once that is removed; keys are added one by one.',
  'factor-unsupported': 'This browser cannot use security keys on this page. Use a code instead, or another browser.',
  'retype-password': 'The password was typed too long ago. Begin again with the password.',
  'slow-down': slowDown,
  'weak-password': weaknessOf,
  'common-password': 'This password is on the list that attackers try first. Choose another.',
  'email-taken': 'Another account has this address. Sign in to that one, or choose another address for this one.',
  'change-unclear':
    'The line broke while the password was being changed. Unlock with the new one; if that is refused, the former one still holds.',
  'bad-email': 'This does not look like an e-mail address. It needs the form name@example.org, in plain letters.',
  'suite-refused':
    'The server named a way of deriving keys that this version of Tessera does not know. Nothing was sent. Load the page again; if it repeats, tell whoever runs this server.',
  'salt-refused':
    'The server sent a malformed salt. Nothing was sent to it. Load the page again; if it repeats, tell whoever runs this server.',

  // the vault
  'breaches-unreachable':
    'The list of known breaches cannot be reached at the moment. The rest of this report holds; try again in a few minutes.',
  'vault-rolled-back': 'The server showed an older vault than this browser has seen. Nothing was changed here.',
  'vault-forked':
    'The server showed a vault that does not follow from the one this browser has seen. Nothing was changed here.',
  'vault-mismatch':
    'The items from the server do not match the sealed summary of your vault. Nothing was changed here.',
  'item-damaged': 'An item of your vault was changed or damaged on the server. Nothing was changed here.',
  'item-refused': 'The server refused this item. Shorten it and save again.',
  conflict: 'Another browser saved at the same moment. Save again.',

  // one-time codes
  ...SETUP_SENTENCES,

  // the line and the other end
  unreachable: 'The server cannot be reached. Check the connection and try again.',
  'worker-stalled': 'This browser left the work standing before it began. Try again.',
  'server-error': 'The server failed. Nothing was lost; try again in a minute.',
  unavailable: 'The server cannot do this at the moment. Nothing was lost; try again in a few minutes.',
  'bad-request': 'The server did not understand this page. Load it again.',
  'not-found': 'This is no longer there. Load the page again.',
})

/**
 * The sentence for an error, as plain text.
 * @param {{code: string, detail?: Detail | undefined}} error
 * @param {Context} [context]
 * @returns {string}
 */
export function sentence({ code, detail = {} }, context = {}) {
  const entry = (context.settingUp && WHILE_SETTING_UP[code]) || SENTENCES[code]
  if (entry === undefined) throw new RangeError(`no sentence for the error code ${code}`)
  return typeof entry === 'string' ? t(entry) : entry(detail, context)
}
