import t from 'tap'
import { language } from '../../../../scanner-client/pwa/language.ts'
import { keepPreferences, keptShift, preferences } from '../../../../scanner-client/pwa/scanning/preferences.ts'
import { beginShift } from '../../../../scanner-client/pwa/scanning/shift.ts'
import '../fetched-files.ts'
import { memoryStorage } from './memory-storage.ts'

t.test('begins in the language of the browser, keeps what is chosen, and forgets what cannot be read', async (t) => {
  const first = memoryStorage({ 'evisa-preferences': '{"theme":"purple"}' })
  await keepPreferences(first, ['kk-KZ'])
  t.equal(language.value, 'kk')
  preferences.value = { ...preferences.value, language: 'ru', theme: 'night' }
  t.match(JSON.parse(first.kept['evisa-preferences'] ?? ''), { language: 'ru', theme: 'night' })
  preferences.value = { ...preferences.value, language: 'en' }
  const second = memoryStorage({ 'evisa-preferences': JSON.stringify({ ...preferences.value, language: 'ru' }) })
  await keepPreferences(second, ['en'])
  t.equal(language.value, 'ru')
})

t.test('a shift is kept until it is ended', async (t) => {
  const one = memoryStorage()
  const shift = keptShift(one)
  t.equal(shift.value, null)
  shift.value = beginShift({ checkpoint: 'NQZ', flight: '', arrival: '', operator: '' }, 1)
  t.same(keptShift(one).value, shift.value)
  shift.value = null
  t.same(Object.keys(one.kept), [])
})
