import { useSignal } from '@preact/signals'
import { t } from '../ui/text.js'
import { Editor } from '../ui/vault/editor.jsx'
import { KindEditor } from '../ui/vault/kindeditor.jsx'
import { turnInto } from '../vault/fields.js'
import { useAct } from './act.js'
import { rescueFocus } from './focus.js'
import { save } from './itemacts.js'
import { LIST } from './pane.js'

/** @typedef {import('../ui/fields.js').Kind} Kind */
/** @typedef {import('./vaultmodel.js').VaultModel} Vault */
/** @typedef {ReturnType<typeof import('./pane.js').usePane>} Pane */
/** @typedef {{kind: Kind | null, then: (kind: Kind) => void}} Making  kind: null for a new one */

const HEADING = '.detailpane h2'

/** @param {{vault: Vault, making: Making, onDone: () => void}} props */
function MakingKind({ vault, making: { kind, then }, onDone }) {
  const { failure, working, act } = useAct()
  const remove = async (/** @type {Kind} */ gone) => {
    const undo = await vault.kinds.remove(gone)
    onDone()
    vault.changes.tell(t('The kind “{name}” is removed. Its items keep what is in them.', { name: gone.name }), undo)
  }
  return (
    <KindEditor
      kind={kind}
      failure={failure.value}
      working={working.value}
      onSave={(made) =>
        void act(async () => {
          then(await vault.kinds.save(kind, made))
          onDone()
        })
      }
      onRemove={() => void act(async () => kind && remove(kind))}
      onClose={onDone}
    />
  )
}

/**
 * @param {{vault: Vault, pane: Pane, draft: import('./vaultmodel.js').Draft, acting: ReturnType<typeof useAct>}} props
 */
export function Editing({ vault, pane, draft, acting }) {
  const { failure, working, slow, act } = acting
  const { item, leaving } = vault
  const making = useSignal(/** @type {Making | null} */ (null))
  const cancel = () => {
    failure.value = null
    vault.closeEditor()
    if (draft.id === null || !item.value) pane.back()
    rescueFocus(item.value ? HEADING : LIST)
  }
  return (
    <>
      <Editor
        key={draft.id ?? 'new'}
        fields={draft.fields}
        was={draft.was}
        isNew={draft.id === null}
        said={draft.said}
        kinds={vault.kinds.all.value}
        kindName={(type) => vault.kinds.nameOf(type)}
        tags={vault.tags.value}
        failure={failure.value}
        working={working.value}
        slow={slow.value}
        leaving={leaving.value !== null}
        turnInto={turnInto}
        onType={(fields, changed) => vault.type(draft, fields, changed)}
        onSave={(fields) => void act(() => save(vault, fields)).then(() => rescueFocus(HEADING))}
        onCancel={() => vault.leave(cancel)}
        onLeave={(leave) => {
          if (leave) leaving.value?.()
          else leaving.value = null
        }}
        onKind={(kind, then) => (making.value = { kind, then })}
      />
      {making.value && <MakingKind vault={vault} making={making.value} onDone={() => (making.value = null)} />}
    </>
  )
}
