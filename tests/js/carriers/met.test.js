import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeQR } from 'qr'
import { read } from '../../../static/js/carriers/index.js'
import { MetSetup } from '../../../static/js/carriers/met.js'
import { write as writePicture } from '../../../static/js/carriers/picture.js'
import { makeKeyString, painted, refusedAs, scan, utf8 } from './cast.js'

const SETUP = 'otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP&issuer=Example'
const STEAM = 'steam://JBSWY3DPEHPK3PXP'

/** Reads a picture whose codes hold these texts. @param {string[]} texts */
async function readPicture(...texts) {
  const tools = {
    pixels: async () => painted(encodeQR(texts[0] ?? '', 'raw', { border: 4, scale: 1 }), 4),
    pdf: () => assert.fail('opened a PDF'),
    scan: texts.length === 1 ? scan : async () => texts.map(utf8),
    onStep: () => {},
  }
  return read(new Blob([await writePicture(makeKeyString())]), tools, 'setup')
}

/** @param {string} content */
const readText = (content) =>
  read(
    new Blob([content]),
    {
      pixels: () => assert.fail('decoded a picture'),
      pdf: () => assert.fail('opened a PDF'),
      scan: () => assert.fail('looked for a QR'),
      onStep: () => {},
    },
    'setup',
  )

test('the set-up in a picture is its text as it is', async () => {
  assert.equal(await readPicture(SETUP), SETUP)
  assert.equal(await readPicture('OTPAUTH-MIGRATION://offline?data=CjE%3D'), 'OTPAUTH-MIGRATION://offline?data=CjE%3D')
})

test('every set-up of a picture counts, and whatever else it shows does not', async () => {
  assert.equal(await readPicture('https://example.org', SETUP, makeKeyString(), STEAM), `${SETUP}\n${STEAM}`)
})

for (const [text, what] of /** @type {const} */ ([
  ['https://example.org/otpauth://', 'web'],
  [makeKeyString(), 'key'],
  ['WIFI:T:WPA;S:home;P:secret;;', 'other'],
])) {
  test(`a code that is none is told apart: ${what}`, async () => {
    await refusedAs(readPicture(text), 'not-a-setup', { what })
  })
}

test('a picture without a code has none, and an Account Key is never handed over as a set-up', async () => {
  await refusedAs(readPicture(), 'no-code')
  assert.equal(await new MetSetup().sift([utf8(makeKeyString())]), null)
})

test('a text file has its set-ups by lines, and is none without any', async () => {
  assert.equal(await readText(`# mine\r\n  ${SETUP} \r\n\r\n${STEAM}\n`), `${SETUP}\n${STEAM}`)
  await refusedAs(readText('JBSWY3DPEHPK3PXP'), 'file-unknown')
  await refusedAs(readText(makeKeyString()), 'file-unknown')
  await refusedAs(readText(`${SETUP}\n`.repeat(20_000)), 'file-unknown')
})
