import { signal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { TesseraError } from '../errors.js'
import { t } from '../ui/text.js'
import { RecoveredBar, ResetBar } from '../ui/waybackbars.jsx'
import { useAct } from './act.js'
import { call, path, session, toast } from './site.js'

/** @typedef {import('../account/reset.js').WayBack} WayBack */

const EVERY = 60_000

/** What the server last said of a reset and of the recovery key; null when nobody is here. */
export const wayBack = signal(/** @type {WayBack | null} */ (null))

/** Asks anew. An older answer stays when there is none: a reset is not to be hidden by a bad line. */
export async function learnWayBack() {
  try {
    wayBack.value = await call('wayBack')
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error
  }
}

const isHere = () => session.value?.state === 'unlocked' || session.value?.state === 'locked'

/** Asked when somebody comes, when the window is looked at again, and every minute. */
function useWayBack() {
  useSignalEffect(() => {
    if (isHere()) void learnWayBack()
    else wayBack.value = null
  })
  useEffect(() => {
    const now = () => {
      if (document.visibilityState === 'visible' && isHere()) void learnWayBack()
    }
    const timer = setInterval(now, EVERY)
    document.addEventListener('visibilitychange', now)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', now)
    }
  }, [])
}

/** What every page of an authorized browser shows above itself. */
export function WayBackBars() {
  useWayBack()
  const { failure, working, act } = useAct()
  const cancel = () =>
    act(async () => {
      await call('cancelReset')
      await learnWayBack()
      toast(t('The reset was cancelled. Nothing has changed.'))
    })
  const { reset = null, recovery = null } = wayBack.value ?? {}
  const open = session.value?.state === 'unlocked'
  if (reset)
    return <ResetBar reset={reset} open={open} failure={failure.value} working={working.value} onCancel={cancel} />
  const due = recovery?.usedAt && open && session.value?.keyTaken
  return due ? <RecoveredBar here={path.value === '/settings/'} /> : null
}
