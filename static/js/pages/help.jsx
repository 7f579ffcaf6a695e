import { useEffect } from 'preact/hooks'
import { Brand } from '../ui/brand.jsx'
import { Keys } from '../ui/keycaps.jsx'
import { rich, t } from '../ui/text.js'
import { CHAPTERS } from './articles.js'
import { session } from './site.js'

/** @typedef {import('./articles.js').Article} Article */

/** An address may name an article, which is not there before this page is drawn. */
function useFragment() {
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), [])
}

export default function Help() {
  useFragment()
  const inside = session.value?.state === 'unlocked' || session.value?.state === 'locked'
  return (
    <div class="landing">
      <header class="top">
        <Brand href={inside ? '/vault/' : '/'} />
        {inside ? (
          <a class="button" href="/vault/">
            {t('Back to the vault')}
          </a>
        ) : (
          <a href="/signin/">{t('Sign in')}</a>
        )}
      </header>
      <div class="reading">
        <h1 tabIndex={-1}>{t('Help')}</h1>
        <Contents />
        {CHAPTERS.flatMap(({ articles }) => articles).map((article) => (
          <Said key={article.id} article={article} />
        ))}
        <p class="onward">
          <a href="/reset/">{t('Get back in: what still helps')}</a>
        </p>
      </div>
    </div>
  )
}

function Contents() {
  return (
    <nav class="contents" aria-label={t('Contents')}>
      {CHAPTERS.map(({ title, articles }) => (
        <section key={title}>
          <h2>{t(title)}</h2>
          <ul>
            {articles.map(({ id, question }) => (
              <li key={id}>
                <a href={`#${id}`}>{t(question)}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

/** @param {{article: Article}} props */
function Said({ article: { id, question, paragraphs, codes = {}, keys = {} } }) {
  const marks = Object.fromEntries([
    ...Object.entries(codes).map(([place, typed]) => [place, <code key={place}>{typed}</code>]),
    ...Object.entries(keys).map(([place, pressed]) => [place, <Keys key={place} keys={pressed} />]),
  ])
  return (
    <article id={id}>
      <h2>{t(question)}</h2>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{rich(paragraph, marks)}</p>
      ))}
    </article>
  )
}
