import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import type { FieldFault } from '#evisa/field-fault.ts'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { Words } from '../../../pages/words.ts'
import { faultText, isKnownRule } from '../../../portal/faults/fault-text.ts'
import * as texts from '../../../portal/faults/strings/texts.ts'
import { readPage } from '../../../server/applications/read-pages.ts'
import { typedBy } from '../../server/made-application.ts'

const WORDS: Words<typeof texts.en> = texts
const PROJECT = resolve(import.meta.dirname, '../../..')
const TODAY = '2026-11-22'

/** Where faults of fields come from that people of the portal are told. */
const SOURCES = [
  'server/applications/*.ts',
  'server/invitations/*.ts',
  'server/issuing/{judge-application,judge-visit,read-application}.ts',
  'server/routes/application-problems.ts',
]
const NAMED = [
  /rule: '([a-z-]+)'/g,
  /\b(?:faultOf|fault|numberFault)\(\s*'([a-z-]+)'/g,
  /\b(?:add|faultIf)\([^;]*?,\s*(?:'[a-z_.]+'|field|nationalityField),\s*'([a-z-]+)',/g,
]

function rulesInSources(): readonly string[] {
  const rules = globSync(SOURCES, { cwd: PROJECT }).flatMap((path) => {
    const source = readFileSync(join(PROJECT, path), 'utf8')
    return NAMED.flatMap((pattern) => [...source.matchAll(pattern)].map(([, rule = '']) => rule))
  })
  const shapes = readFileSync(join(PROJECT, 'evisa/shape-faults.ts'), 'utf8')
  const kinds = /kind: ('.*')$/m.exec(shapes)?.[1]?.match(/[a-z-]+/g) ?? []
  const copies = readFileSync(join(PROJECT, 'server/store/copy-store.ts'), 'utf8')
  const states = /CopyState = ('.*')$/m.exec(copies)?.[1]?.match(/[a-z-]+/g) ?? []
  const ofCopies = states.filter((state) => state !== 'accepted').map((state) => `copy-${state}`)
  return [...new Set([...rules, ...kinds, ...ofCopies])].sort()
}

t.test('every rule that the sources name has words of its own in every language', async (t) => {
  const rules = rulesInSources()
  for (const known of [
    'stay',
    'category-stay',
    'invitation-holder',
    'eligible-nationality',
    'date-ambiguous',
    'embassy-only',
    'copy-refused',
    'unknown-member',
    'fee',
    'terms-changed',
    'not-future',
    'printable',
    'invited-by',
  ])
    t.ok(rules.includes(known), `the sources are read: ${known}`)
  for (const rule of rules) t.ok(isKnownRule(rule), rule)
  for (const rule of Object.keys(texts.en.plain)) {
    t.ok(rules.includes(rule), `${rule} is named somewhere`)
  }
})

const faultsOf = (page: 'trip' | 'passport' | 'contact' | 'background', change: Record<string, string>) =>
  readPage(page, { ...typedBy('PAPER50001', 'N1234567')[page], ...change }, TODAY).faults

const first = (faults: readonly FieldFault[]): FieldFault => {
  const [fault] = faults
  if (fault === undefined) throw new Error('there is no fault')
  return fault
}

t.test('what the server says of a day is told in words of the language', async (t) => {
  const ambiguous = first(faultsOf('trip', { expected_entry: '03/04/2027' }))
  t.equal(
    faultText(ambiguous, 'en'),
    'This may be 3 April 2027 or 4 March 2027. Write the month as a word.'.replace(
      '3 April 2027 or 4 March 2027',
      '3 April 2027 or 4 March 2027',
    ),
  )
  t.match(faultText(ambiguous, 'ru'), /3 апреля 2027 .* 4 марта 2027/)
  t.match(faultText(first(faultsOf('trip', { expected_entry: '2026-11-01' })), 'fr'), '1 novembre 2026')
  t.match(
    faultText(first(faultsOf('trip', { expected_entry: '30 02 2027' })), 'en'),
    '2027-02-30 is not in the calendar',
  )
  t.match(faultText(first(faultsOf('trip', { expected_exit: '23.11.2026' })), 'kk'), '2026')
})

t.test('how a name is to be spelled is told, and which character is not Latin', async (t) => {
  t.match(faultText(first(faultsOf('passport', { surname: 'Müller' })), 'en'), 'MUELLER')
  t.match(
    faultText(first(faultsOf('passport', { surname: 'PEРERA' })), 'en'),
    'Character 3 only looks like the Latin P',
  )
  t.match(faultText(first(faultsOf('passport', { number: 'N123*456' })), 'ru'), '«*»')
})

t.test('a difference from the lines of the passport says what, where and both ways of it', async (t) => {
  const fault = first(faultsOf('passport', { surname: 'Pereira' }))
  t.match(faultText(fault, 'en'), /PEREIRA.*PERERA.*character 5/)
  t.match(faultText(fault, 'ar'), '\u2068PERERA\u2069')
  const lines = String(typedBy('PAPER50001', 'N1234567').passport.mrz).replace('9003', '9004')
  t.match(faultText(first(faultsOf('passport', { mrz: lines })), 'fr'), 'la date de naissance')
})

t.test('what is missing is told by its field where that says more', async (t) => {
  const fault = first(faultsOf('background', { refused_before: 'yes' }))
  t.match(faultText(fault, 'en'), 'what happened and when')
  t.match(faultText({ field: 'copy', rule: 'required', message: 'is missing' }, 'en'), 'Add a picture')
  const ofChoice = (field: string) => faultText({ field, rule: 'required', message: 'is missing' }, 'en')
  t.match(ofChoice('declaration.is_true'), 'Tick that all answers are yours')
  t.match(ofChoice('declaration.not_refunded'), 'Tick that you accept the terms')
  for (const field of ['refused_before', 'overstayed', 'convicted']) t.equal(ofChoice(field), 'Choose yes or no.')
  t.match(
    faultText({ field: 'contact.phone', rule: 'required', message: 'is missing' }, 'en', 'Telephone'),
    /^Telephone: This is needed/,
  )
})

t.test('a fault of the invitation itself sends the traveller to the host, and says why', async (t) => {
  const message =
    'is of an invitation that gets no e-visa: stay_days B12 allows at most 30 days. Ask your host for another one'
  const text = faultText({ field: 'invitation.visa_support_number', rule: 'category-stay', message }, 'en')
  t.match(text, 'Ask your host')
  t.match(text, 'B12 allows 30 days')
})

t.test('states and purposes are told by their names', async (t) => {
  const nationality = {
    field: 'holder.nationality',
    rule: 'eligible-nationality',
    message: 'LKA is not on the list of nationalities for B12',
  }
  t.match(faultText(nationality, 'ru'), 'Шри-Ланка')
  const purpose = {
    field: 'trip.purpose',
    rule: 'invitation-purpose',
    message: 'is business, and the invitation is for tourism: choose that, or ask your host for another invitation',
  }
  t.match(faultText(purpose, 'fr'), 'tourisme')
})

t.test('a rule that nobody foresaw gets a sentence that says what to do', async (t) => {
  const strange = { field: 'x', rule: 'constructor', message: '<b>2026-01-01</b>' }
  for (const language of TRAVELLER_LANGUAGES) {
    t.equal(faultText(strange, language), WORDS[language].unknown)
    t.match(faultText(strange, language, 'X'), /^X ?: /)
  }
})

t.test('no text has a place left unfilled, whatever the message', async (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    for (const rule of Object.keys(texts.en.plain)) {
      const text = faultText({ field: 'x', rule, message: '' }, language)
      t.notMatch(text, /[{}]|undefined/, `${language} ${rule}`)
    }
  }
})
