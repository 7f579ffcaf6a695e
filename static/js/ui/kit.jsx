import { QrCode } from './qrcode.jsx'
import { SheetFacts, SheetHead } from './sheethead.jsx'

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
      <SheetHead title="Account Key kit" date={date} />
      <section class="kitkey">
        <Facts email={email} ends={ends} origin={origin} />
        <QrCode modules={modules} label="QR code of your Account Key" />
      </section>
      <section>
        <h3>The Account Key in words</h3>
        <ol class="kitwords" aria-label="Account Key words">
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
          ['Account', email],
          ['Ends in', <span class="mono">{ends}</span>],
          ['Server', origin],
        ]}
      />
      <p class="kitline" />
      <p class="kitnote">A hint to the account password, for nobody but you. Never the password itself.</p>
    </div>
  )
}

/** @param {Pick<KitProps, 'origin'>} props */
function Use({ origin }) {
  return (
    <section>
      <h3>To let a new browser in</h3>
      <ol class="kitsteps">
        <li>
          Open <strong>{origin}</strong> and sign in with the e-mail address above and your account password.
        </li>
        <li>
          When it asks for the Account Key, choose <strong>Use camera</strong> and hold the square before it, or{' '}
          <strong>Import file</strong> if you kept this page as a PDF.
        </li>
        <li>
          Nothing reads the square? Choose <strong>Type the key</strong> and type the 24 words in their order.
        </li>
      </ol>
    </section>
  )
}

function KeepApart() {
  return (
    <section class="kitwarning">
      <h3>Keep it apart</h3>
      <p>
        From the account password, from the machines that it is for, and from everything online: whoever has this page
        and the password can open the vault. If it is lost, replace the Account Key in Settings &gt; Security;
        cancelling this copy makes the square void, and not the words.
      </p>
    </section>
  )
}
