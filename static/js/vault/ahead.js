/**
 * Reads ahead what will be looked at when somebody types, in pieces between whatever is asked for.
 */

/** @typedef {import('./search.js').Search} Search */

/** Rows are on screen by then, in ms. */
const FIRST = 250
/** As long at a time, in ms: who asks for something meanwhile waits no longer. */
const TURN = 5
/** Items read between two looks at the clock. */
const PIECE = 100

export class Ahead {
  #search
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** @type {() => void} */
  #end = () => {}
  /** Settled when every word has been read: what looks at all items then costs nobody's time. @type {Promise<void>} */
  done = new Promise((resolve) => (this.#end = resolve))

  /** @param {() => Search | null} search null once the vault is closed */
  constructor(search) {
    this.#search = search
  }

  /** To be called when the vault has been opened. */
  opened() {
    setTimeout(() => this.words(), FIRST)
  }

  /** The words of all items. */
  words() {
    const search = this.#search()
    if (!search) return
    const goOn = turn()
    let more = true
    while (more && goOn()) more = search.warm(PIECE)
    if (more) setTimeout(() => this.words())
    else this.#end()
  }

  /** The texts of what is being listed: after the answer, which nobody shall wait longer for. */
  listed() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#search()?.readListed(turn())) this.listed()
    })
  }
}

/** @returns {() => boolean} whether the turn that begins now goes on */
function turn() {
  const end = performance.now() + TURN
  return () => performance.now() < end
}
