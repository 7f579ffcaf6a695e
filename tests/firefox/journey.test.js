// The carriers and the cryptography in Firefox ESR. tests/journeys/test_firefox.py starts the site and makes the copies.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { openFirefox, Person } from './person.js'

/**
 * What a person who signed up elsewhere brings along.
 * @typedef {object} Brought
 * @property {string} email
 * @property {string} password
 * @property {string} title of the item in the vault
 * @property {Record<string, string>} files path by the carrier's name
 * @property {Record<string, string>} texts by the carrier's name
 * @property {{name: string, path: string, says: string}[]} refused
 * @property {{script: string, path: string}} scene makes a camera of `globalThis.scene`; the picture before it
 */

const brought = /** @type {Brought} */ (JSON.parse(process.env['TESSERA_BROUGHT'] ?? ''))
/** @type {import('puppeteer-core').Browser} */
let firefox
before(async () => {
  firefox = await openFirefox()
})
after(() => firefox.close())

test('an account made in Firefox keeps an item, locks, and opens again', async () => {
  const person = await Person.at(firefox, { email: `firefox-${brought.email}`, password: brought.password })
  await person.signUp()
  await person.enterVault()
  await person.newItem('made in Firefox', 'a password of its own 7')
  await person.button('Lock').click()
  await person.field('Account password').fill(person.password)
  await person.button('Unlock').click()
  await person.item('made in Firefox').wait()
  await person.leave()
})

test('five changes in Firefox make a backup, which lies in its private files', async () => {
  const person = await Person.at(firefox, { email: `keeping-${brought.email}`, password: brought.password })
  await person.signUp()
  await person.enterVault()
  for (let number = 1; number <= 5; number += 1) await person.newItem(`item ${number}`, 'a password of its own 7')
  await person.toSettings()
  await person.button('Backups').click()
  await person.kept('Backup of').wait()
  await person.leave()
})

for (const [name, path] of Object.entries(brought.files)) {
  test(`a copy made in Chromium authorizes Firefox: ${name}`, async () => {
    const person = await Person.at(firefox, brought)
    await person.signIn()
    await person.importFile(path)
    await person.item(brought.title).wait()
    await person.leave()
  })
}

for (const [name, text] of Object.entries(brought.texts)) {
  test(`a key typed in Firefox authorizes it: ${name}`, async () => {
    const person = await Person.at(firefox, brought)
    await person.signIn()
    await person.typeKey(text)
    await person.item(brought.title).wait()
    await person.leave()
  })
}

test('what is held before the camera in Firefox authorizes it', async () => {
  const person = await Person.at(firefox, brought)
  await person.page.evaluateOnNewDocument(brought.scene.script)
  await person.signIn()
  await person.reaches('/authorize/')
  const picture = [...(await readFile(brought.scene.path))]
  await person.page.evaluate((bytes) => void Object.assign(globalThis, { scene: bytes }), picture)
  await person.button('Use camera').click()
  await person.item(brought.title).wait()
  await person.leave()
})

test('what is refused in Chromium is refused in Firefox, in the same words', async () => {
  const person = await Person.at(firefox, brought)
  for (const { name, path, says } of brought.refused) {
    await person.signIn()
    await person.importFile(path)
    assert.equal(await person.alert(), says, name)
  }
  await person.leave()
})
