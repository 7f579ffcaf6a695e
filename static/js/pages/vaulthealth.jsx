import { rescueFocus } from './focus.js'
import { useLoaded } from './loaded.js'

const load = async () => (await import('./health.jsx')).HealthPane

/** The report on the vault's health where else the list is: loaded when it is first looked at. @param {{doing: import('./vault.jsx').Doing}} props */
export function HealthShelf({ doing: { vault, look, pane } }) {
  const HealthPane = useLoaded(load, look)
  /** @param {string} id */
  const open = (id) =>
    vault.leave(() => {
      void look(() => vault.show(id)).then(() => rescueFocus('.detailpane h2'))
      pane.enter()
    })
  return HealthPane ? <HealthPane vault={vault} onOpen={open} /> : <section class="listpane health" />
}
