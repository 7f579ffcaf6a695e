import { Alert } from './feedback.jsx'
import { t } from './text.js'

/**
 * What the camera sees, with a frame to hold the code in, and what can be done about it.
 * @param {object} props
 * @param {import('preact').RefObject<HTMLVideoElement | null>} props.video
 * @param {boolean} props.live  frames are coming
 * @param {boolean} props.mirror  whoever sits before it sees themselves
 * @param {string | null} props.said  what goes on, or what is being seen instead
 * @param {boolean} props.met  `said` is of a code that is something else
 * @param {{id: string, label: string}[]} props.cameras
 * @param {string | null} props.camera  the one in use
 * @param {(id: string) => void} props.onCamera
 * @param {boolean | null} props.lamp  on or off; null when there is none
 * @param {() => void} props.onLamp
 * @param {() => void} props.onClose
 */
export function Camera({ video, live, mirror, said, met, cameras, camera, onCamera, lamp, onLamp, onClose }) {
  return (
    <section class="camera" aria-label={t('Camera')}>
      <div class="finder" data-live={live}>
        <video
          ref={video}
          class={mirror ? 'mirror' : ''}
          autoplay
          muted
          playsInline
          aria-label={t('What the camera sees')}
        />
        <div class="guide" aria-hidden="true" />
      </div>
      {met && said ? (
        <Alert text={said} />
      ) : (
        <p class="small muted" role="status">
          {said}
        </p>
      )}
      <div class="camerabar">
        {cameras.length > 1 && <CameraChoice cameras={cameras} camera={camera} onCamera={onCamera} />}
        {lamp !== null && (
          <button type="button" aria-pressed={lamp} onClick={onLamp}>
            {t('Light')}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {t('Stop camera')}
        </button>
      </div>
    </section>
  )
}

/** @param {{cameras: {id: string, label: string}[], camera: string | null, onCamera: (id: string) => void}} props */
function CameraChoice({ cameras, camera, onCamera }) {
  return (
    <select
      aria-label={t('Which camera')}
      value={camera ?? ''}
      onChange={(event) => onCamera(event.currentTarget.value)}
    >
      {cameras.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  )
}
