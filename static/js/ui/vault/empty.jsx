import { Keys } from '../keycaps.jsx'
import { rich, t } from '../text.js'

/** @param {{title: string, children: import('preact').ComponentChildren}} props */
function Empty({ title, children }) {
  return (
    <div class="empty" tabIndex={-1}>
      <p class="emptytitle">{title}</p>
      <div class="muted">{children}</div>
    </div>
  )
}

/**
 * What stands where a list would be: why it is empty, and how it comes to be filled.
 * @param {{shelf: string, name: string, kind: string, query: string, onClear: () => void}} props  kind: what one item of such a shelf is
 */
export function EmptyList({ shelf, name, kind, query, onClear }) {
  if (query) return <NothingFound shelf={shelf} name={name} query={query} onClear={onClear} />
  const { title, text } = teaching(shelf, kind)
  return (
    <Empty title={title}>
      <p>{text}</p>
    </Empty>
  )
}

/** @param {string} shelf @param {string} kind */
function teaching(shelf, kind) {
  if (shelf === 'trash')
    return {
      title: t('The trash is empty'),
      text: t('What you delete waits here for 30 days, and can be restored until then.'),
    }
  if (shelf === 'favorites')
    return {
      title: t('No favourites yet'),
      text: rich(
        'What you open every day is quicker to find here. Open an item and press {key}, or choose Favourite.',
        {
          key: <Keys keys="f" />,
        },
      ),
    }
  if (shelf.startsWith('kind:'))
    return {
      title: t('Nothing of this kind'),
      text: t('New item asks what it is: choose {kind} there, and it is listed here.', { kind }),
    }
  if (shelf.startsWith('tag:'))
    return {
      title: t('Nothing with this tag'),
      text: t('A tag gathers what belongs together, whatever kind it is. Edit an item to give it one, or several.'),
    }
  return {
    title: t('Nothing here yet'),
    text: rich(
      'Start with the account that you would miss most: your mail. {button} asks for a title, a name and a password; the rest can wait.',
      { button: <em>{t('New item')}</em> },
    ),
  }
}

/** @param {{shelf: string, name: string, query: string, onClear: () => void}} props */
function NothingFound({ shelf, name, query, onClear }) {
  return (
    <Empty title={t('Nothing found')}>
      <p>
        {shelf === 'all'
          ? t('No item has “{query}” in it.', { query })
          : t('No item under {shelf} has “{query}” in it.', { shelf: name, query })}
      </p>
      <p>
        <button type="button" class="textlink" onClick={onClear}>
          {t('Clear the search')}
        </button>
      </p>
      <p class="small">
        {rich('Words such as {tag}, {kind}, {url} or {favourite} narrow a search down.', {
          tag: <code>tag:work</code>,
          kind: <code>kind:login</code>,
          url: <code>url:example.org</code>,
          favourite: <code>is:favorite</code>,
        })}
      </p>
    </Empty>
  )
}

/** What stands where an item would be. @param {{any: boolean}} props */
export function EmptyDetail({ any }) {
  if (!any) return null
  return (
    <div class="empty hints">
      <p class="emptytitle">{t('Choose an item')}</p>
      <ul class="muted">
        <li>{rich('{key} finds anything and does anything', { key: <Keys keys="Mod+K" /> })}</li>
        <li>{rich('{key} searches', { key: <Keys keys="/" /> })}</li>
        <li>{rich('{up} {down} walk the list', { up: <Keys keys="ArrowUp" />, down: <Keys keys="ArrowDown" /> })}</li>
        <li>{rich('{key} lists every other key', { key: <Keys keys="?" /> })}</li>
      </ul>
    </div>
  )
}
