import { printed } from './keys.js'

/** A shortcut as it is printed on the keys of this machine. @param {{keys: string}} props */
export function Keys({ keys }) {
  return (
    <span class="keys">
      {printed(keys).map((part) => (
        <kbd key={part}>{part}</kbd>
      ))}
    </span>
  )
}
