import { useSignal } from '@preact/signals'
import { Detail } from '../ui/vault/detail.jsx'
import { History } from '../ui/vault/history.jsx'
import { WifiCode } from '../ui/vault/wifi.jsx'
import { valueAt } from '../vault/fields.js'
import { useAct } from './act.js'
import { copyPlain, copySecret } from './clipboard.js'
import { rescueFocus } from './focus.js'
import { duplicate, restore, restoreState, trash, turnFavorite } from './itemacts.js'
import { LIST } from './pane.js'
import { versionsOf } from './versions.js'

/** @typedef {import('../ui/fields.js').Item} Item */
/** @typedef {import('./vaultmodel.js').VaultModel} Vault */
/** @typedef {ReturnType<typeof import('./pane.js').usePane>} Pane */
/** @typedef {{network: string, modules: boolean[][]}} Code */

/** @param {import('../ui/fields.js').Fields} fields @returns {import('../carriers/wifi.js').Network | null} */
function networkOf(fields) {
  const [ssid, passphrase, security, hidden] = ['ssid', 'passphrase', 'networkSecurityType', 'hidden'].map((name) =>
    valueAt(fields, `wifi.${name}`),
  )
  return ssid === '' ? null : { ssid, passphrase, security, hidden: hidden === 'true' }
}

/** The states of the item that is shown. @param {{vault: Vault, item: Item}} props */
function Earlier({ vault, item }) {
  const { failure, working, act } = useAct()
  const close = () => (vault.history.value = false)
  return (
    <History
      title={item.title}
      versions={versionsOf(item, (state) => vault.fieldsOf(state))}
      kindName={(type) => vault.kinds.nameOf(type)}
      restorable={item.trashedAt === null}
      failure={failure.value}
      working={working.value}
      onRestore={(at) =>
        void act(async () => {
          await restoreState(vault, item, at - 1)
          close()
        })
      }
      onClose={close}
    />
  )
}

/** @param {{vault: Vault, pane: Pane, item: Item, acting: ReturnType<typeof useAct>}} props */
export function Reading({ vault, pane, item, acting: { act, ask, working } }) {
  const code = useSignal(/** @type {Code | null} */ (null))
  const fields = vault.fieldsOf(item)
  const network = networkOf(fields)
  const gone = () => {
    pane.back()
    rescueFocus(LIST)
  }
  const showCode = async () => {
    const { wifiModules } = await import('../carriers/wifi.js')
    if (network) code.value = { network: network.ssid, modules: wifiModules(network) }
  }
  return (
    <>
      <Detail
        item={item}
        fields={fields}
        kind={vault.kinds.nameOf(item.type)}
        working={working.value}
        onCopy={(name, text, secret) => void ask(() => (secret ? copySecret : copyPlain)(name, text))}
        onWifi={network && (() => void ask(showCode))}
        onEdit={() => vault.edit()}
        onDelete={() => void act(() => trash(vault, item)).then(gone)}
        onRestore={() => void act(() => restore(vault, item)).then(gone)}
        onDuplicate={() => void act(() => duplicate(vault, item)).then(() => rescueFocus('.detailpane h2'))}
        onFavorite={() => void act(() => turnFavorite(vault, item))}
        onHistory={() => (vault.history.value = true)}
      />
      {vault.history.value && <Earlier vault={vault} item={item} />}
      {code.value && <WifiCode {...code.value} onClose={() => (code.value = null)} />}
    </>
  )
}
