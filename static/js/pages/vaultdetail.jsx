import { useEffect, useMemo } from 'preact/hooks'
import { Alert, Note } from '../ui/feedback.jsx'
import { t } from '../ui/text.js'
import { CodeTools } from '../ui/vault/codetools.js'
import { EmptyDetail } from '../ui/vault/empty.jsx'
import { useAct } from './act.js'
import { makeCodeTools } from './codetools.js'
import { rescueFocus } from './focus.js'
import { Editing } from './vaultediting.jsx'
import { Reading } from './vaultreading.jsx'

/** @typedef {import('./vaultmodel.js').VaultModel} Vault */
/** @typedef {ReturnType<typeof import('./pane.js').usePane>} Panes */

/** Back from a lock or a reload, the editor opens as it was left. @param {Vault} vault @param {Panes} pane @param {ReturnType<typeof useAct>['look']} look */
function useResume(vault, pane, look) {
  useEffect(() => {
    void look(async () => {
      await vault.kinds.load()
      if (await vault.resume()) pane.enter()
    })
  }, [])
}

/** What gave way to a change, until it has been seen. @param {{vault: Vault}} props */
function GaveWay({ vault }) {
  const gave = vault.gaveWay.value
  if (!gave || gave.id !== vault.item.value?.id) return null
  const close = () => {
    vault.gaveWay.value = null
    rescueFocus('.detailpane h2')
  }
  return (
    <div class="said" role="alert">
      <Note tone="warn">
        <p>{gave.text}</p>
        <p class="actions">
          <button type="button" onClick={() => (vault.history.value = true)}>
            {t('Show the history')}
          </button>
          <button type="button" class="quiet" onClick={close}>
            {t('Close')}
          </button>
        </p>
      </Note>
    </div>
  )
}

/** @param {{vault: Vault, pane: Panes}} props */
export function DetailPane({ vault, pane }) {
  const acting = useAct()
  useResume(vault, pane, acting.look)
  const codeTools = useMemo(() => makeCodeTools((text, undo) => vault.changes.tell(text, undo)), [])
  return (
    <CodeTools.Provider value={codeTools}>
      <Pane vault={vault} pane={pane} acting={acting} />
    </CodeTools.Provider>
  )
}

/** @param {{vault: Vault, pane: Panes, acting: ReturnType<typeof useAct>}} props */
function Pane({ vault, pane, acting }) {
  const { draft, item } = vault
  return (
    <section class="detailpane" aria-label={t('Item')}>
      <button type="button" class="quiet backbutton" onClick={() => vault.leave(pane.back)}>
        ‹ {t('Back to the list')}
      </button>
      {!draft.value && acting.failure.value && <Alert text={acting.failure.value} />}
      {!draft.value && <GaveWay vault={vault} />}
      {draft.value ? (
        <Editing vault={vault} pane={pane} draft={draft.value} acting={acting} />
      ) : item.value ? (
        <Reading vault={vault} pane={pane} item={item.value} acting={acting} />
      ) : (
        <EmptyDetail any={vault.shelf.page.value.total > 0} />
      )}
    </section>
  )
}
