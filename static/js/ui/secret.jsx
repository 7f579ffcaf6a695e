import { pieces } from './colour.js'
import { t } from './text.js'

/** A password in the clear, digits and symbols coloured apart. @param {{text: string}} props */
export function Secret({ text }) {
  return (
    <span class="mono secret">
      {pieces(text).map((piece, index) => (
        <span key={index} class={piece.kind}>
          {piece.text}
        </span>
      ))}
    </span>
  )
}

/** A password covered up; the same length for every password. */
export function Covered() {
  return (
    <span class="mono secret dots">
      <span aria-hidden="true">••••••••••••</span>
      <span class="visually-hidden">{t('hidden')}</span>
    </span>
  )
}
