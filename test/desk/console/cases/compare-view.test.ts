import t from 'tap'
import type { ShownCase } from '../../../../desk/console/cases/case-types.ts'
import { type ComparedCell, comparedRows, saidRows } from '../../../../desk/console/cases/compare-view.ts'
import { compareCase } from '../../../../server/cases/compare-case.ts'
import { CONTENT } from '../../../server/cases/case-scene.ts'
import { IN_ENGLISH, SHOWN } from './made-shown.ts'

const text = ({ letters }: ComparedCell) => letters.map((run) => (run.differs ? `[${run.text}]` : run.text)).join('')

t.test('three sides stand side by side, and what differs is marked letter by letter', async (t) => {
  const typed = { ...CONTENT, holder: { ...CONTENT.holder, surname: 'PEREIRA' } }
  const differences: ShownCase['differences'] = compareCase(typed, { valid_until: '2026-12-18' }, '2026-11-22').map(
    ({ runs, ...one }) => ({ ...one, runs: runs.map(({ same, one, other }) => ({ same, typed: one, found: other })) }),
  )
  const rows = comparedRows({ ...SHOWN, typed, differences }, IN_ENGLISH)
  const row = (field: string) => {
    const found = rows.find((one) => one.field === field)
    if (found === undefined) throw new Error(field)
    return [text(found.typed), text(found.passport), text(found.invitation)]
  }
  t.same(row('surname'), ['PERE[I]RA', 'PERE[]RA', 'PERERA'])
  t.equal(rows[0]?.passport.match, 'may be the same name')
  t.same(row('valid_until'), ['2026-12-[20]', '', '2026-12-[18]'])
  t.same(row('birth_date').slice(0, 2), ['4 March 1990', '4 March 1990'], 'a day of the lines has no century')
  t.same(row('stay_days'), ['20', '', '20'])
  t.same(row('entries').slice(0, 2), ['one', ''])
  t.same(row('nationality')[0], 'Sri Lanka (LKA)')
  t.same(
    rows.filter(({ differs }) => differs).map(({ field }) => field),
    ['surname', 'valid_until'],
  )
})

t.test('of what was erased nothing is shown; lines and an invitation may be missing', async (t) => {
  t.same(comparedRows({ ...SHOWN, typed: null }, IN_ENGLISH), [])
  const bare = comparedRows({ ...SHOWN, invitation: null }, IN_ENGLISH)
  t.ok(bare.every(({ invitation }) => invitation.letters.length === 0))
})

t.test('what only the traveller said stands in words', async (t) => {
  const said = (change: object) =>
    saidRows({ ...CONTENT, background: { ...CONTENT.background, ...change } }, IN_ENGLISH).at(-1)?.value
  t.equal(said({}), 'nothing')
  t.equal(said({ convicted: true, overstayed: true, explanation: 'in 2019' }), 'overstayed, convicted: in 2019')
  t.match(saidRows(CONTENT, IN_ENGLISH)[0], { value: '2 December 2026 – 15 December 2026' })
})
