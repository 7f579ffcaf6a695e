import { day, figure } from '../dates.js'
import { t, tn } from '../text.js'
import { expiryOf, strengthOf } from './healthtexts.js'

/** @typedef {import('../../vault/health/report.js').Sections} Sections */
/** @typedef {import('../../vault/health/report.js').Section} Section */
/** @typedef {import('../../vault/health/report.js').Named} Named */
/** @typedef {import('../../vault/health/factor.js').Kept} Kept */
/**
 * @typedef {object} Acts
 * @property {string | null} shown  id of the item that is open
 * @property {(id: string) => void} onOpen
 * @property {(section: Section | 'kept') => void} onMore
 * @property {(item: Named, kept: Kept | null) => void} onKeep
 */

/** @param {{item: Named, detail?: string, acts: Acts, children?: import('preact').ComponentChildren}} props */
function Row({ item: { id, title }, detail, acts, children }) {
  return (
    <li class="healthrow">
      <div>
        <button
          type="button"
          class="textlink"
          aria-current={acts.shown === id ? 'true' : undefined}
          onClick={() => acts.onOpen(id)}
        >
          {title || t('Untitled')}
        </button>
        {detail && <span class="muted small">{detail}</span>}
      </div>
      {children}
    </li>
  )
}

/** @param {{group: import('../../vault/health/report.js').Group, acts: Acts}} props */
function Group({ group: { items, total }, acts }) {
  return (
    <li>
      <p class="muted small">{tn(total, 'One password in {count} item', 'One password in {count} items')}</p>
      <ul class="group">
        {items.map((item) => (
          <Row key={item.id} item={item} acts={acts} />
        ))}
        {total > items.length && (
          <li class="muted small">{tn(total - items.length, 'and {count} more', 'and {count} more')}</li>
        )}
      </ul>
    </li>
  )
}

/** @param {{item: Named, acts: Acts}} props */
function FactorRow({ item, acts }) {
  return (
    <Row item={item} acts={acts}>
      <span class="rowacts">
        <button type="button" class="quiet" onClick={() => acts.onKeep(item, 'elsewhere')}>
          {t('Code is elsewhere')}
          <span class="visually-hidden"> {t('for {title}', { title: item.title })}</span>
        </button>
        <button type="button" class="quiet" onClick={() => acts.onKeep(item, 'none')}>
          {t('Site has none')}
          <span class="visually-hidden"> {t('for {title}', { title: item.title })}</span>
        </button>
      </span>
    </Row>
  )
}

/** @type {{[name in Section]: (sections: Sections, acts: Acts) => import('preact').ComponentChild[]}} */
const ROWS = {
  breached: ({ breached }, acts) => breached.rows.map((row) => <Row key={row.id} item={row} acts={acts} />),
  weak: ({ weak }, acts) =>
    weak.rows.map((row) => <Row key={row.id} item={row} detail={strengthOf(row.score)} acts={acts} />),
  reused: ({ reused }, acts) =>
    reused.rows.map((group) => <Group key={group.items[0]?.id} group={group} acts={acts} />),
  plain: ({ plain }, acts) =>
    plain.rows.map((row) => <Row key={row.id} item={row} detail={row.hosts.join(', ')} acts={acts} />),
  old: ({ old }, acts) =>
    old.rows.map((row) => (
      <Row key={row.id} item={row} detail={t('Set on {date}', { date: day(row.since * 1000) })} acts={acts} />
    )),
  factor: ({ factor }, acts) => factor.rows.map((row) => <FactorRow key={row.id} item={row} acts={acts} />),
  expiring: ({ expiring }, acts) =>
    expiring.rows.map((row) => <Row key={`${row.id} ${row.label}`} item={row} detail={expiryOf(row)} acts={acts} />),
}

/** @param {{section: Section, title: string, next: string, sections: Sections, acts: Acts}} props */
export function HealthSection({ section, title, next, sections, acts }) {
  const { total, rows } = sections[section]
  if (total === 0) return null
  const id = `health-${section}`
  return (
    <section class="healthsection" aria-labelledby={id}>
      <h3 id={id} tabIndex={-1}>
        {title} <span class="nums muted">{figure(total)}</span>
      </h3>
      <p class="muted small">{next}</p>
      <ul>{ROWS[section](sections, acts)}</ul>
      {total > rows.length && <More onMore={() => acts.onMore(section)} />}
    </section>
  )
}

/** What somebody said of second factors, and a way to take it back. @param {{kept: import('../../vault/health/report.js').Report['kept'], acts: Acts}} props */
export function KeptFactors({ kept: { total, rows }, acts }) {
  if (total === 0) return null
  return (
    <details class="healthsection">
      <summary>
        {tn(
          total,
          'You said where the second factor of {count} item is',
          'You said where the second factors of {count} items are',
        )}
      </summary>
      <ul>
        {rows.map((row) => (
          <Row
            key={row.id}
            item={row}
            detail={row.kept === 'elsewhere' ? t('Code is elsewhere') : t('Site has none')}
            acts={acts}
          >
            <button type="button" class="quiet" onClick={() => acts.onKeep(row, null)}>
              {t('Take back')}
              <span class="visually-hidden"> {t('for {title}', { title: row.title })}</span>
            </button>
          </Row>
        ))}
      </ul>
      {total > rows.length && <More onMore={() => acts.onMore('kept')} />}
    </details>
  )
}

/** @param {{onMore: () => void}} props */
function More({ onMore }) {
  return (
    <button type="button" class="quiet" onClick={onMore}>
      {t('Show more')}
    </button>
  )
}
