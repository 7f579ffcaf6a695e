import { useEffect } from 'preact/hooks'
import { Unlock } from './unlock.jsx'

/** In ms: the card is on screen by then, and nobody has typed a password. */
const PAUSE = 500

/** A vault that has not been open since this page was loaded. What an open one needs comes while the password is typed. */
export default function LockedVault() {
  useEffect(() => {
    // A failure is told when it is wanted.
    const timer = setTimeout(() => void import('./vault.jsx').catch(() => {}), PAUSE)
    return () => clearTimeout(timer)
  }, [])
  return <Unlock />
}
