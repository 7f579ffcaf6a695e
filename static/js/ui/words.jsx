import { t } from './text.js'

/**
 * The Account Key as words, numbered, as they are to be written down.
 * @param {{words: string}} props  24 words, one space between them
 */
export function Words({ words }) {
  return (
    <>
      <ol class="words" aria-label={t('Account Key words')}>
        {words.split(' ').map((word, index) => (
          <li key={index}>{word}</li>
        ))}
      </ol>
      <p class="small muted">
        {t(
          'Write them down on paper. Unlike the picture and the file, words need no release by the server, so they cannot be cancelled: whoever has them and your password can open the vault.',
        )}
      </p>
    </>
  )
}
