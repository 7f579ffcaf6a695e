import { useId } from 'preact/hooks'
import { Brand } from '../brand.jsx'
import { figure } from '../dates.js'
import { t } from '../text.js'

/**
 * @typedef {import('./tagtree.js').Branch} Branch
 * @typedef {{shelf: string, name: string, count: number | null}} Entry
 *
 * @typedef {object} ShelvesProps
 * @property {string} chosen  a shelf
 * @property {readonly Entry[]} entries
 * @property {readonly Entry[]} kinds
 * @property {readonly Branch[]} tags
 * @property {ReadonlySet<string>} folded  sections and tags whose entries are put away
 * @property {(shelf: string) => void} onTurn
 * @property {(folded: string) => void} onFold  puts the entries of a section or tag away, or brings them back
 *
 * @typedef {object} WaysProps
 * @property {string | undefined} email
 * @property {(event: MouseEvent & {currentTarget: HTMLAnchorElement}) => void} onLeave
 */

/** @param {ShelvesProps & WaysProps & {onLock: () => void}} props */
export function Sidebar(props) {
  return (
    <nav class="side" aria-label={t('Vault')}>
      <div class="brandline">
        <Brand href="/vault/" />
      </div>
      <Shelves {...props} />
      <div class="below">
        <Ways {...props} />
        <button type="button" class="sidelink" onClick={props.onLock}>
          {t('Lock')}
        </button>
      </div>
    </nav>
  )
}

/** Everything that can be shown in the list. @param {ShelvesProps} props */
export function Shelves(props) {
  const { entries, kinds, tags } = props
  return (
    <div class="shelves">
      <ul>
        {entries.map((entry) => (
          <li key={entry.shelf}>
            <Turn {...props} entry={entry} />
          </li>
        ))}
      </ul>
      {kinds.length > 0 && (
        <Section {...props} id="kinds" name={t('Kinds')}>
          {kinds.map((entry) => (
            <li key={entry.shelf}>
              <Turn {...props} entry={entry} />
            </li>
          ))}
        </Section>
      )}
      {tags.length > 0 && (
        <Section {...props} id="tags" name={t('Tags')}>
          {tags.map((branch) => (
            <Twig key={branch.tag} {...props} branch={branch} />
          ))}
        </Section>
      )}
    </div>
  )
}

/** Where else one can go. @param {WaysProps} props */
export function Ways({ email, onLeave }) {
  return (
    <>
      {email && (
        <p class="who small muted" title={email}>
          {email}
        </p>
      )}
      <a class="sidelink" href="/settings/" onClick={onLeave}>
        {t('Settings')}
      </a>
      <a class="sidelink" href="/help/" onClick={onLeave}>
        {t('Help')}
      </a>
    </>
  )
}

/** @param {Pick<ShelvesProps, 'folded' | 'onFold'> & {id: string, name: string, children: import('preact').ComponentChildren}} props */
function Section({ id, name, folded, onFold, children }) {
  const list = useId()
  const open = !folded.has(id)
  return (
    <section>
      <h2 class="sectionhead">
        <button type="button" aria-expanded={open} aria-controls={list} onClick={() => onFold(id)}>
          {name}
          <Arrow />
        </button>
      </h2>
      <ul id={list} hidden={!open}>
        {children}
      </ul>
    </section>
  )
}

/** @param {Pick<ShelvesProps, 'chosen' | 'onTurn'> & {entry: Entry}} props */
function Turn({ chosen, onTurn, entry: { shelf, name, count } }) {
  return (
    <button
      type="button"
      class="sidelink"
      aria-current={shelf === chosen ? 'true' : undefined}
      onClick={() => onTurn(shelf)}
    >
      <span class="sidename">{name}</span>
      {count !== null && <span class="nums count">{figure(count)}</span>}
    </button>
  )
}

/** A tag, and those under it. @param {ShelvesProps & {branch: Branch}} props */
function Twig({ branch: { tag, name, count, under }, ...props }) {
  const list = useId()
  const shelf = `tag:${tag}`
  const open = !props.folded.has(shelf)
  return (
    <li class="twig">
      <Turn {...props} entry={{ shelf, name, count }} />
      {under.length > 0 && (
        <button
          type="button"
          class="twist"
          aria-label={t('Tags under {tag}', { tag })}
          aria-expanded={open}
          aria-controls={list}
          onClick={() => props.onFold(shelf)}
        >
          <Arrow />
        </button>
      )}
      {under.length > 0 && (
        <ul id={list} hidden={!open}>
          {under.map((branch) => (
            <Twig key={branch.tag} {...props} branch={branch} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Arrow() {
  return (
    <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4 6l4 4 4-4" />
    </svg>
  )
}
