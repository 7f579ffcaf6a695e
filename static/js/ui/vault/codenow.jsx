import { batch, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { tn } from '../text.js'

/** @typedef {import('./codetools.js').Code} Code */

/** In ms: where a code could not be had, it is asked for again. */
const AGAIN = 5000
/** The last seconds of a code, too few to type it. */
const LAST = 5

function makeTicking() {
  return {
    code: signal(/** @type {Code | null} */ (null)),
    seconds: signal(0),
    failure: signal(/** @type {string | null} */ (null)),
  }
}

/**
 * The code of the moment, for the life of a component, read anew when its time is over.
 * @param {() => Promise<Code | {failure: string}>} read
 * @param {readonly unknown[]} of  whose code: where one of these changes, it is another code
 */
export function useTicking(read, of) {
  const ticking = useMemo(makeTicking, of)
  useEffect(() => keep(ticking, read), of)
  return ticking
}

/**
 * @param {ReturnType<typeof makeTicking>} ticking
 * @param {() => Promise<Code | {failure: string}>} read
 * @returns {() => void} ends it
 */
function keep({ code, seconds, failure }, read) {
  let isOver = false
  let end = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const tick = () => {
    clearTimeout(timer)
    const left = end - Date.now()
    // A clock that was put back would otherwise keep a code on screen for as long.
    if (left <= 0 || left > (code.value?.period ?? 0) * 1000) return void renew()
    seconds.value = Math.ceil(left / 1000)
    timer = setTimeout(tick, left % 1000 || 1000)
    return undefined
  }
  const renew = async () => {
    const got = await read()
    if (isOver) return
    clearTimeout(timer)
    batch(() => {
      failure.value = 'failure' in got ? got.failure : null
      code.value = 'failure' in got ? null : got
    })
    end = Date.now() + ('failure' in got ? 0 : got.remaining)
    if ('failure' in got) timer = setTimeout(renew, AGAIN)
    else tick()
  }
  // The timers of a hidden tab come late: what is seen first when it is shown again has to be right.
  const onShown = () => !document.hidden && tick()
  document.addEventListener('visibilitychange', onShown)
  void renew()
  return () => {
    isOver = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onShown)
  }
}

/**
 * A code in groups, and a ring that empties around the seconds that are left. Nothing here is read out by itself: a timer is
 * silent until it is asked.
 * @param {{code: Code | null, seconds: number}} props
 */
export function CodeNow({ code, seconds }) {
  if (!code) return null
  const spoken = [...code.code].join(' ')
  return (
    <span class="codenow" data-last={seconds <= LAST}>
      <span class="visually-hidden">{spoken}</span>
      <span class="mono codetext" aria-hidden="true">
        {groups(code.code).map((group, at) => (
          <span key={at}>{group}</span>
        ))}
      </span>
      <Ring code={code.code} seconds={seconds} period={code.period} />
    </span>
  )
}

/** Drawn anew for every code: it would run backwards to be full again. @param {{code: string, seconds: number, period: number}} props */
function Ring({ code, seconds, period }) {
  return (
    <span class="codering" role="timer">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <circle class="track" cx="16" cy="16" r="14" />
        <circle
          key={code}
          class="left"
          cx="16"
          cy="16"
          r="14"
          pathLength="1"
          style={{ strokeDashoffset: `${1 - Math.min(1, seconds / period)}` }}
        />
      </svg>
      <span class="nums" aria-hidden="true">
        {short(seconds)}
      </span>
      <span class="visually-hidden">{tn(seconds, '{count} second left', '{count} seconds left')}</span>
    </span>
  )
}

/** What fits into the ring: whole minutes and hours where the seconds have too many digits. @param {number} seconds */
function short(seconds) {
  if (seconds < 1000) return String(seconds)
  return seconds < 100 * 60 ? `${Math.ceil(seconds / 60)}m` : `${Math.ceil(seconds / 3600)}h`
}

/** Halves of six and eight, so that eyes keep their place. @param {string} code */
function groups(code) {
  const half = code.length % 2 === 0 ? code.length / 2 : code.length
  return [code.slice(0, half), code.slice(half)].filter((group) => group !== '')
}
