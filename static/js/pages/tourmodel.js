// The first steps: whether they are shown, and which of them. What else a vault asks of its owner waits for their end.
import { computed, signal } from '@preact/signals'

const DONE = 'tessera.tour'
const OVER = -1

export class Tour {
  /** null until it is known whether there is one. */
  #step = signal(/** @type {number | null} */ (null))

  /** The step on screen, if any. */
  step = computed(() => (this.#step.value === OVER ? null : this.#step.value))
  /** Gone through, put away, or not for this vault. */
  over = computed(() => this.#step.value === OVER)

  /** Shown with a vault that has no items yet, in a browser that has not seen it. @param {number} count  of items */
  begin(count) {
    if (this.#step.value !== null) return
    this.#step.value = count === 0 && localStorage.getItem(DONE) === null ? 0 : OVER
  }

  next() {
    if (this.step.value !== null) this.#step.value = this.step.value + 1
  }

  end() {
    localStorage.setItem(DONE, new Date().toISOString().slice(0, 10))
    this.#step.value = OVER
  }
}
