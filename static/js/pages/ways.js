import { useSignal } from '@preact/signals'
import { useAct } from './act.js'
import { asText, sortKeyText } from './keytext.js'
import { useReading } from './reading.js'

/** A way that takes room on the page. @typedef {'camera' | 'typing'} Way */
/** @typedef {import('../account/receipt.js').Presented & {file?: Blob}} Presented  and the file that it was read from */

/**
 * The ways of presenting a copy of the Account Key, one at a time: a file, the camera, typing. Each is read here, in the
 * browser, and handed to `take`.
 * @param {(presented: Presented) => Promise<unknown>} take  what it throws is told as `failure`
 * @param {() => void} [onBegin]  told whenever something is tried anew
 */
export function useWays(take, onBegin = () => {}) {
  const acting = useAct()
  const { isReading, step, read } = useReading()
  const open = useSignal(/** @type {Way | null} */ (null))
  // Counts the openings of the camera: one that was refused is asked for anew.
  const opened = useSignal(0)

  /** @param {() => Promise<unknown>} work */
  const attempt = (work) => {
    if (open.value === 'camera') open.value = null
    return void acting.act(() => {
      onBegin()
      return work()
    })
  }
  const on = {
    attempt,
    /** @param {Blob} file */
    file: (file) => attempt(async () => take({ keyString: await read(file), file })),
    /** @param {string} keyString  canonical */
    scan: (keyString) => attempt(() => take({ keyString })),
    /** @param {string} typed  words, a key string, or the contents of a key file */
    text: (typed) =>
      attempt(async () => {
        const { words, carrier } = sortKeyText(typed)
        await take(words === undefined ? { keyString: await read(carrier).catch(asText) } : { words })
      }),
    camera: () => {
      acting.failure.value = null
      onBegin()
      opened.value++
      open.value = 'camera'
    },
    typing: () => void (open.value = open.value === 'typing' ? null : 'typing'),
    close: () => void (open.value = null),
  }
  return { ...acting, isReading, step, open, opened, on }
}
