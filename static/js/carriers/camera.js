import { TesseraError } from '../errors.js'

// The camera as a stream and a run of frames. What shows them and what reads them is handed in.

/** TypeScript's library does not declare the lamp (W3C MediaStream Image Capture §4). @typedef {{torch?: boolean}} Lamp */

/** Enough for a code that fills a third of the picture; what a larger frame adds takes longer to read than to move closer. */
const SIZE = { width: { ideal: 1920 }, height: { ideal: 1080 } }

/** Every so many frames one is looked at closely, which takes ten times as long. */
const CLOSELY = 4

/**
 * A picture of the world, from the rear camera unless another is asked for.
 * @param {object} options
 * @param {string | null} options.camera  the id of one of `cameras`
 * @param {boolean} options.isForbidden  whether the page's Permissions-Policy forbids cameras
 * @returns {Promise<MediaStream>} one video track; to be stopped by `stop`
 * @throws {TesseraError} `camera-insecure`, `camera-forbidden`, `camera-denied`, `camera-absent`, `camera-busy`
 */
export async function open({ camera, isForbidden }) {
  if (!isSecureContext) throw new TesseraError('camera-insecure')
  if (isForbidden) throw new TesseraError('camera-forbidden')
  // Typed as always there; browsers without any support for cameras have none.
  const devices = /** @type {MediaDevices | undefined} */ (navigator.mediaDevices)
  if (!devices?.getUserMedia) throw new TesseraError('camera-absent')
  const which = camera ? { deviceId: { exact: camera } } : { facingMode: { ideal: 'environment' } }
  try {
    return await devices.getUserMedia({ audio: false, video: { ...SIZE, ...which } })
  } catch (error) {
    throw refusal(error)
  }
}

/**
 * What a failed getUserMedia means (W3C Media Capture and Streams §10.2).
 * @param {unknown} error
 * @returns {unknown} a TesseraError, or the error itself where it means a fault of this program
 */
export function refusal(error) {
  switch (error instanceof DOMException && error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new TesseraError('camera-denied')
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new TesseraError('camera-absent')
    case 'NotReadableError':
    case 'AbortError':
      return new TesseraError('camera-busy')
    default:
      return error
  }
}

/**
 * The cameras to choose from. Browsers name them only once one has been opened.
 * @returns {Promise<{id: string, label: string}[]>}
 */
export async function cameras() {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `Camera ${i + 1}` }))
}

/** @param {MediaStream} stream */
export function stop(stream) {
  for (const track of stream.getTracks()) track.stop()
}

/** Whether the camera has a lamp that a page may switch. @param {MediaStream} stream */
export function hasLamp(stream) {
  const [track] = stream.getVideoTracks()
  return /** @type {Lamp} */ (track.getCapabilities?.() ?? {}).torch === true
}

/** @param {MediaStream} stream @param {boolean} on */
export async function switchLamp(stream, on) {
  const [track] = stream.getVideoTracks()
  await track.applyConstraints({ advanced: [/** @type {MediaTrackConstraintSet & Lamp} */ ({ torch: on })] })
}

/** Whether the camera looks at who sits before it, who then aims more easily in a mirror. @param {MediaStream} stream */
export function isMirror(stream) {
  return stream.getVideoTracks()[0].getSettings().facingMode !== 'environment'
}

/**
 * Reads frames until one holds what is looked for. There is no queue: the next frame is the newest once the last has been read.
 * @param {object} options
 * @param {() => Promise<ImageBitmap>} options.frame  the newest frame, when there is one that was not given before
 * @param {(frame: ImageBitmap, closely: boolean) => Promise<string | null>} options.read
 * @param {(met: TesseraError) => void} options.onMet  told of codes that are something else; reading goes on
 * @param {AbortSignal} options.signal
 * @returns {Promise<string | null>} null once `signal` aborts
 * @throws whatever `frame` and `read` throw but a code that cannot be used
 */
export async function watch({ frame, read, onMet, signal }) {
  for (let count = 1; !signal.aborted; count++) {
    const taken = await frame()
    if (signal.aborted) {
      taken.close()
      break
    }
    const text = await read(taken, count % CLOSELY === 0).catch((error) => {
      if (!isMet(error)) throw error
      if (!signal.aborted) onMet(error)
      return null
    })
    if (text !== null && !signal.aborted) return text
  }
  return null
}

const MET = new Set(['not-a-key', 'not-a-setup', 'damaged', 'newer-format'])

/** @param {unknown} error @returns {error is TesseraError} */
function isMet(error) {
  return error instanceof TesseraError && MET.has(error.code)
}
