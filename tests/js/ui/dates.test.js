import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { afterEach, test } from 'node:test'
import { counted, day, figure, moment, monthYear, recently } from '../../../static/js/ui/dates.js'
import { localeOf } from '../../../static/js/ui/locale.js'
import { speak } from '../../../static/js/ui/text.js'

const german = JSON.parse(readFileSync('static/js/languages/de.json', 'utf8'))

afterEach(() => speak({}))

/** In the time zone of whoever reads. @param {number} date @param {number} hour */
const may = (date, hour = 14) => new Date(2026, 4, date, hour, 5)

/** Engines put spaces of their own between a time and its half of the day. @param {string} text */
const spaced = (text) => text.replace(/\s/g, ' ')

test('days and months are written as in Britain where nothing else is asked for', () => {
  assert.equal(day(may(3)), '3 May 2026')
  assert.equal(monthYear(may(3)), 'May 2026')
  assert.equal(moment(may(3)), '3 May 2026, 14:05')
})

test('days and months are written in German', () => {
  speak(german, 'de')
  assert.equal(day(may(3)), '3. Mai 2026')
  assert.equal(monthYear(may(3)), 'Mai 2026')
  assert.equal(moment(may(3, 9)), '3. Mai 2026, 09:05')
})

test('a date may come as a text of the server and as a number', () => {
  assert.equal(day('2026-05-03T12:00:00'), '3 May 2026')
  assert.equal(day(may(3).getTime()), '3 May 2026')
})

test('today and yesterday are called so, the day before is not', () => {
  const now = may(3, 23)
  assert.equal(recently(may(3), now), 'today, 14:05')
  assert.equal(recently(may(2), now), 'yesterday, 14:05')
  assert.equal(recently(may(1), now), '1 May 2026')
  assert.equal(recently(new Date(2026, 3, 30, 14, 5), may(1)), 'yesterday, 14:05')
  speak(german, 'de')
  assert.equal(recently(may(3), now), 'heute, 14:05')
  assert.equal(recently(may(2), now), 'gestern, 14:05')
  assert.equal(recently(may(1), now), '1. Mai 2026')
})

test('the same day of another year is no today', () => {
  assert.equal(recently(new Date(2025, 4, 3, 14, 5), may(3)), '3 May 2025')
})

test('numbers have the marks of the language', () => {
  assert.equal(figure(1284.5), '1,284.5')
  assert.equal(counted(1, 'item'), '1 item')
  assert.equal(counted(1284, 'item'), '1,284 items')
  speak(german, 'de')
  assert.equal(figure(1284.5), '1.284,5')
  assert.equal(counted(1, 'item'), '1 Eintrag')
  assert.equal(counted(1284, 'item'), '1.284 Einträge')
})

test('a browser that asks for another country of the language gets its times and months', () => {
  speak({}, 'en', 'en-US')
  assert.equal(spaced(moment(may(3))), '3 May 2026, 2:05 PM')
  assert.equal(spaced(recently(may(3), may(3))), 'today, 2:05 PM')
  speak(german, 'de', 'de-AT')
  assert.equal(day(new Date(2026, 0, 3)), '3. Jänner 2026')
})

test('an English date is spelled as in the subjects of the e-mails, whatever the country', () => {
  for (const country of ['en-US', 'en-CA', 'en-IN']) {
    speak({}, 'en', country)
    assert.equal(day(may(3)), '3 May 2026')
  }
})

test('the first country that the browser asks for in the language that is spoken counts', () => {
  assert.equal(localeOf('en', ['de-DE', 'de', 'en-US', 'en-GB']), 'en-US')
  assert.equal(localeOf('de', ['en-US', 'de', 'de-CH']), 'de-CH')
})

test('without a country English is that of Britain', () => {
  assert.equal(localeOf('en', []), 'en-GB')
  assert.equal(localeOf('en', ['en', 'de-DE', 'eng-US']), 'en-GB')
  assert.equal(localeOf('de', ['en-US']), 'de-DE')
})

test('what is no name of a locale is passed over', () => {
  assert.equal(localeOf('en', ['en-US@posix', 'en_US', 'en-AU']), 'en-AU')
})
