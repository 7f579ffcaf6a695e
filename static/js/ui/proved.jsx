import { day } from './dates.js'
import { Note } from './feedback.jsx'
import { nameOf } from './settings/copies.jsx'

/**
 * A copy that was found good.
 * @param {{copy: import('./delivery.js').KeyCopy | null}} props  null for the words
 */
export function Proved({ copy }) {
  return (
    <Note tone="good">
      <span role="status">
        <strong>This copy is good. </strong>
        {copy
          ? `${nameOf(copy)} of ${day(copy.made_at)}: it can be read, it is this account's, and it has not been cancelled.`
          : 'These 24 words are your Account Key.'}{' '}
        Put it back where you will look for it.
      </span>
    </Note>
  )
}
