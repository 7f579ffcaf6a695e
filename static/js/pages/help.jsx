import { Brand } from '../ui/brand.jsx'
import { t, text } from '../ui/text.js'
import { session } from './site.js'

/** @type {ReadonlyArray<readonly [question: string, paragraphs: readonly string[]]>} */
const ARTICLES = [
  [
    text('What is the Account Key?'),
    [
      text(
        'A secret of 256 random bits, made in your browser when you signed up. Opening your vault takes it and your password. A browser that has it already asks for the password only.',
      ),
      text(
        'What you get by e-mail, as a picture or as a key file is a sealed copy: useless without your password. The 24 words are the key itself.',
      ),
    ],
  ],
  [
    text('How do I open my vault in another browser?'),
    [
      text(
        'Sign in there with e-mail and password. You are then asked to authorize the browser: import the picture from the e-mail or the key file, or type the words.',
      ),
      text(
        'No copy at hand? Open Settings > Account Key in a browser that you use already. It shows a QR and makes new copies.',
      ),
    ],
  ],
  [
    text('The e-mail with the key has not arrived'),
    [
      text(
        'Look among the junk for “Tessera Account Key QR code”. In Settings > Account Key, the list says whether the message was sent; Email the QR again sends another.',
      ),
    ],
  ],
  [
    text('A machine was lost or stolen'),
    [
      text(
        'Open Settings > Browsers elsewhere and revoke it. It is cut off at once. What it kept is sealed and cannot be guessed without the server.',
      ),
    ],
  ],
  [
    text('Somebody may have seen my mailbox'),
    [
      text(
        'The message holds a sealed copy that needs your password and a release by the server. Cancel that copy in Settings > Account Key and take a new one.',
      ),
    ],
  ],
  [
    text('I forgot my password'),
    [
      text(
        'Nobody can reset it: the server does not know it. A browser where the vault is open still lets you copy everything out, so do that before it locks.',
      ),
      text(
        'Get back in, linked from the sign-in page, lists what may still help, and how a recovery key that you set up beforehand opens the vault without the password.',
      ),
    ],
  ],
  [
    text('I am locked out everywhere'),
    [
      text(
        'Go through the list of Get back in first: a browser that you used before, a copy of the key, the password typed another way, a recovery key. If nothing is left, the address can sign up anew; that takes a link by e-mail and 72 hours in which any authorized browser can cancel, and it erases the old items.',
      ),
    ],
  ],
  [
    text('Somebody is resetting my account'),
    [
      text(
        'Open your vault in any authorized browser and choose Cancel the reset, at the top of every page. Then change the password of your mailbox: somebody else reads it.',
      ),
    ],
  ],
]

export default function Help() {
  const inside = session.value?.state === 'unlocked' || session.value?.state === 'locked'
  return (
    <div class="landing">
      <header class="top">
        <Brand href={inside ? '/vault/' : '/'} />
        {inside ? (
          <a class="button" href="/vault/">
            {t('Back to the vault')}
          </a>
        ) : (
          <a href="/signin/">{t('Sign in')}</a>
        )}
      </header>
      <article class="reading">
        <h1 tabIndex={-1}>{t('Help')}</h1>
        {ARTICLES.map(([question, paragraphs]) => (
          <section key={question}>
            <h2>{t(question)}</h2>
            {paragraphs.map((paragraph) => (
              <p key={paragraph}>{t(paragraph)}</p>
            ))}
          </section>
        ))}
        <p>
          <a href="/reset/">{t('Get back in: what still helps')}</a>
        </p>
      </article>
    </div>
  )
}
