import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import {
  cameras,
  hasLamp,
  isMirror,
  open,
  refusal,
  stop,
  switchLamp,
  watch,
} from '../../../static/js/carriers/camera.js'
import { TesseraError } from '../../../static/js/errors.js'
import { refusedAs } from './cast.js'

/** @typedef {(wanted: MediaStreamConstraints) => Promise<MediaStream>} GetUserMedia */

/** @param {object} [devices]  what stands in for navigator.mediaDevices */
function browser(devices) {
  Object.defineProperty(globalThis, 'navigator', { value: { mediaDevices: devices }, configurable: true })
}

/** @param {object} [track] */
function streamOf(track = {}) {
  return /** @type {MediaStream} */ (
    /** @type {unknown} */ ({ getTracks: () => [track], getVideoTracks: () => [track] })
  )
}

beforeEach(() => Object.assign(globalThis, { isSecureContext: true }))

test('the rear camera is asked for, without sound, unless another was chosen', async () => {
  /** @type {MediaStreamConstraints[]} */
  const asked = []
  /** @type {GetUserMedia} */
  const getUserMedia = async (wanted) => {
    asked.push(wanted)
    return streamOf()
  }
  browser({ getUserMedia })
  await open({ camera: null, isForbidden: false })
  await open({ camera: 'front', isForbidden: false })
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } }
  assert.deepEqual(asked, [
    { audio: false, video: { ...size, facingMode: { ideal: 'environment' } } },
    { audio: false, video: { ...size, deviceId: { exact: 'front' } } },
  ])
})

for (const [name, code] of /** @type {const} */ ([
  ['NotAllowedError', 'camera-denied'],
  ['SecurityError', 'camera-denied'],
  ['NotFoundError', 'camera-absent'],
  ['OverconstrainedError', 'camera-absent'],
  ['NotReadableError', 'camera-busy'],
  ['AbortError', 'camera-busy'],
])) {
  test(`${name} is ${code}`, async () => {
    browser({ getUserMedia: () => Promise.reject(new DOMException('', name)) })
    await refusedAs(open({ camera: null, isForbidden: false }), code)
  })
}

test('a page that is not secure, and one whose headers forbid it, ask nobody', async () => {
  browser({ getUserMedia: () => assert.fail('asked') })
  await refusedAs(open({ camera: null, isForbidden: true }), 'camera-forbidden')
  Object.assign(globalThis, { isSecureContext: false })
  await refusedAs(open({ camera: null, isForbidden: false }), 'camera-insecure')
})

test('a browser that knows no cameras has none', async () => {
  browser()
  await refusedAs(open({ camera: null, isForbidden: false }), 'camera-absent')
})

test('a fault of the program is no refusal', () => {
  const fault = new TypeError('a constraint misspelt')
  assert.equal(refusal(fault), fault)
})

test('cameras are listed by name, and by number where they have none', async () => {
  browser({
    enumerateDevices: async () => [
      { kind: 'audioinput', deviceId: 'mic', label: 'Microphone' },
      { kind: 'videoinput', deviceId: 'a', label: 'Back camera' },
      { kind: 'videoinput', deviceId: 'b', label: '' },
      { kind: 'videoinput', deviceId: '', label: '' },
    ],
  })
  assert.deepEqual(await cameras(), [
    { id: 'a', label: 'Back camera' },
    { id: 'b', label: 'Camera 2' },
  ])
})

test('a lamp is offered where the camera has one, and switched', async () => {
  /** @type {object[]} */
  const applied = []
  const lamp = streamOf({
    getCapabilities: () => ({ torch: true }),
    applyConstraints: async (/** @type {object} */ wanted) => void applied.push(wanted),
  })
  assert.equal(hasLamp(lamp), true)
  assert.equal(hasLamp(streamOf({ getCapabilities: () => ({}) })), false)
  assert.equal(hasLamp(streamOf()), false)
  await switchLamp(lamp, true)
  assert.deepEqual(applied, [{ advanced: [{ torch: true }] }])
})

test('what looks at the person is a mirror, what looks away is not', () => {
  const facing = (/** @type {string | undefined} */ facingMode) => streamOf({ getSettings: () => ({ facingMode }) })
  assert.deepEqual(
    [isMirror(facing('user')), isMirror(facing(undefined)), isMirror(facing('environment'))],
    [true, true, false],
  )
})

test('stopping stops every track', () => {
  let stopped = 0
  stop(streamOf({ stop: () => stopped++ }))
  assert.equal(stopped, 1)
})

/** A camera whose frames are numbered by when they were taken. */
function filmed() {
  let now = 0
  let closed = 0
  const frame = async () => /** @type {ImageBitmap} */ (/** @type {unknown} */ ({ at: now, close: () => closed++ }))
  return { frame, tick: () => ++now, closed: () => closed }
}

/** @param {ImageBitmap} frame */
const at = (frame) => /** @type {{at: number}} */ (/** @type {unknown} */ (frame)).at

test('the next frame is the newest once the last has been read, and every fourth is looked at closely', async () => {
  const film = filmed()
  /** @type {[number, boolean][]} */
  const read = []
  const found = await watch({
    frame: film.frame,
    read: async (frame, closely) => {
      read.push([at(frame), closely])
      for (let i = 0; i < 10; i++) film.tick() // ten frames pass while one is read
      return read.length === 5 ? 'KEY' : null
    },
    onMet: () => assert.fail('met a code'),
    signal: new AbortController().signal,
  })
  assert.equal(found, 'KEY')
  assert.deepEqual(read, [
    [0, false],
    [10, false],
    [20, false],
    [30, true],
    [40, false],
  ])
})

test('a code that is no key is told of and does not stop the camera', async () => {
  /** @type {string[]} */
  const met = []
  const answers = ['not-a-key', 'damaged', 'newer-format', null].values()
  const found = await watch({
    frame: filmed().frame,
    read: async () => {
      const code = /** @type {import('../../../static/js/errors.js').Code | null | undefined} */ (answers.next().value)
      if (code) throw new TesseraError(code)
      return code === null ? null : 'KEY'
    },
    onMet: ({ code }) => met.push(code),
    signal: new AbortController().signal,
  })
  assert.equal(found, 'KEY')
  assert.deepEqual(met, ['not-a-key', 'damaged', 'newer-format'])
})

test('a decoder that fails stops it', async () => {
  const failing = watch({
    frame: filmed().frame,
    read: () => Promise.reject(new TesseraError('unreachable')),
    onMet: () => assert.fail('met a code'),
    signal: new AbortController().signal,
  })
  await refusedAs(failing, 'unreachable')
})

test('leaving ends it: nothing that was seen before counts any more', async () => {
  for (const last of [null, 'KEY']) {
    const leaving = new AbortController()
    const read = async () => {
      leaving.abort()
      return last
    }
    const { frame } = filmed()
    assert.equal(await watch({ frame, read, onMet: () => {}, signal: leaving.signal }), null)
  }
})

test('a frame that arrives after leaving is let go unread', async () => {
  const film = filmed()
  const leaving = new AbortController()
  const frame = () => {
    leaving.abort()
    return film.frame()
  }
  const read = () => assert.fail('read')
  assert.equal(await watch({ frame, read, onMet: () => {}, signal: leaving.signal }), null)
  assert.equal(film.closed(), 1)
})
