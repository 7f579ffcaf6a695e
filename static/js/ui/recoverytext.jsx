import { TextArea } from './controls.jsx'
import { t } from './text.js'

const SHARE = /^\s*TSRS/i

/**
 * A recovery key as it stands on paper; the second field comes when the first holds a share.
 * @param {{first: import('@preact/signals').Signal<string>, second: import('@preact/signals').Signal<string>}} props
 */
export function RecoveryText({ first, second }) {
  const shared = SHARE.test(first.value) || second.value !== ''
  return (
    <>
      <TextArea label={t('Recovery key, or the first share')} value={first} rows={3} maxLength={500} />
      {shared && <TextArea label={t('Second share')} value={second} rows={3} maxLength={500} />}
      <p class="small muted">
        {t(
          'It begins TSRR1, a share TSRS1. Spaces, hyphens and small letters do not matter; there is no letter O, I or L in it.',
        )}
      </p>
    </>
  )
}
