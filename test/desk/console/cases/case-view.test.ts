import t from 'tap'
import type { ShownCase } from '../../../../desk/console/cases/case-types.ts'
import { caseAddress, caseView } from '../../../../desk/console/cases/case-view.ts'
import { AIGUL, DECIDED, IN_ENGLISH, SHOWN } from './made-shown.ts'

const view = (change: Partial<ShownCase> = {}) => caseView({ ...SHOWN, ...change }, AIGUL, IN_ENGLISH)
const claim = (by: string) => ({ by, until: 1_795_323_600 })

t.test('what nobody has is there to be taken; the picture is for whoever has it', async (t) => {
  t.equal(caseAddress(IN_ENGLISH, 'K7Q2M4XN9TBD'), '/en/cases/K7Q2M4XN9TBD')
  t.match(view(), { mayClaim: true, isClean: true, pages: { count: 2, shown: [] }, due: /2026/ })
  t.match(view({ claim: claim('Marat') }), {
    mayClaim: false,
    pages: { shown: [] },
    claim: { by: 'Marat', isOwn: false },
  })
  const own = view({ claim: claim('Aigul') })
  t.same(own.pages.shown, ['/en/cases/K7Q2M4XN9TBD/copies/1.jpg', '/en/cases/K7Q2M4XN9TBD/copies/2.jpg'])
  t.match(view({ state: 'issued' }), { mayClaim: false, due: '', pages: { count: 2, mayShow: false } })
  const copy = { id: 'c', state: 'refused', pages: 0, findings: [{ code: 'blurred', page: 1 }] }
  t.match(view({ copy }), { pages: { count: 0 }, warnings: ['Picture of the passport: not sharp'] })
})

t.test('what has to be seen first is said', async (t) => {
  const against = 'passport' as const
  const difference = { field: 'sex', against, typed: 'F', found: 'M', match: null, runs: [] }
  t.match(view({ differences: [difference] }), { isClean: false, warnings: ['1 difference: marked below.'] })
  t.match(view({ lines: { ...SHOWN.lines, were_typed: false } }).warnings, [/were not typed/])
  t.match(view({ lines: { ...SHOWN.lines, number: null } }).warnings, [/are none of a passport/])
  t.match(view({ typed: null }), { isErased: true, name: 'erased', warnings: [], said: [] })
  t.same(view({ flags: ['convicted'] }).flags, ['convicted'])
})

t.test('a first decision waits for somebody else, and one that could not be issued says why', async (t) => {
  const second = view({ state: 'second-review', decisions: [DECIDED] })
  t.match(second, { waiting: { officer: 'Marat' }, isFirst: false, mayClaim: true })
  const own = view({ state: 'second-review', decisions: [{ ...DECIDED, officer: 'Aigul' }] })
  t.match(own, { isFirst: true, mayClaim: false })
  const issue_fault = [{ field: 'holder', rule: 'x', message: 'is wrong' }]
  const back = { of: 'application', edge: 'not-issued', state: 'review', actor: 'issuing', at: 9, detail: {} } as const
  const timeline = [...SHOWN.timeline, back]
  t.same(view({ timeline, decisions: [{ ...DECIDED, issue_fault }] }).notIssued, ['holder is wrong'])
  t.same(view({ decisions: [{ ...DECIDED, issue_fault }] }).notIssued, [])
})
