// What a key copies from the item that is open.
import { nameOf, webAddress } from '../ui/fields.js'
import { t } from '../ui/text.js'
import { fieldsOf } from '../vault/fields.js'
import { copyPlain, copySecret } from './clipboard.js'
import { call, toast } from './site.js'

/** @typedef {import('../vault/item.js').Item} Item */

/** @param {Item} item @param {(line: import('../vault/fields.js').Line) => boolean} fits */
const lineOf = (item, fits) => fieldsOf(item).lines.find((line) => line.value !== '' && fits(line))

/** The password; of an item without one, the first thing that is hidden. @param {Pick<import('../vault/fields.js').Fields, 'lines'>} fields */
export function passwordIn({ lines }) {
  const hidden = lines.filter(({ as, value }) => as === 'hidden' && value !== '')
  return hidden.find(({ key }) => key === 'basic-auth.password') ?? hidden[0]
}

/** @param {Item} item */
export async function copyPassword(item) {
  const line = passwordIn(fieldsOf(item))
  if (line) await copySecret(nameOf(line), line.value)
  else toast(t('“{title}” has no password.', { title: item.title }))
}

/** @param {Item} item */
export async function copyUsername(item) {
  const line = lineOf(item, ({ key }) => key === 'basic-auth.username') ?? lineOf(item, ({ as }) => as === 'email')
  if (line) await copyPlain(nameOf(line), line.value)
  else toast(t('“{title}” has no username.', { title: item.title }))
}

/** The code of this moment. @param {Item} item */
export async function copyCode(item) {
  const line = lineOf(item, ({ as }) => as === 'code')
  if (!line) return void toast(t('“{title}” has no one-time code.', { title: item.title }))
  const { code } = await call('code', { id: item.id, key: line.key })
  await copySecret(nameOf(line), code)
}

/** @param {Item} item */
export async function openSite(item) {
  const address = fieldsOf(item)
    .urls.map(webAddress)
    .find((one) => one !== null)
  if (address) window.open(address, '_blank', 'noopener,noreferrer')
  else toast(t('“{title}” has no website.', { title: item.title }))
}
