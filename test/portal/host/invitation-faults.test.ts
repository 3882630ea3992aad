import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { isKnownRule } from '../../../portal/faults/fault-text.ts'
import { formErrors, invitationFaultText, summaryOf } from '../../../portal/host/invitation-faults.ts'
import { judgeInvitation } from '../../../server/invitations/judge-invitation.ts'
import { readInvitation } from '../../../server/invitations/read-invitation.ts'
import { INVITED } from '../../server/store/made-invitations.ts'

const fault = (field: string, rule: string, message = '') => ({ field, rule, message })

t.test('each field of the form is told once, where it stands', async (t) => {
  const read = readInvitation({ passport: {} })
  const errors = formErrors(read.ok ? [] : read.error, 'en')
  t.strictSame(
    new Set(errors.map(({ field }) => field)),
    new Set([
      ...['surname', 'given_names', 'birth_date', 'nationality', 'passport_number', 'visa'],
      ...['valid_from', 'valid_until', 'stay_days', 'email', 'language'],
    ]),
  )
  // Where no state issued it, it is that of the nationality, which is missing itself.
  t.notOk(errors.some(({ field }) => field === 'passport_issuer'))
  t.equal(errors.length, new Set(errors.map(({ field }) => field)).size)
})

t.test('above the form each is told with the name of its field, in the order of the form', async (t) => {
  const errors = formErrors([fault('entries', 'required'), fault('surname', 'required')], 'en')
  t.strictSame(summaryOf([...errors, { field: 'form', text: 'Nothing was kept.' }], 'en'), [
    { field: 'surname', text: 'Surname: This is needed: fill it in.' },
    { field: 'visa', text: 'What for, and how many entries: This is needed: fill it in.' },
    { field: 'form', text: 'Nothing was kept.' },
  ])
})

t.test('what every field takes is told in every language, in words of its own', async (t) => {
  const wrong = {
    ...INVITED,
    surname: 'Иванов',
    birth_date: 'May',
    nationality: 'Lanka',
    passport: { number: 'Ñ', issuer: '' },
  }
  const more = {
    entries: 7,
    valid_from: 'x',
    valid_until: 'x',
    stay_days: 'x',
    purpose: '!',
    category: '!',
    email: 7,
    language: 'xx',
  }
  const read = readInvitation({ ...wrong, ...more })
  const faults = read.ok ? [] : read.error
  t.equal(faults.length, 13)
  for (const language of TRAVELLER_LANGUAGES)
    for (const one of faults)
      t.notMatch(invitationFaultText(one, language), /undefined|takes|^$/, `${language} ${one.field}`)
  const nameFault = faults.find(({ field }) => field === 'surname')
  t.match(nameFault && invitationFaultText(nameFault, 'ru'), 'IVANOV')
})

t.test('every rule by which an invitation is judged has words', async (t) => {
  const policy = {
    categories: new Map([
      ['B12', { entries: [1], max_stay_days: 5, max_validity_days: 5, eligible: new Set<string>() }],
    ]),
  } as unknown as Parameters<typeof judgeInvitation>[1]['policy']
  const { TERMS_EDITION: edition } = await import('../made-terms.ts')
  const judges = { edition, policy, today: '2026-11-22', hostKind: 'individual' } as const
  const rules = [
    {},
    { purpose: 'study' },
    { purpose: 'spying' },
    { category: 'C12' },
    { entries: 'multiple' as const },
    { birth_date: '2027-01-01' },
    { valid_from: '2026-01-01', valid_until: '2025-01-01' },
    { valid_from: '2028-06-01', valid_until: '2028-06-20' },
    { valid_from: '2026-13-01' },
    { valid_until: '2200-01-01' },
    { stay_days: 400 },
  ].flatMap((change) => judgeInvitation({ ...INVITED, ...change }, judges).map(({ rule }) => rule))
  t.ok(new Set(rules).size >= 12, [...new Set(rules)].join(' '))
  for (const rule of new Set(rules)) t.ok(isKnownRule(rule), rule)
})

t.test('a day of a list that may be two, or that a spreadsheet has counted, is told as what it is', async (t) => {
  const say = (message: string) => invitationFaultText(fault('valid_from', 'shape', message), 'en')
  t.match(say('"04/05/2027": "04/05/2027" may be two days: write it as YYYY-MM-DD'), 'two different days')
  t.match(say('"46082": "46082" is how a spreadsheet counts days: show it as a date'), 'spreadsheet')
  t.match(say('"31.02.2027": "31.02.2027" is not a day of the calendar'), 'no such day')
})
