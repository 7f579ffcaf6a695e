// The sentences about setting up one-time codes; messages.js has the rest.
import { t, text } from './text.js'

const UNSUPPORTED = /** @type {Readonly<Record<string, string>>} */ ({
  digits: text('This set-up asks for a code of another length than 6 to 8 digits, which Tessera does not make.'),
  period: text(
    'This set-up asks for a code that does not change every 1 to 86,400 seconds, which Tessera does not make.',
  ),
  algorithm: text('This set-up asks for another hash than SHA-1, SHA-256 or SHA-512, which Tessera does not have.'),
})

const MET = /** @type {Readonly<Record<string, string>>} */ ({
  web: text('This QR code is a web address, not a one-time-code set-up.'),
  key: text('This QR code is a Tessera Account Key, not a one-time-code set-up.'),
})

const OTHER = text('This QR code is something else, not a one-time-code set-up.')

/** @type {Readonly<Record<string, (detail: import('./messages.js').Detail) => string>>} */
export const SETUP_SENTENCES = Object.freeze({
  'not-a-setup': ({ what = '' }) => t(MET[what] ?? OTHER),
  'setup-unknown': () =>
    t('This is no one-time-code set-up. Paste the secret that the site shows, or the address that begins otpauth://.'),
  'setup-secret': () =>
    t(
      'The secret is not complete or was mistyped. It has the letters A to Z and the digits 2 to 7: what looks like 0, 1 or 8 is O, I or B.',
    ),
  'setup-counter': () =>
    t(
      'This set-up counts its codes instead of using the time. Two browsers could not agree on the count, so Tessera does not keep it: choose a time-based code at the site.',
    ),
  'setup-damaged': () =>
    t('This export of Google Authenticator is damaged or was cut. Show its QR code again, and take a sharper picture.'),
  'setup-unsupported': ({ what = '' }) =>
    t(
      UNSUPPORTED[what] ??
        text('This set-up is of a kind that Tessera does not know. Choose an authenticator app at the site.'),
    ),
})

/**
 * What is said otherwise where a set-up is looked for, and not a key.
 * @type {Readonly<Record<string, () => string>>}
 */
export const WHILE_SETTING_UP = Object.freeze({
  'no-code': () => t('No QR code found in this picture. Use a screenshot or a sharper photo of the whole code.'),
  'file-unknown': () => t('This file is no picture and no PDF. Choose a screenshot or a photo of the QR code.'),
  'too-large': () => t('This is too large to be read here. Choose a screenshot or a smaller photo.'),
  'camera-denied': () =>
    t(
      'This browser does not let the page use the camera. Allow it in the browser’s settings for this site, or use a picture of the QR code.',
    ),
  'camera-absent': () => t('This browser finds no camera. Connect one, or use a picture of the QR code.'),
  'camera-busy': () =>
    t('Another program is using the camera. Close it and try again, or use a picture of the QR code.'),
  'camera-insecure': () =>
    t(
      'This page did not come over a secure connection, so the browser gives it no camera. Open Tessera at its https address, or use a picture of the QR code.',
    ),
  'camera-forbidden': () =>
    t(
      'This page may not use the camera: the server’s Permissions-Policy forbids it. Tell whoever runs the server, or use a picture of the QR code.',
    ),
})
