import { rich, t, text } from './text.js'

/**
 * @typedef {object} Help
 * @property {string} title  a question
 * @property {import('preact').ComponentChildren} text  what follows from a yes
 *
 * What still opens an account when it seems that nothing does, the likeliest first.
 * @type {readonly Help[]}
 */
const HELPS = [
  {
    title: text('A browser where you used Tessera before?'),
    text: text(
      'A computer, a phone, another program on the same machine: if one of them asks for the password only, it has your key. Unlock it there; its Settings > Account Key makes a new copy for any other.',
    ),
  },
  {
    title: text('A copy of your Account Key?'),
    text: text(
      'Search the mailbox for “Tessera Account Key QR code”, Downloads and memory sticks for tessera_key.png or tessera.tesserakey, your papers for a kit, your disks for a backup. Any one of them and the password open a new browser.',
    ),
  },
  {
    title: text('The password, typed another way?'),
    text: text(
      'With Caps Lock off, with the other keyboard layout, from another password manager, the one of before you changed it. A backup that opens with a password alone opens with the password of its day.',
    ),
  },
]

/** @param {{here: boolean}} props  `here`: this very browser is authorized */
export function Helps({ here }) {
  return (
    <ul class="helps">
      {here && (
        <li>
          <strong>{t('You are not locked out here.')}</strong>
          <p>
            {rich(
              'This browser has your key: with the password it {a}. Take copies of the key in Settings for the other browsers.',
              { a: <a href="/vault/">{t('opens the vault')}</a> },
            )}
          </p>
        </li>
      )}
      {HELPS.map(({ title, text: said }) => (
        <li key={title}>
          <strong>{t(title)}</strong>
          <p>{t(said)}</p>
        </li>
      ))}
    </ul>
  )
}
