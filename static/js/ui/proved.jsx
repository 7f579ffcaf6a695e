import { day } from './dates.js'
import { Note } from './feedback.jsx'
import { nameOf } from './settings/copies.jsx'
import { rich, t } from './text.js'

/**
 * A copy that was found good.
 * @param {{copy: import('./delivery.js').KeyCopy | null}} props  null for the words
 */
export function Proved({ copy }) {
  return (
    <Note tone="good">
      <span role="status">
        {rich('{strong}{part} Put it back where you will look for it.', {
          strong: <strong>{t('This copy is good.')} </strong>,
          part: copy
            ? t("{nameOf} of {day}: it can be read, it is this account's, and it has not been cancelled.", {
                nameOf: nameOf(copy),
                day: day(copy.made_at),
              })
            : t('These 24 words are your Account Key.'),
        })}
      </span>
    </Note>
  )
}
