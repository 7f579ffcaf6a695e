// The kinds that an item can be: those that Tessera knows and the person's own.
import { signal } from '@preact/signals'
import { t } from '../ui/text.js'
import { kindName } from '../ui/vault/kindselect.jsx'
import { kindOf, KINDS, OWN } from '../vault/kinds.js'
import { call } from './site.js'

/** @typedef {import('../ui/fields.js').Kind} Kind */

export class Kinds {
  all = signal(KINDS)

  async load() {
    this.all.value = [...KINDS, ...(await call('kinds', {}))]
  }

  /** @param {string} type @returns {Kind} one without lines for a type that is not known here */
  of(type) {
    return this.all.value.find((kind) => kind.type === type) ?? kindOf(type)
  }

  /** What an item of this type is called on screen. @param {string} type */
  nameOf(type) {
    const kind = this.of(type)
    if (kind.name !== '') return kindName(kind)
    return type.startsWith(OWN) ? t('Kind that was removed') : type
  }

  /** What the shelf of such items is called. @param {string} type */
  shelfOf(type) {
    const { own, plural } = this.of(type)
    return own || plural === '' ? this.nameOf(type) : t(plural)
  }

  /**
   * @param {Kind | null} kind  the one that is changed; null for a new one
   * @param {import('../ui/vault/kindeditor.jsx').Made} made
   * @returns {Promise<{kind: Kind, undo: number | undefined}>} as it is now, and the way back
   */
  async save(kind, made) {
    const { id, undo } = await call('saveKind', {
      ...(kind && { id: kind.type.slice(OWN.length), was: { name: kind.name, lines: [...kind.lines] } }),
      name: made.name,
      lines: [...made.lines],
    })
    await this.load()
    return { kind: this.of(OWN + id), undo }
  }

  /** Its items stay, and so do the lines in them that hold something. @param {Kind} kind */
  async remove(kind) {
    const { undo } = await call('trashItem', { id: kind.type.slice(OWN.length) })
    await this.load()
    return undo
  }
}
