// Tags as they are nested: work/infra lies under work.

/** @typedef {{tag: string, name: string, count: number, under: Branch[]}} Branch  `tag` whole, `name` its last part */

/**
 * @param {ReadonlyArray<{tag: string, count: number}>} tags  with every parent of a nested one
 * @param {(a: string, b: string) => number} [compare]
 * @returns {Branch[]} by name
 */
export function treeOf(tags, compare = (a, b) => a.localeCompare(b)) {
  /** @type {Branch[]} */
  const roots = []
  /** @type {Map<string, Branch>} */
  const known = new Map()
  for (const { tag, count } of [...tags].sort((a, b) => a.tag.length - b.tag.length)) {
    const cut = tag.lastIndexOf('/')
    const parent = cut > 0 ? known.get(tag.slice(0, cut)) : undefined
    const branch = { tag, name: parent ? tag.slice(cut + 1) : tag, count, under: [] }
    known.set(tag, branch)
    ;(parent?.under ?? roots).push(branch)
  }
  for (const { under } of known.values()) under.sort((a, b) => compare(a.name, b.name))
  return roots.sort((a, b) => compare(a.name, b.name))
}
