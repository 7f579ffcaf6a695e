import { BulkBar } from '../ui/vault/bulk.jsx'
import { ExportAsk, PurgeAsk, TagAsk } from '../ui/vault/bulkasks.jsx'
import { rescueFocus } from './focus.js'
import { LIST } from './pane.js'

/** @typedef {import('./bulk.js').Bulk} Bulk */
/** @typedef {import('./vaultmodel.js').VaultModel} Vault */

/** @param {{vault: Vault, bulk: Bulk, working: boolean, slow: boolean, onAll: () => void}} props */
export function Selected({ vault, bulk, working, slow, onAll }) {
  const { picks, page } = vault.shelf
  const count = picks.chosen.value?.size ?? 0
  return (
    <BulkBar
      count={count}
      all={count === page.value.total}
      inTrash={bulk.inTrash}
      favorites={bulk.favorites}
      working={working}
      slow={slow}
      onAll={onAll}
      onDone={() => {
        picks.end()
        rescueFocus(LIST)
      }}
      onTag={() => bulk.ask('tag')}
      onFavorite={() => void bulk.favorite()}
      onTrash={() => void bulk.trash()}
      onExport={() => bulk.ask('export')}
      onRestore={() => void bulk.restore()}
      onPurge={() => bulk.ask('purge')}
    />
  )
}

/** The question that is open, if any. @param {{vault: Vault, bulk: Bulk}} props */
export function BulkAsks({ vault, bulk }) {
  const asking = bulk.asking.value
  if (!asking) return null
  const close = () => {
    bulk.asking.value = null
    rescueFocus(LIST)
  }
  /** @param {() => unknown} then @returns {(yes: boolean) => void} */
  const answer = (then) => (yes) => {
    close()
    if (yes) void then()
  }
  if (asking.what === 'empty')
    return <PurgeAsk titles={asking.titles} count={asking.count} onAnswer={answer(() => bulk.purge(null))} />
  const { targets } = asking
  const titles = targets.map(({ title }) => title)
  if (asking.what === 'purge')
    return <PurgeAsk titles={titles} count={targets.length} onAnswer={answer(() => bulk.purge(targets))} />
  if (asking.what === 'export')
    return <ExportAsk titles={titles} count={targets.length} onAnswer={answer(() => bulk.export(targets))} />
  return (
    <TagAsk
      count={targets.length}
      known={vault.shelf.shelves.value.tags.map(({ tag }) => tag)}
      present={tagsOf(targets)}
      onTag={(tags) => void bulk.tag(tags)}
      onUntag={(tag) => void bulk.untag(tag)}
      onClose={close}
    />
  )
}

/** @param {readonly import('./bulk.js').Target[]} targets  how many of them have each tag */
function tagsOf(targets) {
  const counts = new Map()
  for (const { tags } of targets) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return Array.from(counts, ([tag, count]) => ({ tag, count })).sort((a, b) => a.tag.localeCompare(b.tag))
}
