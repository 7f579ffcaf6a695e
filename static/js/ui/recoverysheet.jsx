import { SheetFacts, SheetHead } from './sheethead.jsx'

/**
 * @typedef {object} Facts
 * @property {string} email
 * @property {string} ends  of the account id
 * @property {string} origin  of the server
 * @property {Date} date
 *
 * The recovery key for paper: one page, or one for each share.
 * @param {Facts & {texts: readonly string[]}} props
 */
export function RecoverySheet({ texts, ...facts }) {
  return (
    <>
      {texts.map((text, at) => (
        <div class="recoverypage" key={text}>
          <Page text={text} share={texts.length > 1 ? { number: at + 1, of: texts.length } : null} {...facts} />
        </div>
      ))}
    </>
  )
}

/** @param {Facts & {text: string, share: {number: number, of: number} | null}} props */
function Page({ text, share, email, ends, origin, date }) {
  return (
    <>
      <SheetHead title={share ? `Recovery share ${share.number} of ${share.of}` : 'Recovery key'} date={date} />
      <SheetFacts
        facts={[
          [
            'Account',
            <>
              {email}, ends in <span class="mono">{ends}</span>
            </>,
          ],
          ['Server', origin],
        ]}
      />
      <h3>{share ? 'The share' : 'The key'}</h3>
      <p class="recoverytext" aria-label={share ? `Share ${share.number}` : 'Recovery key'}>
        {grouped(text)}
      </p>
      <Use origin={origin} share={share !== null} />
      <KeepApart share={share !== null} />
    </>
  )
}

/** In fours, as people copy it; readers drop the spaces. @param {string} text */
function grouped(text) {
  const [name = '', characters = ''] = text.split(':')
  return [`${name}:`, ...(characters.match(/.{1,4}/g) ?? [])].join(' ')
}

/** @param {{origin: string, share: boolean}} props */
function Use({ origin, share }) {
  return (
    <section>
      <h3>When password or Account Key are lost</h3>
      <ol class="kitsteps">
        <li>
          Open <strong>{origin}/reset/</strong> and choose <strong>I have my recovery key</strong>.
        </li>
        <li>Open the link that comes by e-mail. 72 hours later a second one comes.</li>
        <li>
          Open that, type {share ? 'this share and another one' : 'the key above'}, and choose a new password. The items
          are kept; every browser and key copy of before is void.
        </li>
      </ol>
    </section>
  )
}

/** @param {{share: boolean}} props */
function KeepApart({ share }) {
  return (
    <section class="kitwarning">
      <h3>Keep it apart</h3>
      <p>
        {share
          ? 'From the two other shares: any two of the three are the recovery key, one alone is worthless. Give them to different people or places.'
          : 'It needs no password: whoever has this page and reads the mailbox of the account can open the vault after 72 hours, unless an authorized browser cancels.'}{' '}
        It is not the 24 words of the kit, and neither stands in for the other. Replacing the Account Key makes it void.
      </p>
    </section>
  )
}
