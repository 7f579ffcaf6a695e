import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spelled } from '../../../static/js/vault/spelled.js'
import { item, searchOf, titles } from './finding.js'

/** Where people read English or German; pages write dates as the country does. */
const LOCALES = ['en-GB', 'en-US', 'en-AU', 'en-CA', 'en-IN', 'de-DE', 'de-AT', 'de-CH']

const DAYS = Array.from({ length: 366 }, (_, nth) => new Date(Date.UTC(2028, 0, 1 + nth)).toISOString().slice(0, 10))

test('every day of a year is spelled as pages show it in any of these', () => {
  for (const locale of LOCALES) {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
    for (const date of DAYS)
      assert.ok(spelled('date', date).includes(format.format(new Date(date))), `${locale} ${date}`)
  }
})

test('every month is spelled as pages show it in any of these, and each way once', () => {
  const months = [...new Set(DAYS.map((date) => date.slice(0, 7)))]
  for (const locale of LOCALES) {
    const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
    for (const month of months)
      assert.ok(spelled('month', month).includes(format.format(new Date(month))), `${locale} ${month}`)
  }
  assert.deepEqual(spelled('month', '2031-04'), ['April 2031'])
})

test('what is no date, and what is shown as it was typed, is spelled no other way', () => {
  for (const value of ['', '2031', '31.1.2031', '2031-02-30', '2031-00-01', '2031-13-01', '2031-1-1', ' 2031-01-01'])
    assert.deepEqual(spelled('date', value), [], value)
  for (const value of ['2031-00', '2031-13', '04/31']) assert.deepEqual(spelled('month', value), [], value)
  assert.deepEqual(spelled('text', '2031-01-31'), [])
})

/** @param {string} fieldType @param {string} value */
function dated(fieldType, value) {
  const fields = [{ id: 'f', fieldType, label: 'On', value }]
  return item({ title: value, credentials: [{ type: 'custom-fields', fields }] })
}

test('dates are found as they are shown in English and in German, and as they are kept', () => {
  const card = { type: 'credit-card', expiryDate: { value: '2031-04', fieldType: 'year-month' } }
  const search = searchOf(
    item({ title: 'card', type: 'credit-card', credentials: [card] }),
    dated('date', '2031-01-31'),
    dated('date', '2032-03-05'),
    dated('date', '2031-02-30'),
    dated('year-month', '2031-13'),
    dated('string', '1999-01-31'),
  )
  assert.deepEqual(titles(search, 'April 2031'), ['card'])
  assert.deepEqual(titles(search, '2031-04'), ['card'])
  for (const query of [
    '31 January',
    '"31 January 2031"',
    'January 31, 2031',
    '31. Januar',
    '"31. jänner 2031"',
    '31 Jan',
  ])
    assert.deepEqual(titles(search, query), ['2031-01-31'], query)
  for (const query of ['5 March', '"5. März 2032"', 'marz'])
    assert.deepEqual(titles(search, query), ['2032-03-05'], query)
  assert.deepEqual(titles(search, '"2031-02-30"'), ['2031-02-30'])
  assert.deepEqual(titles(search, 'february'), [])
})
