import { kindOf } from '../colour.js'
import { Dialog } from '../dialog.jsx'
import { t } from '../text.js'

/** What a character is called where it is heard and not seen. @param {string} character */
function spokenName(character) {
  if (character === ' ') return t('space')
  if (character === '\n') return t('new line')
  if (/\p{Lu}/u.test(character)) return t('capital {letter}', { letter: character })
  return kindOf(character) === 'digits' ? t('digit {digit}', { digit: character }) : character
}

/**
 * A secret to be read aloud or typed elsewhere: every character in a cell of its own, with its place. Digits stand on a
 * line and symbols in a frame, so that they can be told from letters without seeing colours.
 * @param {{name: string, text: string, onClose: () => void}} props
 */
export function LargeType({ name, text, onClose }) {
  return (
    <Dialog title={name} class="wide" onClose={onClose}>
      <ol class="cells" tabIndex={0} aria-label={t('{field}, one character at a time', { field: name })}>
        {[...text].map((character, at) => (
          <li key={at} class={`cell ${kindOf(character)}`}>
            <span class="glyph" aria-hidden="true">
              {character === ' ' ? '␣' : character === '\n' ? '⏎' : character}
            </span>
            <span class="visually-hidden">{spokenName(character)}</span>
            <span class="place" aria-hidden="true">
              {at + 1}
            </span>
          </li>
        ))}
      </ol>
      <p class="muted small legend">
        <span>
          <span class="cell letters">A</span> {t('letter')}
        </span>
        <span>
          <span class="cell digits">7</span> {t('digit')}
        </span>
        <span>
          <span class="cell symbols">#</span> {t('symbol')}
        </span>
      </p>
    </Dialog>
  )
}
