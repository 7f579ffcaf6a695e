import { useEffect, useRef } from 'preact/hooks'
import { complete, looksLikeWords } from '../carriers/wordlist.js'
import { Form } from '../ui/controls.jsx'
import { t } from '../ui/text.js'
import { WordBox } from '../ui/wordbox.jsx'

/** @param {{text: import('@preact/signals').Signal<string>, verb: string, disabled: boolean, onSubmit: () => void}} props */
export function TypeTheKey({ text, verb, disabled, onSubmit }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [])
  return (
    <Form form={form} onSubmit={onSubmit}>
      <WordBox
        label={t('Key words or key text')}
        value={text}
        complete={complete}
        counting={text.value.trim() !== '' && looksLikeWords(text.value)}
      />
      <button class="primary" disabled={disabled}>
        {verb}
      </button>
    </Form>
  )
}
