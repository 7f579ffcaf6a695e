import { QrCode } from './qrcode.jsx'
import { SheetFacts, SheetHead } from './sheethead.jsx'
import { rich, t } from './text.js'

/**
 * @typedef {object} KitProps
 * @property {readonly (readonly boolean[])[]} modules  of the QR, its margin included; true is black
 * @property {string} words  24, one space between them
 * @property {string} email
 * @property {string} ends  of the account id
 * @property {string} origin  of the server
 * @property {Date} date
 *
 * The printed kit: one page with everything that a new browser needs but the account password.
 * @param {KitProps} props
 */
export function Kit({ modules, words, email, ends, origin, date }) {
  return (
    <>
      <SheetHead title={t('Account Key kit')} date={date} />
      <section class="kitkey">
        <Facts email={email} ends={ends} origin={origin} />
        <QrCode modules={modules} label={t('QR code of your Account Key')} />
      </section>
      <section>
        <h3>{t('The Account Key in words')}</h3>
        <ol class="kitwords" aria-label={t('Account Key words')}>
          {words.split(' ').map((word, index) => (
            <li key={index}>
              <span>{index + 1}</span> {word}
            </li>
          ))}
        </ol>
      </section>
      <Use origin={origin} />
      <KeepApart />
    </>
  )
}

/** @param {Pick<KitProps, 'email' | 'ends' | 'origin'>} props */
function Facts({ email, ends, origin }) {
  return (
    <div>
      <SheetFacts
        facts={[
          [t('Account'), email],
          [t('Ends in'), <span class="mono">{ends}</span>],
          [t('Server'), origin],
        ]}
      />
      <p class="kitline" />
      <p class="kitnote">{t('A hint to the account password, for nobody but you. Never the password itself.')}</p>
    </div>
  )
}

/** @param {Pick<KitProps, 'origin'>} props */
function Use({ origin }) {
  return (
    <section>
      <h3>{t('To let a new browser in')}</h3>
      <ol class="kitsteps">
        <li>
          {rich('Open {strong} and sign in with the e-mail address above and your account password.', {
            strong: <strong>{origin}</strong>,
          })}
        </li>
        <li>
          {rich(
            'When it asks for the Account Key, choose {strong} and hold the square before it, or {strong2} if you kept this page as a PDF.',
            { strong: <strong>{t('Use camera')}</strong>, strong2: <strong>{t('Import file')}</strong> },
          )}
        </li>
        <li>
          {rich('Nothing reads the square? Choose {strong} and type the 24 words in their order.', {
            strong: <strong>{t('Type the key')}</strong>,
          })}
        </li>
      </ol>
    </section>
  )
}

function KeepApart() {
  return (
    <section class="kitwarning">
      <h3>{t('Keep it apart')}</h3>
      <p>
        {t(
          'From the account password, from the machines that it is for, and from everything online: whoever has this page and the password can open the vault. If it is lost, replace the Account Key in Settings > Security; cancelling this copy makes the square void, and not the words.',
        )}
      </p>
    </section>
  )
}
