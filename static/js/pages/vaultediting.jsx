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
/** @typedef {{kind: Kind | null, typed: import('../ui/vault/kindeditor.jsx').Made | null, then: (kind: Kind) => void}} Making  kind: null for a new one */

const HEADING = '.detailpane h2'

/** @param {{vault: Vault, making: Making, onDone: () => void}} props */
function MakingKind({ vault, making: { kind, typed, then }, onDone }) {
  const { failure, working, act } = useAct()
  const remove = async (/** @type {Kind} */ gone) => {
    const undo = await vault.kinds.remove(gone)
    onDone()
    vault.changes.tell(t('The kind “{name}” is removed. Its items keep what is in them.', { name: gone.name }), undo)
  }
  return (
    <KindEditor
      kind={kind}
      typed={typed}
      failure={failure.value}
      working={working.value}
      onType={(now, changed) => vault.typeKind(changed ? { kind, typed: now } : null)}
      onSave={(made) =>
        void act(async () => {
          const saved = await vault.kinds.save(kind, made)
          then(saved.kind)
          onDone()
          vault.changes.tell(t('The kind “{name}” is saved.', { name: saved.kind.name }), saved.undo)
        })
      }
      onRemove={() => void act(async () => kind && remove(kind))}
      onClose={onDone}
    />
  )
}

/** @typedef {{vault: Vault, pane: Pane, draft: import('./vaultmodel.js').Draft, acting: ReturnType<typeof useAct>}} EditingProps */

/** How the editor is closed. Of several drafts that were left behind, the next one follows. @param {EditingProps} props */
function endings({ vault, pane, draft, acting: { failure, act, look } }) {
  const { item } = vault
  const resumeNext = () => {
    if (draft.said !== null) void look(async () => (await vault.resume()) && pane.enter())
  }
  return {
    cancel: () => {
      failure.value = null
      vault.closeEditor()
      if (draft.id === null || !item.value) pane.back()
      rescueFocus(item.value ? HEADING : LIST)
      resumeNext()
    },
    /** @param {import('../ui/fields.js').Fields} fields */
    keep: async (fields) => {
      await act(() => save(vault, fields))
      rescueFocus(HEADING)
      resumeNext()
    },
  }
}

/** @param {EditingProps} props */
export function Editing(props) {
  const { vault, draft, acting } = props
  const { failure, working, slow } = acting
  const { leaving } = vault
  const { cancel, keep } = endings(props)
  const making = useSignal(/** @type {Making | null} */ (null))
  const made = () => {
    making.value = null
    vault.typeKind(null)
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
        onSave={(fields) => void keep(fields)}
        onCancel={() => vault.leave(cancel)}
        onLeave={(leave) => {
          if (leave) leaving.value?.()
          else leaving.value = null
        }}
        making={draft.making ?? null}
        onKind={(kind, then, typed = null) => (making.value = { kind, then, typed })}
      />
      {making.value && <MakingKind vault={vault} making={making.value} onDone={made} />}
    </>
  )
}
