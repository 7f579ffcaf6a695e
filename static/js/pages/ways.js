import { useSignal } from '@preact/signals'
import { useAct } from './act.js'
import { useReading } from './reading.js'

/** A way that takes room on the page. @typedef {'camera' | 'typing'} Way */
/** @typedef {ReturnType<typeof useWays>} Ways */

/**
 * The ways of handing something to a page, one at a time: a file, the camera, typing. All of it is read here, in the browser.
 * What is thrown on the way is told as `failure`.
 * @param {object} road
 * @param {import('../worker/readerdoor.js').Sought} road.sought
 * @param {(text: string, file?: Blob) => Promise<unknown>} road.onText  what was read in a file or before the camera
 * @param {(typed: string, read: (file: Blob) => Promise<string>) => Promise<unknown>} road.onTyped
 * @param {() => void} [road.onBegin]  told whenever something is tried anew
 */
export function useWays({ sought, onText, onTyped, onBegin = () => {} }) {
  const acting = useAct({ settingUp: sought === 'setup' })
  const { isReading, step, read } = useReading(sought)
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
    file: (file) => attempt(async () => onText(await read(file), file)),
    /** @param {string} text */
    scan: (text) => attempt(() => onText(text)),
    /** @param {string} typed */
    text: (typed) => attempt(() => onTyped(typed, read)),
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
