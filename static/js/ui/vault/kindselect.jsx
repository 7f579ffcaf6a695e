import { useId } from 'preact/hooks'
import { t, text } from '../text.js'

/** @typedef {import('../fields.js').Kind} Kind */

/** Kinds that belong together; what is in none stands in the last. @type {ReadonlyArray<readonly [name: string, types: readonly string[]]>} */
const GROUPS = [
  [
    text('Signing in'),
    ['login', 'email-account', 'server', 'database', 'wifi', 'api-credential', 'ssh-key', 'software-license'],
  ],
  [text('Money'), ['credit-card', 'bank-account', 'crypto-wallet', 'insurance', 'membership', 'reward-program']],
  [text('People and papers'), ['identity', 'address', 'passport', 'drivers-license', 'medical-record', 'vehicle']],
  [text('Anything'), []],
]
const MAKE = '+'

/** @param {readonly Kind[]} kinds @returns {[name: string, kinds: Kind[]][]} */
function grouped(kinds) {
  const placed = new Set(GROUPS.flatMap(([, types]) => types))
  const own = kinds.filter((kind) => kind.own)
  return [
    ...GROUPS.map(([name, types]) => {
      const inIt = (/** @type {Kind} */ kind) => (types.length > 0 ? types.includes(kind.type) : !placed.has(kind.type))
      return /** @type {[string, Kind[]]} */ ([t(name), kinds.filter((kind) => !kind.own && inIt(kind))])
    }),
    /** @type {[string, Kind[]]} */ ([t('Your kinds'), own]),
  ]
}

/** What a kind is called on screen. @param {Kind} kind */
export const kindName = ({ own, name }) => (own ? name : t(name))

/**
 * What an item is. Typing in it jumps to a kind, as in every list of the browser's own.
 * @param {{
 *   kinds: readonly Kind[],
 *   type: string,
 *   name: string,
 *   onKind: (kind: Kind) => void,
 *   onMake: () => void,
 *   onChange: (kind: Kind) => void,
 * }} props  name: of the type; onMake: a new kind is wanted; onChange: this kind of the person's own is to be changed
 */
export function KindSelect({ kinds, type, name, onKind, onMake, onChange }) {
  const id = useId()
  const chosen = kinds.find((kind) => kind.type === type)
  return (
    <div class="field">
      <label for={id}>{t('Kind')}</label>
      <div class="beside">
        <select
          id={id}
          value={type}
          onChange={(event) => {
            const kind = kinds.find((one) => one.type === event.currentTarget.value)
            event.currentTarget.value = type // until that is what it is
            if (kind) onKind(kind)
            else onMake()
          }}
        >
          {!chosen && <option value={type}>{name}</option>}
          {grouped(kinds).map(
            ([group, inIt]) => inIt.length > 0 && <KindGroup key={group} name={group} kinds={inIt} />,
          )}
          <option value={MAKE}>{t('New kind…')}</option>
        </select>
        {chosen?.own && (
          <button type="button" class="quiet" onClick={() => onChange(chosen)}>
            {t('Change kind…')}
          </button>
        )}
      </div>
    </div>
  )
}

/** @param {{name: string, kinds: readonly Kind[]}} props */
function KindGroup({ name, kinds }) {
  return (
    <optgroup label={name}>
      {kinds.map((kind) => (
        <option key={kind.type} value={kind.type}>
          {kindName(kind)}
        </option>
      ))}
    </optgroup>
  )
}
