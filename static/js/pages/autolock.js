// The page's half of the auto-lock: the worker keeps the clock, the page says when somebody is there.
import { effect } from '@preact/signals'
import { door, session } from './site.js'

const KEY = 'tessera.autolock'
const TOUCH = 10_000

/** Minutes that may be chosen. */
export const CHOICES = [1, 5, 10, 30, 60]
const DEFAULT = 10

/** @returns {number} minutes without use after which the vault locks */
export function chosenMinutes() {
  const stored = Number(localStorage.getItem(KEY))
  return CHOICES.includes(stored) ? stored : DEFAULT
}

/** @param {number} minutes  one of CHOICES */
export async function chooseMinutes(minutes) {
  localStorage.setItem(KEY, String(minutes))
  await door.call('setAutoLock', { minutes })
}

/** Tells the worker the choice once there is somebody, and at most every ten seconds that somebody is at work. */
export function watch() {
  let last = 0
  const touch = () => {
    const now = Date.now()
    if (now - last < TOUCH || session.value?.state !== 'unlocked') return
    last = now
    void door.call('touch')
  }
  for (const event of ['pointerdown', 'keydown', 'wheel'])
    document.addEventListener(event, touch, { passive: true, capture: true })
  effect(() => {
    if (session.value?.state === 'unlocked') void door.call('setAutoLock', { minutes: chosenMinutes() })
  })
}
