import t from 'tap'
import { compareCase, readLines } from '../../../server/cases/compare-case.ts'
import type { InvitationContent } from '../../../server/lifecycles/invitation-content.ts'
import { CONTENT } from './case-scene.ts'

const { holder, passport } = CONTENT
const INVITED: Partial<InvitationContent> = {
  surname: holder.surname,
  given_names: holder.given_names,
  birth_date: holder.birth_date,
  nationality: holder.nationality,
  passport: { number: passport.number, issuer: passport.issuer },
  ...{ purpose: 'tourism', category: 'B12', entries: 1, valid_from: '2026-12-01', valid_until: '2026-12-20' },
}
const TODAY = '2026-11-22'
const fields = (change: Partial<typeof CONTENT>, invited: Partial<InvitationContent> | null = INVITED) =>
  compareCase({ ...CONTENT, ...change }, invited, TODAY).map(({ against, field }) => `${against} ${field}`)

t.test('what is said alike is no difference', async (t) => {
  t.strictSame(fields({}), [])
  t.strictSame(fields({}, null), [])
  t.strictSame(fields({}, {}), [], 'an invitation on paper that names nothing')
  t.strictSame(fields({ mrz: null }), [])
})

t.test('each thing that differs from the lines of the passport is marked', async (t) => {
  const other = {
    surname: 'PERARA',
    given_names: 'NIMALI',
    sex: 'M',
    birth_date: '1990-04-03',
    nationality: 'IND',
  } as const
  t.strictSame(
    fields({ holder: other, passport: { number: 'N1234568', issuer: 'IND', expires: '2031-08-23' } }, null),
    [
      ...['surname', 'given_names', 'sex', 'birth_date', 'nationality', 'passport.number', 'passport.issuer'],
      'passport.expires',
    ].map((field) => `passport ${field}`),
  )
  const [surname] = compareCase({ ...CONTENT, holder: { ...holder, surname: 'PERARA' } }, null, TODAY)
  t.match(surname, {
    ...{ field: 'surname', typed: 'PERARA', found: 'PERERA', match: 'close' },
    runs: [
      { same: true, one: 'PER' },
      { same: false, one: 'A', other: 'E' },
      { same: true, one: 'RA' },
    ],
  })
})

t.test('each thing that differs from the invitation is marked', async (t) => {
  const invited = {
    ...INVITED,
    surname: 'PERERRA',
    passport: { number: 'N7', issuer: 'LKA' },
    category: 'B1',
    entries: 2,
  } as const
  t.strictSame(fields({}, invited), [
    'invitation surname',
    'invitation passport.number',
    'invitation category',
    'invitation entries',
  ])
})

t.test('lines that are none, and lines that were not typed, are told apart', async (t) => {
  t.strictSame(readLines({ mrz: null }), { wereTyped: false, reading: null })
  t.strictSame(readLines({ mrz: ['P<', 'x'] }), { wereTyped: true, reading: null })
  t.match(readLines(CONTENT), { reading: { surname: 'PERERA' } })
})
