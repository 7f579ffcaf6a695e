/**
 * The words of the FIDO Alliance's Credential Exchange Format 1.0 that items are made of: its credentials, their members that
 * a person can read and write, and the types of fields. docs/formats.md §6.
 */

/** @typedef {'text' | 'hidden' | 'url' | 'email' | 'phone' | 'date' | 'month' | 'code' | 'number' | 'multiline'} LineType */
/** @typedef {import('./json.js').JsonObject} JsonObject */
/** @typedef {readonly [label: string, as: LineType]} Member */

/** @type {readonly LineType[]} */
export const LINE_TYPES = Object.freeze([
  'text',
  'hidden',
  'url',
  'email',
  'phone',
  'date',
  'month',
  'code',
  'number',
  'multiline',
])

/** What CXF calls each; where it has no word, its `string`, and the field says the rest in a member `as` of our own. */
const FIELD_TYPES = new Map(
  /** @type {[LineType, string][]} */ ([
    ['text', 'string'],
    ['hidden', 'concealed-string'],
    ['email', 'email'],
    ['date', 'date'],
    ['month', 'year-month'],
    ['number', 'number'],
  ]),
)
const LINE_TYPE_OF = new Map([...FIELD_TYPES].map(([as, fieldType]) => [fieldType, as]))
const STRING = 'string'

/** @type {{readonly [type: string]: {readonly [member: string]: Member}}} */
const MEMBERS = {
  'basic-auth': { username: ['Username', 'text'], password: ['Password', 'hidden'] },
  'credit-card': {
    fullName: ['Cardholder', 'text'],
    number: ['Card number', 'hidden'],
    expiryDate: ['Expires', 'month'],
    verificationNumber: ['Security code', 'hidden'],
    pin: ['PIN', 'hidden'],
    cardType: ['Type of card', 'text'],
    validFrom: ['Valid from', 'month'],
  },
  address: {
    streetAddress: ['Street', 'multiline'],
    postalCode: ['Postal code', 'text'],
    city: ['City', 'text'],
    territory: ['State or region', 'text'],
    country: ['Country', 'text'],
    tel: ['Phone', 'phone'],
  },
  'person-name': {
    title: ['Form of address', 'text'],
    given: ['First name', 'text'],
    given2: ['Middle name', 'text'],
    givenInformal: ['Nickname', 'text'],
    surnamePrefix: ['Prefix of the surname', 'text'],
    surname: ['Last name', 'text'],
    surname2: ['Second surname', 'text'],
    credentials: ['Degrees', 'text'],
    generation: ['Generation', 'text'],
  },
  'identity-document': {
    fullName: ['Full name', 'text'],
    documentNumber: ['Document number', 'text'],
    identificationNumber: ['Identification number', 'text'],
    issuingCountry: ['Issuing country', 'text'],
    issuingAuthority: ['Issuing authority', 'text'],
    nationality: ['Nationality', 'text'],
    birthDate: ['Date of birth', 'date'],
    birthPlace: ['Place of birth', 'text'],
    sex: ['Sex', 'text'],
    issueDate: ['Issued', 'date'],
    expiryDate: ['Expires', 'date'],
  },
  passport: {
    fullName: ['Full name', 'text'],
    passportNumber: ['Passport number', 'text'],
    passportType: ['Type of passport', 'text'],
    issuingCountry: ['Issuing country', 'text'],
    issuingAuthority: ['Issuing authority', 'text'],
    nationality: ['Nationality', 'text'],
    nationalIdentificationNumber: ['National identification number', 'text'],
    birthDate: ['Date of birth', 'date'],
    birthPlace: ['Place of birth', 'text'],
    sex: ['Sex', 'text'],
    issueDate: ['Issued', 'date'],
    expiryDate: ['Expires', 'date'],
  },
  'drivers-license': {
    fullName: ['Full name', 'text'],
    licenseNumber: ['Licence number', 'text'],
    licenseClass: ['Classes', 'text'],
    birthDate: ['Date of birth', 'date'],
    issueDate: ['Issued', 'date'],
    expiryDate: ['Expires', 'date'],
    issuingAuthority: ['Issuing authority', 'text'],
    territory: ['State or region', 'text'],
    country: ['Country', 'text'],
  },
  'api-key': {
    username: ['Username', 'text'],
    key: ['Key', 'hidden'],
    keyType: ['Type of key', 'text'],
    url: ['Address', 'url'],
    validFrom: ['Valid from', 'date'],
    expiryDate: ['Expires', 'date'],
  },
  'ssh-key': {
    keyType: ['Type of key', 'text'],
    privateKey: ['Private key', 'hidden'],
    keyComment: ['Comment', 'text'],
    creationDate: ['Made', 'date'],
    expiryDate: ['Expires', 'date'],
    keyGenerationSource: ['Made with', 'text'],
  },
  wifi: {
    ssid: ['Network name', 'text'],
    passphrase: ['Network password', 'hidden'],
    networkSecurityType: ['Security', 'text'],
    hidden: ['Hidden network', 'text'],
  },
  note: { content: ['Notes', 'multiline'] },
  totp: { '': ['One-time code', 'code'] },
  'generated-password': { password: ['Generated password', 'hidden'] },
  passkey: { rpId: ['Passkey for', 'text'], username: ['Passkey of', 'text'] },
  file: { name: ['File', 'text'] },
  'item-reference': {},
}
/** Members that CXF has as plain text, and not as fields with a type. */
const PLAIN = new Set([
  'ssh-key.keyType',
  'ssh-key.privateKey',
  'ssh-key.keyComment',
  'generated-password.password',
  'passkey.rpId',
  'passkey.username',
  'file.name',
])
/** Members whose type in CXF no kind of line has. */
const CODES = new Map([
  ['country', 'country-code'],
  ['issuingCountry', 'country-code'],
  ['territory', 'subdivision-code'],
  ['networkSecurityType', 'wifi-network-security-type'],
  ['hidden', 'boolean'],
])

/** What a value of each type looks like, where CXF says so. People type, and imports bring, what is none: "Germany", "yes". */
const FORMS = new Map([
  ['boolean', /^(true|false)$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['year-month', /^\d{4}-\d\d$/],
  ['country-code', /^[A-Z]{2}$/],
  ['subdivision-code', /^[A-Z]{2}-[A-Z\d]{1,3}$/],
  ['wifi-network-security-type', /^(unsecured|wep|wpa[23]?-personal)$/],
])

/**
 * @param {string} key `credit-card.number`, `totp`
 * @returns {Member}
 * @throws {RangeError} for what CXF has no word for
 */
export function memberOf(key) {
  const [type = '', name = ''] = key.split('.')
  const member = own(membersOf(type) ?? {}, name)
  if (!member) throw new RangeError(`key: expected a word of CXF's, found ${key}`)
  return member
}

/**
 * @param {string} type of a credential
 * @returns {Readonly<Record<string, Member>> | undefined} undefined for a type that this version does not know
 */
export function membersOf(type) {
  return own(MEMBERS, type)
}

/** @param {string} key `ssh-key.keyType` @returns {boolean} whether CXF has it as plain text, not as a field */
export function isPlain(key) {
  return PLAIN.has(key)
}

/**
 * The type that a field says it has.
 * @param {JsonObject} field
 * @returns {LineType} `text` for a type that this version does not know
 */
export function lineTypeOf({ fieldType, as, value }) {
  const said = LINE_TYPES.find((type) => type === as)
  if (said && fieldTypeOf(said) === (fieldType ?? STRING)) return said
  const type = LINE_TYPE_OF.get(typeof fieldType === 'string' ? fieldType : STRING) ?? 'text'
  return type === 'text' && typeof value === 'string' && value.includes('\n') ? 'multiline' : type
}

/**
 * How a custom field says its type.
 * @param {LineType} as
 * @returns {{fieldType: string, as?: LineType}}
 */
export function typed(as) {
  const fieldType = fieldTypeOf(as)
  return fieldType === STRING && as !== 'text' ? { fieldType, as } : { fieldType }
}

/**
 * How a member of a credential says its type: not at all where that is a `string`, or a password a `concealed-string`.
 * @param {string} name of the member
 * @param {LineType} as
 * @returns {{fieldType?: string}}
 */
export function typedMember(name, as) {
  const fieldType = CODES.get(name) ?? fieldTypeOf(as)
  return fieldType === (name === 'password' ? 'concealed-string' : STRING) ? {} : { fieldType }
}

/**
 * The type under which others are given a value.
 * @param {unknown} fieldType that its field says it has
 * @param {unknown} value
 * @returns {unknown} `string` for a value that is none of that type's
 */
export function typeFor(fieldType, value) {
  const shape = FORMS.get(String(fieldType))
  return !shape || shape.test(String(value)) ? fieldType : STRING
}

/** @param {LineType} as */
function fieldTypeOf(as) {
  return FIELD_TYPES.get(as) ?? STRING
}

/**
 * @template Value
 * @param {Readonly<Record<string, Value>>} object
 * @param {string} name
 */
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined
}
