import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Camera } from '../ui/camera.jsx'
import { Alert } from '../ui/feedback.jsx'
import { t, text } from '../ui/text.js'
import { useLive } from './live.js'

/**
 * Reads a key string, or set-ups of one-time codes, live, from another screen or from paper. Its camera is off once it is
 * gone: when something was read, when it is closed, when the page is left or its tab hidden. What keeps the camera away
 * it says itself. The decoder is the page's to end (`useReading`).
 * @param {object} props
 * @param {import('../worker/readerdoor.js').Sought} [props.sought]
 * @param {(text: string) => void} props.onText  a key string, canonical, or set-ups, one a line; the camera is off by then
 * @param {() => void} props.onClose  to be taken away: the person stopped it, or went to another tab
 */
export function CameraReader({ sought = 'key', onText, onClose }) {
  const video = useRef(/** @type {HTMLVideoElement | null} */ (null))
  const camera = useSignal(/** @type {string | null} */ (null))
  const { phase, met, failure, mirror, lamp, cameras, inUse, toggleLamp } = useLive({ video, camera, sought, onText })
  useEffect(() => {
    const leave = () => document.hidden && onClose()
    document.addEventListener('visibilitychange', leave)
    return () => document.removeEventListener('visibilitychange', leave)
  }, [])
  if (failure.value) return <Alert text={failure.value} />
  return (
    <Camera
      video={video}
      live={phase.value === 'live'}
      mirror={mirror.value}
      said={met.value ?? told(phase.value)}
      met={met.value !== null}
      cameras={cameras.value}
      camera={inUse.value}
      onCamera={(id) => {
        camera.value = id
      }}
      lamp={lamp.value}
      onLamp={toggleLamp}
      onClose={onClose}
    />
  )
}

const SAID = {
  opening: null,
  asking: text('The browser asks whether this page may use the camera. Allow it.'),
  live: text('Hold the QR code in the frame, flat and without reflections.'),
}

/** @param {keyof typeof SAID} phase */
function told(phase) {
  const said = SAID[phase]
  return said === null ? null : t(said)
}
