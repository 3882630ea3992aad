import t from 'tap'
import type { CaseAnswer } from '../../../desk/terminal/case-answers.ts'
import { describeCase, describeDifference, describeListed } from '../../../desk/terminal/describe-case.ts'

const holder = { surname: 'PERERA', given_names: 'NIMALI', nationality: 'LKA' }
const SHOWN: CaseAnswer = {
  ...{ reference: 'K7Q2M4XN9TBD', state: 'review', due_at: 1_795_323_600, claim: null, flags: [], revision: 7 },
  ...{ differences: [], lines: { were_typed: true, number: 'N1' }, invitation: null, visa_number: null },
  typed: {
    holder: { ...holder, sex: 'F', birth_date: '1990-03-04' },
    passport: { number: 'N1234567', issuer: 'LKA', expires: '2031-08-22' },
    ...{ mrz: ['P<LKA'], background: { convicted: true, refused_before: false, explanation: 'in\u001b[2J 2019' } },
  },
  ...{ terms: { two_officers: { refusal: true, no_objection: false } }, copy: null, duplicates: [], of_passport: [] },
  ...{ of_host: [], payments: [{ state: 'paid', amount_minor: 6000, currency: 'USD' }], messages: [], decisions: [] },
  ...{ corrections: [], timeline: [] },
}
const linesOf = (change: Partial<CaseAnswer>) => describeCase({ ...SHOWN, ...change }).split('\n')

t.test('a difference is told letter by letter', async (t) => {
  const runs = [
    { same: true, typed: 'PER', found: 'PER' },
    { same: false, typed: '', found: 'R' },
    { same: true, typed: 'A', found: 'A' },
  ]
  const difference = { field: 'surname', against: 'passport', match: 'close', runs }
  t.equal(describeDifference(difference), '  DIFFERS: surname: typed PER[]A, passport PER[R]A (by its spelling close)')
  t.equal(linesOf({ differences: [difference] })[2], describeDifference(difference), 'before all else')
})

t.test('what an officer has to look at comes first', async (t) => {
  t.match(linesOf({}).slice(0, 3), [
    'K7Q2-M4XN-9TBD  PERERA NIMALI: review, revision 7',
    /^ {2}due 2026-\d\d-.*; nobody has it$/,
    /nothing differs/,
  ])
  const decision = {
    ...{ officer: 'asel', place: 'first', decision: 'refuse', rule: 'identity', reason: 'another one', at: 1 },
    issue_fault: [{ field: 'valid_until', message: 'is already past' }],
  }
  const edge = { of: 'application', edge: 'not-issued', actor: 'issuing', at: 1 }
  t.match(linesOf({ flags: ['convicted'], lines: { were_typed: false, number: null } }), [
    /./,
    /./,
    /./,
    /not typed/,
    /LOOK: convicted/,
  ])
  t.ok(linesOf({ decisions: [decision], timeline: [edge] }).includes('  NOT ISSUED: valid_until is already past'))
  t.ok(
    linesOf({ state: 'second-review', decisions: [decision] }).includes(
      '  WAITS FOR A SECOND OFFICER: asel, first: refuse (identity): another one',
    ),
  )
})

t.test('nothing that somebody wrote controls the terminal', async (t) => {
  t.match(describeCase(SHOWN), 'background: convicted, "in [2J 2019"')
})

t.test('what was erased is said to be', async (t) => {
  t.match(describeCase({ ...SHOWN, typed: null }), 'what the application said was erased')
  t.match(
    describeListed({ ...SHOWN, overdue: true, holder: null, category: null, claim: { by: 'asel', until: 1 } }),
    /OVERDUE since .*; erased; asel has it until/,
  )
})
