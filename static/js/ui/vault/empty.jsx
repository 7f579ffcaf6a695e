/** @param {{title: string, children: import('preact').ComponentChildren}} props */
function Empty({ title, children }) {
  return (
    <div class="empty">
      <p class="emptytitle">{title}</p>
      <div class="muted">{children}</div>
    </div>
  )
}

/**
 * What stands where a list would be.
 * @param {{filter: 'all' | 'trash', query: string, onClear: () => void}} props
 */
export function EmptyList({ filter, query, onClear }) {
  if (query) {
    return (
      <Empty title="Nothing found">
        <p>
          No item {filter === 'trash' ? 'in the trash ' : ''}has “{query}” in it.
        </p>
        <p>
          <button type="button" class="textlink" onClick={onClear}>
            Clear the search
          </button>
        </p>
      </Empty>
    )
  }
  if (filter === 'trash')
    return (
      <Empty title="The trash is empty">
        <p>What you delete waits here until you restore it.</p>
      </Empty>
    )
  return (
    <Empty title="Nothing here yet">
      <p>
        Start with the account that you would miss most: your mail. <em>New item</em> asks for a title, a name and a
        password; the rest can wait.
      </p>
    </Empty>
  )
}

/** What stands where an item would be. @param {{any: boolean}} props */
export function EmptyDetail({ any }) {
  if (!any) return null
  return (
    <div class="empty hints">
      <p class="emptytitle">Choose an item</p>
      <ul class="muted">
        <li>
          <kbd>/</kbd> searches
        </li>
        <li>
          <kbd>↑</kbd> <kbd>↓</kbd> walk the list
        </li>
        <li>
          <kbd>Home</kbd> <kbd>End</kbd> and letters jump
        </li>
      </ul>
    </div>
  )
}
