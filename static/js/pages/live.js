import { batch, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { cameras, hasLamp, isMirror, open, stop, switchLamp, watch } from '../carriers/camera.js'
import { TesseraError } from '../errors.js'
import { sentence } from '../ui/messages.js'
import { readFrame } from '../worker/readerdoor.js'
import { decoder, explain } from './site.js'

// In ms: a camera that is allowed already opens in less, and needs no word about permission.
const ASKING = 600

function makeLive() {
  return {
    phase: signal(/** @type {'opening' | 'asking' | 'live'} */ ('opening')),
    /** What was seen instead. */
    met: signal(/** @type {string | null} */ (null)),
    failure: signal(/** @type {string | null} */ (null)),
    mirror: signal(false),
    lamp: signal(/** @type {boolean | null} */ (null)),
    cameras: signal(/** @type {{id: string, label: string}[]} */ ([])),
    inUse: signal(/** @type {string | null} */ (null)),
    stream: signal(/** @type {MediaStream | null} */ (null)),
  }
}

/** @typedef {ReturnType<typeof makeLive>} Live */

/**
 * A camera for the life of a component, opened anew when another is chosen, until what is looked for is read.
 * @param {object} options
 * @param {import('preact').RefObject<HTMLVideoElement | null>} options.video
 * @param {import('@preact/signals').Signal<string | null>} options.camera  the chosen one; null: the rear camera
 * @param {import('../worker/readerdoor.js').Sought} options.sought
 * @param {(text: string) => void} options.onText
 */
export function useLive({ video, camera, sought, onText }) {
  const live = useMemo(makeLive, [])
  useEffect(() => {
    const leaving = new AbortController()
    void run(live, { video, sought, camera: camera.value }, leaving.signal).then(
      (text) => text !== null && onText(text),
      (error) => {
        if (!leaving.signal.aborted) live.failure.value = explain(error, { settingUp: sought === 'setup' })
      },
    )
    return () => {
      leaving.abort()
      turnOff(live)
    }
  }, [camera.value])
  return { ...live, toggleLamp: () => void toggleLamp(live) }
}

/**
 * From the opening of the camera to what was read; the camera is off at the end, however it came.
 * @param {Live} live
 * @param {{video: import('preact').RefObject<HTMLVideoElement | null>, sought: import('../worker/readerdoor.js').Sought, camera: string | null}} how
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>} null when `signal` aborted
 */
async function run(live, { video, sought, camera }, signal) {
  const asking = setTimeout(() => (live.phase.value = 'asking'), ASKING)
  const stream = await open({ camera, isForbidden: isForbidden() }).finally(() => clearTimeout(asking))
  try {
    if (signal.aborted || !video.current) return null
    const shown = video.current
    await show(live, stream, shown, signal)
    return await watch({
      frame: () => nextFrame(shown, stream.getVideoTracks()[0]),
      read: (frame, closely) => readFrame(frame, closely, decoder, sought),
      onMet: (error) => {
        live.met.value = sentence(error)
      },
      signal,
    })
  } finally {
    stop(stream)
  }
}

/** @param {Live} live @param {MediaStream} stream @param {HTMLVideoElement} video @param {AbortSignal} signal */
async function show(live, stream, video, signal) {
  video.srcObject = stream
  const found = await cameras()
  if (signal.aborted) return
  batch(() => {
    live.stream.value = stream
    live.phase.value = 'live'
    live.met.value = null
    live.mirror.value = isMirror(stream)
    live.lamp.value = hasLamp(stream) ? false : null
    live.cameras.value = found
    live.inUse.value = stream.getVideoTracks()[0].getSettings().deviceId ?? null
  })
}

/** @param {Live} live */
function turnOff(live) {
  if (live.stream.value) stop(live.stream.value)
  live.stream.value = null
  live.phase.value = 'opening'
}

/** @param {Live} live */
async function toggleLamp({ stream, lamp }) {
  if (!stream.value) return
  const on = !lamp.value
  try {
    await switchLamp(stream.value, on)
    lamp.value = on
  } catch {
    lamp.value = null // a camera that says it has a lamp and cannot switch it: there is nothing left to press
  }
}

/**
 * The newest frame, once there is one that has not been read.
 * @param {HTMLVideoElement} video
 * @param {MediaStreamTrack} track
 * @returns {Promise<ImageBitmap>}
 * @throws {TesseraError} `camera-absent`: unplugged
 */
async function nextFrame(video, track) {
  for (;;) {
    await frameShown(video, track)
    const frame = await createImageBitmap(video).catch(notThere)
    if (frame) return frame
  }
}

/** Browsers announce the first frames of a stream before they can be had. @param {unknown} error */
function notThere(error) {
  if (error instanceof DOMException && error.name === 'InvalidStateError') return null
  throw error
}

/** @param {HTMLVideoElement} video @param {MediaStreamTrack} track */
function frameShown(video, track) {
  return new Promise((resolve, reject) => {
    const lose = () => reject(new TesseraError('camera-absent'))
    track.addEventListener('ended', lose, { once: true })
    video.requestVideoFrameCallback(() => {
      track.removeEventListener('ended', lose)
      resolve(null)
    })
  })
}

/** Where the browser tells, whether the headers of this page forbid the camera; elsewhere that looks like a refusal. */
function isForbidden() {
  const { featurePolicy } = /** @type {{featurePolicy?: {allowsFeature: (name: string) => boolean}}} */ (document)
  return featurePolicy?.allowsFeature('camera') === false
}
