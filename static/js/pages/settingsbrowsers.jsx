import { useSignal } from '@preact/signals'
import { Alert } from '../ui/feedback.jsx'
import { Browsers } from '../ui/settings/browsers.jsx'
import { Section } from '../ui/settings/section.jsx'
import { useFirst } from '../ui/settle.jsx'
import { t } from '../ui/text.js'
import { useAct } from './act.js'
import { call, toast } from './site.js'

/** @typedef {import('../ui/settings/browsers.jsx').BrowserRecord} BrowserRecord */

export function BrowsersSection() {
  const browsers = useSignal(/** @type {BrowserRecord[] | null} */ (null))
  const { failure, working, act, look } = useAct()
  const load = async () => {
    browsers.value = (await call('browsers')).browsers
  }
  useFirst(() => look(load))
  /** @param {() => Promise<unknown>} work @param {string} said */
  const change = (work, said) =>
    void act(async () => {
      await work()
      toast(said)
      await load()
    })
  return (
    <Section
      id="browsers"
      title={t('Browsers')}
      lead={t('These may open your vault. Revoke those that you do not know or no longer use.')}
    >
      {failure.value && <Alert text={failure.value} />}
      {browsers.value && (
        <Browsers
          browsers={browsers.value}
          working={working.value}
          onRename={(id, name) => change(() => call('renameBrowser', { id, name }), t('Renamed.'))}
          onRevoke={(id) => change(() => call('revokeBrowser', { id }), t('The browser was revoked.'))}
        />
      )}
    </Section>
  )
}
