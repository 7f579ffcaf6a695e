import { t } from './text.js'

/**
 * A sheet for paper in place of a page: above it what can be done with it, which is not printed.
 * @param {object} props
 * @param {string} props.title
 * @param {string} props.hint  what to mind while it is on screen
 * @param {() => void} props.onPrint
 * @param {() => void} props.onClose
 * @param {import('preact').ComponentChildren} props.children  the sheet
 */
export function Paper({ title, hint, onPrint, onClose, children }) {
  return (
    <main class="paperpage" aria-labelledby="paper-title">
      <header class="paperbar">
        <div>
          <h1 id="paper-title" tabIndex={-1}>
            {title}
          </h1>
          <p class="small muted">{hint}</p>
        </div>
        <div class="actions">
          <button type="button" onClick={onClose}>
            {t('Close')}
          </button>
          <button type="button" class="primary" onClick={onPrint}>
            {t('Print')}
          </button>
        </div>
      </header>
      <article class="paper" aria-label={t('{title}, as it is printed', { title: title })}>
        {children}
      </article>
    </main>
  )
}
