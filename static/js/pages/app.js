// The router: one document for every page, so that the key worker, and the keys in it, outlive a change of page.
import { effect, signal } from '@preact/signals'
import { h, render } from 'preact'
import { useEffect } from 'preact/hooks'
import { Toasts } from '../ui/feedback.jsx'
import { sentence } from '../ui/messages.js'
import { t, text } from '../ui/text.js'
import { watch } from './autolock.js'
import { Generating } from './generating.jsx'
import { destination } from './guard.js'
import { language, speakIn } from './language.js'
import * as site from './site.js'
import { WayBackBars } from './wayback.jsx'

/**
 * @typedef {object} Page
 * @property {string} title  for the window; the page's own heading may say more
 * @property {() => Promise<{default: import('preact').FunctionComponent}>} load
 */

/** @type {Readonly<Record<string, Page>>} */
const PAGES = {
  '/signup/': { title: text('Create your account'), load: () => import('./signup.jsx') },
  '/verify/': { title: text('Confirm your address'), load: () => import('./verify.jsx') },
  '/welcome/': { title: text('Take your Account Key'), load: () => import('./welcome.jsx') },
  '/signin/': { title: text('Sign in'), load: () => import('./signin.jsx') },
  '/authorize/': { title: text('Authorize this browser'), load: () => import('./authorize.jsx') },
  '/vault/': { title: text('Vault'), load: () => loadVault() },
  '/settings/': { title: text('Settings'), load: () => import('./settings.jsx') },
  '/reset/': { title: text('Get back in'), load: () => import('./reset.jsx') },
  '/help/': { title: text('Help'), load: () => import('./help.jsx') },
}

let wasOpen = false

/** Until it has been open once, a locked vault is a small page of its own; later a lock keeps the page that there is. */
function loadVault() {
  wasOpen ||= site.session.value?.state !== 'locked'
  return wasOpen ? import('./vault.jsx') : import('./vaultlocked.jsx')
}

/** Whether a page can be shown before it is known who is there: who has to type first should not wait. @param {string} path */
const isOpenToAll = (path) => ['/signin/', '/signup/', '/verify/', '/reset/'].includes(path)

const root = /** @type {HTMLElement} */ (document.getElementById('root'))
/** Nothing is shown before its language is there. */
const spoken = speakIn(document.documentElement.lang)
const current = signal(/** @type {{path: string, Component: import('preact').FunctionComponent} | null} */ (null))

/** @param {string} to */
async function show(to) {
  const page = PAGES[to]
  if (page === undefined) return location.reload() // a page of the server's, reached by the back button
  const [{ default: Component }] = await Promise.all([page.load(), spoken])
  // Compiling a page and drawing it each take their time: between the two somebody may have typed.
  await new Promise((resolve) => setTimeout(resolve))
  if (site.path.value !== to) return undefined // left again meanwhile
  document.title = `${t(page.title)} · Tessera`
  if (current.value === null) {
    root.replaceChildren()
    current.value = { path: to, Component }
    render(h(Shell, null), root)
  } else {
    current.value = { path: to, Component }
  }
  return undefined
}

function Shell() {
  const { path, Component } = /** @type {NonNullable<typeof current.value>} */ (current.value)
  useEffect(() => arrive(), [path])
  return [
    h(WayBackBars, { key: `wayback ${language.value}` }),
    h(Generating, { key: 'page', children: h(Component, { key: `${path} ${language.value}` }) }),
    h(Toasts, {
      toasts: site.toasts.value,
      onClose: site.closeToast,
      onHold: site.holdToast,
      onRelease: site.releaseToast,
    }),
  ]
}

let arrived = false

/**
 * The first page lets its own field take the focus, unless somebody is in another by then; every later one starts at its
 * heading, read out by screen readers.
 */
function arrive() {
  const active = document.activeElement
  const field = arrived ? null : active && root.contains(active) ? active : root.querySelector('[data-autofocus]')
  const target = /** @type {HTMLElement | null} */ (field ?? (arrived ? root.querySelector('h1') : null))
  target?.focus()
  if (arrived) window.scrollTo(0, 0)
  arrived = true
}

/** @param {MouseEvent} event */
function follow(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  if (!(link.pathname in PAGES) || (link.pathname === location.pathname && link.hash)) return
  event.preventDefault()
  site.navigate(link.pathname + link.hash)
}

/** @param {string} path */
function isOurs(path) {
  return path in PAGES
}

watch()
document.addEventListener('click', follow)
window.addEventListener('popstate', () => {
  if (location.pathname === site.path.value) return
  if (isOurs(location.pathname)) site.path.value = location.pathname
  else location.reload()
})

site.door.on('locked', (/** @type {{reason?: string}} */ { reason }) => {
  site.closeToasts()
  if (reason === 'signed-out') site.leave(sentence({ code: 'signed-out' }))
  else if (site.session.value) site.session.value = { ...site.session.value, state: 'locked' }
})
site.door.on('ended', (why) => site.leave(sentence(why)))

effect(() => {
  const to = site.path.value
  if (!isOurs(to)) return // the landing page stands as the server made it
  if (site.session.value === null) void site.refresh().catch(site.offline)
  const elsewhere = site.session.value && destination(to, site.session.value)
  if (elsewhere) site.navigate(elsewhere, { replace: true })
  else if (site.session.value || isOpenToAll(to)) void show(to)
})
