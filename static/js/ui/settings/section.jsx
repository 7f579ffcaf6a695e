/**
 * One section of the settings: the panel of its tab, under its heading.
 * @param {{id: string, title: string, lead?: import('preact').ComponentChildren, children: import('preact').ComponentChildren}} props
 */
export function Section({ id, title, lead, children }) {
  return (
    <section class="section" role="tabpanel" id={`panel-${id}`} aria-labelledby={`tab-${id}`} tabIndex={-1}>
      <h2>{title}</h2>
      {lead && <p class="muted lead">{lead}</p>}
      {children}
    </section>
  )
}
