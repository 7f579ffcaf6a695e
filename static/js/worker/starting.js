/**
 * Starting our workers. A browser may begin one and never run it (Firefox 153 on a busy machine: about one in a hundred,
 * mostly those that a worker starts), without an error. So each of ours says `{running: true}` before anything else, and one that
 * is silent for too long gets company: whoever speaks first is the worker, and the others are ended.
 */
import { workerUrl } from './policy.js'

/** In ms. A script may take as long over a slow line; company then waits for the same script. */
export const SILENCE = 5000
/** That are begun at most; after that it may take as long as it takes. */
export const MOST = 4

/** A worker, from the moment when it is asked for; its messages wait until it runs. */
export class Started {
  /** @type {Worker[]} of which one will be the worker, and is alone then */
  #begun = []
  /** @type {Worker | null} */
  #running = null
  /** @type {[unknown, Transferable[]][]} */
  #unsent = []
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #begin

  /**
   * @param {string} url  of its script, below /static/
   * @param {string} name
   * @param {(data: any) => void} onMessage
   * @param {(event: Event) => void} onError  a plain event when the script could not be fetched
   */
  constructor(url, name, onMessage, onError) {
    const address = workerUrl(url)
    this.#begin = () => {
      const worker = new Worker(address, { type: 'module', name })
      this.#begun.push(worker)
      worker.addEventListener('error', (event) => this.#begun.includes(worker) && onError(event))
      worker.addEventListener('message', ({ data }) => {
        if (worker === this.#running) onMessage(data)
        else if (this.#running === null && this.#begun.includes(worker)) this.#choose(worker)
      })
      if (this.#running === null && this.#begun.length < MOST) this.#timer = setTimeout(this.#begin, SILENCE)
    }
    this.#begin()
  }

  /** @param {unknown} message @param {Transferable[]} [transfer] */
  postMessage(message, transfer = []) {
    if (this.#running) this.#running.postMessage(message, transfer)
    else this.#unsent.push([message, transfer])
  }

  terminate() {
    clearTimeout(this.#timer)
    for (const worker of this.#begun) worker.terminate()
    this.#begun = this.#unsent = []
    this.#running = null
  }

  /** @param {Worker} worker  which has just said that it runs */
  #choose(worker) {
    clearTimeout(this.#timer)
    for (const other of this.#begun) if (other !== worker) other.terminate()
    this.#begun = [worker]
    this.#running = worker
    for (const [message, transfer] of this.#unsent) worker.postMessage(message, transfer)
    this.#unsent = []
  }
}
