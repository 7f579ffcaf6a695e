// What the help centre says, task by task. Whatever changes what an article claims changes the article.
import { text } from '../ui/text.js'

/**
 * @typedef {object} Article
 * @property {string} id  its fragment of the page's address
 * @property {string} question
 * @property {readonly string[]} paragraphs  in English, for `rich`
 * @property {Readonly<Record<string, string>>} [codes]  what is typed, by its place in the paragraphs
 * @property {Readonly<Record<string, string>>} [keys]  what is pressed, likewise; see ui/keys.js
 *
 * @typedef {Readonly<{title: string, articles: readonly Article[]}>} Chapter
 */

/** @type {readonly Article[]} */
const KEY = [
  {
    id: 'account-key',
    question: text('What is the Account Key?'),
    paragraphs: [
      text(
        'A secret of 256 random bits, made in your browser when you signed up. Opening your vault takes it and your password. A browser that has it already asks for the password only.',
      ),
      text(
        'What you get by e-mail, as a picture or as a key file is a sealed copy: useless without your password. The 24 words are the key itself.',
      ),
    ],
  },
  {
    id: 'another-browser',
    question: text('How do I open my vault in another browser?'),
    paragraphs: [
      text(
        'Sign in there with e-mail and password. You are then asked to authorize the browser: import the picture from the e-mail or the key file, or type the words.',
      ),
      text(
        'No copy at hand? Open Settings > Account Key in a browser that you use already. It shows a QR and makes new copies.',
      ),
    ],
  },
  {
    id: 'no-mail',
    question: text('The e-mail with the key has not arrived'),
    paragraphs: [
      text(
        'Look among the junk for “Tessera Account Key QR code”. In Settings > Account Key, the list says whether the message was sent; Email the QR again sends another.',
      ),
    ],
  },
  {
    id: 'replace',
    question: text('When should I replace the Account Key?'),
    paragraphs: [
      text(
        'When the key itself may be in other hands: somebody saw the 24 words, or a machine was taken while the vault was open on it. If a sealed copy went astray, cancelling that copy is enough.',
      ),
      text(
        'Settings > Security makes a new key, has you take a copy of it, and seals every item anew. All other browsers are cut off and every earlier copy is void, words and recovery key included. Backups of before still open with the secrets of their day.',
      ),
      text('The password stays as it is. If that may be known as well, change it, too.'),
    ],
  },
]

/** @type {readonly Article[]} */
const LOST = [
  {
    id: 'lost-machine',
    question: text('A browser, a computer or a phone was lost or stolen'),
    paragraphs: [
      text(
        'Open Settings > Browsers elsewhere and revoke it. It is cut off at once. What it kept is sealed and cannot be guessed without the server.',
      ),
      text(
        'A key file or picture that lay on the machine is a copy of its own: cancel that one under Settings > Account Key. If the vault was open when the machine was taken, change the password and replace the Account Key.',
      ),
      text(
        'If the phone was your second factor, sign in with a recovery code, remove the app under Settings > Security and add it on the new phone.',
      ),
    ],
  },
  {
    id: 'mailbox',
    question: text('Somebody may have seen my mailbox'),
    paragraphs: [
      text(
        'The message holds a sealed copy that needs your password and a release by the server. Cancel that copy in Settings > Account Key and take a new one.',
      ),
    ],
  },
  {
    id: 'forgot-password',
    question: text('I forgot my password'),
    paragraphs: [
      text(
        'Nobody can reset it: the server does not know it. A browser where the vault is open still lets you copy everything out, so do that before it locks.',
      ),
      text(
        'Get back in, linked from the sign-in page, lists what may still help, and how a recovery key that you set up beforehand opens the vault without the password.',
      ),
    ],
  },
  {
    id: 'recovery-key',
    question: text('What is a recovery key?'),
    paragraphs: [
      text(
        'A third way in, for the day on which the password or every copy of the Account Key is gone. You print it under Settings > Security, as one page or as three shares, any two of which are the key. It is shown once and kept nowhere.',
      ),
      text(
        'Using it takes your mailbox and 72 hours, in which any authorized browser can cancel. You then choose a new password; the items stay, and browsers and copies of before are void. Replace the Account Key afterwards.',
      ),
      text(
        'Whoever has it and reads your mailbox has your vault, second factor or not. Keep it on paper, away from what reads the mailbox, or give the shares to different people.',
      ),
    ],
  },
  {
    id: 'locked-out',
    question: text('I am locked out everywhere'),
    paragraphs: [
      text(
        'Go through the list of Get back in first: a browser that you used before, a copy of the key, the password typed another way, a recovery key. If nothing is left, the address can sign up anew; that takes a link by e-mail and 72 hours in which any authorized browser can cancel, and it erases the old items.',
      ),
    ],
  },
  {
    id: 'reset',
    question: text('Somebody is resetting my account'),
    paragraphs: [
      text(
        'Open your vault in any authorized browser and choose Cancel the reset, at the top of every page. Then change the password of your mailbox: somebody else reads it.',
      ),
    ],
  },
]

/** @type {readonly Article[]} */
const SAFE = [
  {
    id: 'second-factor',
    question: text('What does a second factor add?'),
    paragraphs: [
      text(
        'Signing in then asks for the code of an app, or for a security key or passkey, after the password. You add them under Settings > Security. Unlocking a browser that is signed in goes on asking for the password only.',
      ),
      text(
        'With the first one come ten recovery codes, each good for one sign-in. Keep them apart from your password: the staff of this server cannot take a factor off your account.',
      ),
    ],
  },
  {
    id: 'backups',
    question: text('How do I back up and restore?'),
    paragraphs: [
      text(
        'Settings > Backups makes a file with the whole vault. It opens with the password and the Account Key of its day, and like a key file it authorizes a browser. This browser also keeps sealed backups by itself, after every five changes and at most once a day; where it can write to a folder that you choose, they go there.',
      ),
      text(
        'To restore, choose a backup on the same page. It is held against your vault, and nothing changes before you have chosen what to take back. What an item was until then goes into its history.',
      ),
      text(
        'For one item you seldom need a backup: what you delete stays in the trash for 30 days, and an item keeps up to 20 earlier states.',
      ),
    ],
  },
  {
    id: 'health',
    question: text('What does Health tell me?'),
    paragraphs: [
      text(
        'Which passwords are weak, used more than once or two years old, which sites have no encryption or lack a second factor, and what has expired or soon will. All of that is judged in this browser. What would move the score most stands first.',
      ),
      text(
        'The check against known breaches is off until you switch it on, and there only if whoever runs this server has named a list. It sends five of the forty digits of each password’s hash and no site; whether a password is on the list is decided here.',
      ),
    ],
  },
]

/** @type {readonly Article[]} */
const ITEMS = [
  {
    id: 'codes',
    question: text('How do I keep one-time codes?'),
    paragraphs: [
      text(
        'Edit a login and give it the QR code that the site shows, with the camera, as a picture or as set-up text. It is read here and not uploaded. From then on the item shows the code and how long it is good.',
      ),
      text(
        'Codes that go by time are kept, those of Steam among them, and what Google Authenticator exports as QR codes. Codes that count instead of using the time are not: two browsers could not agree on the count.',
      ),
    ],
  },
  {
    id: 'generator',
    question: text('How do I make a good password?'),
    paragraphs: [
      text(
        'Choose Generate one beside the field, or press {key} anywhere in the vault: random characters for sites, words for what you type by hand, digits for a PIN. Every value that the settings allow is equally likely.',
      ),
      text('What you used or copied is kept there, sealed, in this browser alone: the last 50 values.'),
    ],
    keys: { key: 'g' },
  },
  {
    id: 'kinds',
    question: text('How do I put my items in order?'),
    paragraphs: [
      text(
        'Every item has a kind, and with it the fields that belong there; Add field adds others. At the end of the list of kinds, New kind… makes one of your own.',
      ),
      text(
        'A tag gathers items of any kind. {tag} stands below {parent}: choosing that one shows both. Each kind and tag that has items is a shelf of its own.',
      ),
    ],
    codes: { tag: 'work/clients', parent: 'work' },
  },
  {
    id: 'search',
    question: text('How do I search?'),
    paragraphs: [
      text(
        'Type what you remember: every word has to be in the item, in any order, and typing errors are forgiven. Words in quotation marks have to be there exactly so.',
      ),
      text(
        '{tag}, {kind} and {url} narrow a search down; {favorite}, {weak} and {trash} show favourites, weak passwords and the trash.',
      ),
    ],
    codes: {
      tag: 'tag:work',
      kind: 'kind:card',
      url: 'url:example.org',
      favorite: 'is:favorite',
      weak: 'is:weak',
      trash: 'is:trash',
    },
  },
  {
    id: 'keyboard',
    question: text('What can I do by keyboard?'),
    paragraphs: [
      text(
        'Everything. {palette} goes to any item, act or place; {search} searches, {new} begins an item, {lock} locks the vault, and {all} lists every other key.',
      ),
      text(
        'Keys without Ctrl or Cmd can be switched off in that list, for those who speak to their computer or hit keys by accident.',
      ),
    ],
    keys: { palette: 'Mod+K', search: '/', new: 'n', lock: 'l', all: '?' },
  },
]

/** @type {readonly Chapter[]} */
export const CHAPTERS = [
  { title: text('The Account Key'), articles: KEY },
  { title: text('Lost, stolen, locked out'), articles: LOST },
  { title: text('Staying safe'), articles: SAFE },
  { title: text('Items'), articles: ITEMS },
]
