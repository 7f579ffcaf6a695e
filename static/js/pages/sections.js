import { text } from '../ui/text.js'

/**
 * Sections of the settings, in their order; the id is in the address, behind the #.
 * @typedef {'key' | 'browsers' | 'security' | 'backups' | 'appearance' | 'account'} Section
 * @type {ReadonlyArray<readonly [id: Section, title: string]>}
 */
export const SECTIONS = [
  ['key', text('Account Key')],
  ['browsers', text('Browsers')],
  ['security', text('Security')],
  ['backups', text('Backups')],
  ['appearance', text('Appearance')],
  ['account', text('Account')],
]
