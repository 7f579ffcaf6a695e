import { SheetFacts, SheetHead } from './sheethead.jsx'
import { rich, t } from './text.js'

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
      <SheetHead
        title={share ? t('Recovery share {number} of {of}', { number: share.number, of: share.of }) : t('Recovery key')}
        date={date}
      />
      <SheetFacts
        facts={[
          [
            t('Account'),
            <>{rich('{email}, ends in {span}', { email: email, span: <span class="mono">{ends}</span> })}</>,
          ],
          [t('Server'), origin],
        ]}
      />
      <h3>{share ? t('The share') : t('The key')}</h3>
      <p class="recoverytext" aria-label={share ? t('Share {number}', { number: share.number }) : t('Recovery key')}>
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
      <h3>{t('When password or Account Key are lost')}</h3>
      <ol class="kitsteps">
        <li>
          {rich('Open {strong} and choose {strong2}.', {
            strong: <strong>{t('{origin}/reset/', { origin: origin })}</strong>,
            strong2: <strong>{t('I have my recovery key')}</strong>,
          })}
        </li>
        <li>{t('Open the link that comes by e-mail. 72 hours later a second one comes.')}</li>
        <li>
          {t(
            'Open that, type {part}, and choose a new password. The items are kept; every browser and key copy of before is void.',
            { part: share ? t('this share and another one') : t('the key above') },
          )}
        </li>
      </ol>
    </section>
  )
}

/** @param {{share: boolean}} props */
function KeepApart({ share }) {
  return (
    <section class="kitwarning">
      <h3>{t('Keep it apart')}</h3>
      <p>
        {t(
          '{part} It is not the 24 words of the kit, and neither stands in for the other. Replacing the Account Key makes it void.',
          {
            part: share
              ? t(
                  'From the two other shares: any two of the three are the recovery key, one alone is worthless. Give them to different people or places.',
                )
              : t(
                  'It needs no password: whoever has this page and reads the mailbox of the account can open the vault after 72 hours, unless an authorized browser cancels.',
                ),
          },
        )}
      </p>
    </section>
  )
}
