// The generator at work: values are made in the page, those that are used or copied are kept by the key worker.
import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { t } from '../ui/text.js'
import { GeneratorView } from '../ui/vault/generatordialog.jsx'
import { entropy, generate } from '../vault/generator.js'
import { RANGES, readOptions } from '../vault/generatoroptions.js'
import { copySecret } from './clipboard.js'
import { endRating, rating } from './rating.js'
import { call, explain, session, toast } from './site.js'

/** @typedef {import('../vault/generatoroptions.js').Options} Options */
/** @typedef {import('../vault/generatoroptions.js').Kind} Kind */
/** @typedef {import('../vault/local.js').Generated} Generated */

const KEY = 'tessera.generator'

/** @param {{onUse: ((value: string) => void) | null, kind: Kind | null, listed: boolean, onClose: () => void}} props */
export function GeneratorDialog({ onUse, kind, listed, onClose }) {
  const { options, change } = useOptions(kind)
  const { value, score, again } = useMade(options)
  const history = useHistory(listed)
  const copied = useSignal(/** @type {string | null} */ (null))
  /** @param {string} text */
  const copy = async (text) => {
    copied.value = (await copySecret(t('Generated value'), text))
      ? t('Copied.')
      : t('The browser did not allow copying.')
    history.keep(text)
  }
  return (
    <GeneratorView
      options={options.value}
      ranges={RANGES}
      onOptions={change}
      made={{ value: value.value, bits: entropy(options.value), score: score.value }}
      copied={copied.value}
      history={history.isThere ? history.shown : null}
      onAgain={() => {
        copied.value = null
        again()
      }}
      onCopy={(text) => void copy(text)}
      onUse={
        onUse &&
        ((text) => {
          history.keep(text)
          onUse(text)
        })
      }
      onClose={onClose}
    />
  )
}

/**
 * The settings as this browser has them (docs/formats.md §8).
 * @param {Kind | null} kind
 */
function useOptions(kind) {
  const kept = readOptions(localStorage.getItem(KEY))
  const options = useSignal(kind ? { ...kept, kind } : kept)
  /** @param {Options} chosen */
  const change = (chosen) => {
    options.value = chosen
    localStorage.setItem(KEY, JSON.stringify(chosen))
  }
  return { options, change }
}

/** A value for the settings, a new one with each change. @param {import('@preact/signals').Signal<Options>} options */
function useMade(options) {
  const value = useSignal('')
  const turn = useSignal(0)
  const score = useSignal(/** @type {number | null} */ (null))
  useSignalEffect(() => {
    const wanted = options.value
    let isWanted = turn.value >= 0
    void generate(wanted).then((made) => {
      if (isWanted) value.value = made
    })
    return () => {
      isWanted = false
    }
  })
  useSignalEffect(() => {
    const made = value.value
    score.value = null
    return rating(made, entropy(options.peek()), (rated) => (score.value = rated))
  })
  useEffect(() => endRating, [])
  return { value, score, again: () => (turn.value += 1) }
}

/** What was used or copied, where there is an open vault to keep it. @param {boolean} listed */
function useHistory(listed) {
  const isThere = listed && session.value?.state === 'unlocked'
  const values = useSignal(/** @type {readonly Generated[] | null} */ (null))
  /** @param {() => Promise<unknown>} work */
  const ask = (work) => void work().catch((error) => toast(explain(error)))
  const load = async () => {
    values.value = await call('generated')
  }
  return {
    isThere,
    shown: {
      values: values.value,
      onShow: () => ask(load),
      onClear: () => ask(() => call('dropGenerated').then(load)),
    },
    /** @param {string} value */
    keep(value) {
      if (!listed || session.value?.state !== 'unlocked') return
      ask(async () => {
        await call('keepGenerated', { value })
        if (values.value) await load()
      })
    },
  }
}
