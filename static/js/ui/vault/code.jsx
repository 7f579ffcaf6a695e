import { signal } from '@preact/signals'
import { useContext, useEffect, useId, useMemo } from 'preact/hooks'
import { Alert, Busy } from '../feedback.jsx'
import { t } from '../text.js'
import { CodeNow, useTicking } from './codenow.jsx'
import { CodeTools } from './codetools.js'

/** @typedef {import('preact').FunctionComponent<import('./codetools.js').SetupProps>} Setup */

/**
 * A one-time code of an item: the code of the moment, how long it is good, and a button that copies it.
 * @param {object} props
 * @param {string} props.itemId
 * @param {string} props.lineKey
 * @param {string} props.label
 * @param {(code: string) => void} props.onCopy
 */
export function CodeLine({ itemId, lineKey, label, onCopy }) {
  const id = useId()
  const tools = useTools()
  const { code, failure, seconds } = useTicking(() => tools.read({ id: itemId, key: lineKey }), [itemId, lineKey])
  return (
    <div class="line">
      <dt id={id}>{label}</dt>
      <dd class="value">
        {failure.value ? <Alert text={failure.value} /> : <CodeNow code={code.value} seconds={seconds.value} />}
      </dd>
      {code.value && (
        <dd class="lineacts">
          <button
            type="button"
            class="quiet"
            aria-label={t('Copy code')}
            aria-describedby={id}
            onClick={() => code.value && onCopy(code.value.code)}
          >
            {t('Copy')}
          </button>
        </dd>
      )}
    </div>
  )
}

/** Fetched once for all lines of a page, when the first is edited. */
const loaded = signal(/** @type {{Setup: Setup} | null} */ (null))

/**
 * Sets a one-time code up, or changes how it is: from a picture, the camera or pasted text.
 * @param {import('./codetools.js').SetupProps} props
 */
export function CodeSetup(props) {
  const tools = useTools()
  const failed = useMemo(() => signal(false), [])
  useEffect(() => {
    if (loaded.value) return
    tools.loadSetup().then(
      (Setup) => {
        loaded.value = { Setup }
      },
      () => {
        failed.value = true
      },
    )
  }, [])
  if (failed.value) return <Alert text={t('This part of the page could not be loaded. Load the page again.')} />
  if (!loaded.value) return <Busy text={null} />
  const { Setup } = loaded.value
  return <Setup {...props} />
}

function useTools() {
  const tools = useContext(CodeTools)
  if (!tools) throw new TypeError('CodeTools: expected what the page provides, found nothing')
  return tools
}
