import { Alert } from '../ui/feedback.jsx'
import { Detail } from '../ui/vault/detail.jsx'
import { Editor } from '../ui/vault/editor.jsx'
import { EmptyDetail } from '../ui/vault/empty.jsx'
import { fieldsOf } from '../vault/item.js'
import { useAct } from './act.js'
import { copyPlain, copySecret } from './clipboard.js'
import { rescueFocus } from './focus.js'

/** @typedef {import('./vaultmodel.js').VaultModel} Vault */
/** @typedef {ReturnType<typeof import('./pane.js').usePane>} Pane */
/** @typedef {ReturnType<typeof useAct>} Act */

const HEADING = '.detailpane h2'
const LIST = '[role=listbox]'

/** @type {import('../ui/vault/detail.jsx').DetailProps['onCopy']} */
const copy = (what, text) =>
  what === 'username' ? copyPlain('Username', text) : copySecret(what === 'password' ? 'Password' : 'Notes', text)

/** @param {{vault: Vault, pane: Pane, draft: import('./vaultmodel.js').Draft, acting: Act}} props */
function Editing({ vault, pane, draft, acting }) {
  const { failure, working, slow, act } = acting
  const { item, dirty, leaving } = vault
  const isNew = draft.id === null
  const cancel = () => {
    failure.value = null
    vault.closeEditor()
    if (isNew || !item.value) pane.back()
    rescueFocus(item.value ? HEADING : LIST)
  }
  return (
    <Editor
      key={draft.id ?? 'new'}
      fields={draft.fields}
      isNew={isNew}
      failure={failure.value}
      working={working.value}
      slow={slow.value}
      leaving={leaving.value !== null}
      onDirty={(now) => {
        dirty.value = now
      }}
      onSave={(fields) => void act(() => vault.save(fields)).then(() => rescueFocus(HEADING))}
      onCancel={() => vault.leave(cancel)}
      onLeave={(leave) => {
        if (leave) leaving.value?.()
        else leaving.value = null
      }}
    />
  )
}

/**
 * Its acts are apart from the editor's: a save goes on for a moment after its item has come, and a click counts by then.
 * @param {{vault: Vault, pane: Pane, saving: Act}} props
 */
function Reading({ vault, pane, saving }) {
  const { failure, act: run } = useAct()
  const item = vault.item.value
  const said = failure.value ?? saving.failure.value
  /** @type {Act['act']} */
  const act = (work) => {
    saving.failure.value = null
    return run(work)
  }
  const gone = () => {
    pane.back()
    rescueFocus(LIST)
  }
  return (
    <>
      {said && <Alert text={said} />}
      {item ? (
        <Detail
          item={item}
          fields={fieldsOf(item)}
          onEdit={() => vault.edit()}
          onDelete={() => void act(() => vault.trash(item)).then(gone)}
          onRestore={() => void act(() => vault.restore(item)).then(gone)}
          onCopy={(what, text) => void act(async () => copy(what, text))}
        />
      ) : (
        <EmptyDetail any={vault.shelf.page.value.total > 0} />
      )}
    </>
  )
}

/** @param {{vault: Vault, pane: Pane}} props */
export function DetailPane({ vault, pane }) {
  const acting = useAct()
  const draft = vault.draft.value
  return (
    <section class="detailpane" aria-label="Item">
      <button type="button" class="quiet backbutton" onClick={() => vault.leave(pane.back)}>
        ‹ Back to the list
      </button>
      {draft ? (
        <Editing vault={vault} pane={pane} draft={draft} acting={acting} />
      ) : (
        <Reading vault={vault} pane={pane} saving={acting} />
      )}
    </section>
  )
}
