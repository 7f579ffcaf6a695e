// One human being at one Firefox profile, in words that look like what people do. tests/journeys/person.py is its twin.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import puppeteer from 'puppeteer-core'

const { TESSERA_URL = '', TESSERA_MAIL = '' } = process.env
const PATIENCE = 60_000
const STALLED = 'This browser left the work standing before it began.'

/** @returns {Promise<import('puppeteer-core').Browser>} */
export function openFirefox() {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    timeout: PATIENCE,
  })
}

export class Person {
  /** @param {import('puppeteer-core').Page} page @param {{email: string, password: string}} who */
  constructor(page, { email, password }) {
    this.page = page
    this.email = email
    this.password = password
  }

  /**
   * At a browser that knows nothing.
   * @param {import('puppeteer-core').Browser} firefox
   * @param {{email: string, password: string}} who
   */
  static async at(firefox, who) {
    const context = await firefox.createBrowserContext()
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE)
    return new Person(page, who)
  }

  /**
   * Not before it is in sight: what a place loads first is there sooner, hidden, and a click on it would go astray.
   * @param {string} selector
   */
  #shown(selector) {
    return this.page.locator(selector).setVisibility('visible')
  }

  /** @param {string} label */
  field(label) {
    return this.#shown(`::-p-xpath(//*[@id=//label[normalize-space()="${label}"]/@for])`)
  }

  /** @param {string} name */
  button(name) {
    return this.#shown(`::-p-xpath(//button[normalize-space()="${name}"])`)
  }

  /** @param {string} name */
  link(name) {
    return this.#shown(`::-p-xpath(//a[normalize-space()="${name}"])`)
  }

  /** One of the files that this browser keeps. @param {string} title how it begins */
  kept(title) {
    return this.#shown(`::-p-xpath(//ul[@aria-label="Kept files"]//strong[starts-with(., "${title}")])`)
  }

  /** @param {string} path */
  async reaches(path) {
    await this.page.waitForFunction((wanted) => location.pathname === wanted, {}, path)
  }

  /**
   * Until it leads on, and once more when Firefox is said to have left the work standing (static/js/worker/nested.js).
   * @param {string} name of a button
   * @param {string[]} paths
   */
  async presses(name, paths) {
    await this.button(name).click()
    const outcome = await this.page.waitForFunction(
      (wanted, stalled) =>
        wanted.includes(location.pathname) ? 'there' : document.body.textContent?.includes(stalled) && 'stalled',
      {},
      paths,
      STALLED,
    )
    if ((await outcome.jsonValue()) === 'there') return
    console.log(`Firefox left “${name}” standing`)
    await this.button(name).click()
    await this.page.waitForFunction((wanted) => wanted.includes(location.pathname), {}, paths)
  }

  async signUp() {
    await this.page.goto(`${TESSERA_URL}/signup/`)
    await this.field('Email').fill(this.email)
    await this.field('Account password').fill(this.password)
    await this.field('Repeat password').fill(this.password)
    await this.presses('Create account', ['/verify/'])
    await this.field('Code').fill(await mailedCode(this.email))
    await this.button('Confirm').click()
    await this.reaches('/welcome/')
  }

  async enterVault() {
    await this.link('Continue to my vault').click()
    await this.reaches('/vault/')
    await this.button('New item').wait()
  }

  async signIn() {
    await this.page.goto(`${TESSERA_URL}/signin/`)
    await this.field('Email').fill(this.email)
    await this.field('Account password').fill(this.password)
    await this.presses('Sign in', ['/vault/', '/authorize/'])
  }

  /** @param {string} path of a file */
  async importFile(path) {
    await this.reaches('/authorize/')
    const input = await this.page.waitForSelector('input[type=file]')
    await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(path)
  }

  /** From the vault: in this window the ways out of it stand in the drawer. */
  async toSettings() {
    await this.#shown('::-p-xpath(//button[starts-with(normalize-space(), "Shelves")])').click()
    await this.link('Settings').click()
  }

  /** @param {string} text words or a key string */
  async typeKey(text) {
    await this.reaches('/authorize/')
    await this.button('Type the key').click()
    await this.field('Key words or key text').fill(text)
    await this.button('Authorize').click()
  }

  /** @param {string} title @param {string} password */
  async newItem(title, password) {
    await this.button('New item').click()
    await this.field('Title').fill(title)
    await this.field('Password').fill(password)
    await this.button('Save').click()
    await this.item(title).wait()
  }

  /** @param {string} title */
  item(title) {
    return this.#shown(`::-p-xpath(//*[@role="option"][.//*[normalize-space()="${title}"]])`)
  }

  /** What the page says went wrong. */
  async alert() {
    const said = () => document.querySelector('[role=alert]')?.textContent?.trim() ?? ''
    await this.page.waitForFunction(said)
    return this.page.evaluate(said)
  }

  async leave() {
    await this.page.browserContext().close()
  }
}

/** @param {string} email @returns {Promise<string>} the six digits of the newest message to that address */
async function mailedCode(email) {
  const limit = Date.now() + PATIENCE
  while (Date.now() < limit) {
    // What is being written goes by another name.
    const names = (await readdir(TESSERA_MAIL)).filter((name) => name.endsWith('.eml'))
    for (const name of names.sort().reverse()) {
      const message = await readFile(join(TESSERA_MAIL, name), 'utf8')
      const code = message.includes(email) && /^\s*(\d{6})\s*$/m.exec(message)
      if (code) return code[1] ?? ''
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no code was mailed to ${email}`)
}
