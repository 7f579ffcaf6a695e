/**
 * Sections of which one is shown; arrows walk the tabs, as everywhere.
 * @template {string} Id
 * @param {{
 *   label: string,
 *   tabs: ReadonlyArray<readonly [id: Id, title: string]>,
 *   chosen: Id,
 *   onChoose: (id: Id) => void,
 * }} props
 */
export function Tabs({ label, tabs, chosen, onChoose }) {
  /** @param {KeyboardEvent} event */
  const walk = (event) => {
    const at = tabs.findIndex(([id]) => id === chosen)
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 }
    const target = steps[event.key]
    if (target === undefined) return
    event.preventDefault()
    const [id] = /** @type {readonly [Id, string]} */ (tabs.at(target % tabs.length))
    onChoose(id)
    document.getElementById(`tab-${id}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={walk}>
      {tabs.map(([id, title]) => (
        <button
          key={id}
          type="button"
          role="tab"
          class="sidelink"
          id={`tab-${id}`}
          aria-selected={id === chosen}
          aria-controls={id === chosen ? `panel-${id}` : undefined}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {title}
        </button>
      ))}
    </div>
  )
}
