import t from 'tap'
import { caseTrouble } from '../../../../desk/console/cases/case-trouble.ts'
import { Refused } from '../../../../pages/answers.ts'
import { IN_ENGLISH, SHOWN } from './made-shown.ts'

const conflict = new Refused(409, { type: 'urn:evisa:problem:conflict', detail: 'told by the server' })
const told = (change: object, refused = conflict, revision: number | null = SHOWN.revision) =>
  caseTrouble({ ...SHOWN, ...change }, { refused, revision, person: { name: 'Aigul' } }, IN_ENGLISH)

t.test('why nothing was done is told from the case as it is now', async (t) => {
  t.match(told({}, conflict, 1), /changed since you looked.*Application: under review/)
  t.match(told({ state: 'withdrawn' }), /nothing to decide any more. State: withdrawn/)
  t.match(told({ claim: { by: 'Marat', until: 1_795_323_600 } }), /Marat has this case until .*2026/)
  t.equal(told({}), 'told by the server')
  t.match(told({}, conflict, null), /changed while you looked at it/)
  const claim = { by: 'Aigul', until: 1_795_323_600 }
  t.equal(told({ claim }), 'told by the server', 'one’s own claim keeps nothing from being done')
  t.match(told({ claim, state: 'second-review' }), /who decided first works here no more/)
  t.match(told({ claim, typed: null }), /was erased/)
  const errors = [{ field: 'passport.expires', rule: 'x', message: 'is too early' }]
  const policy = new Refused(422, { type: 'urn:evisa:problem:breaks-policy', errors })
  t.match(told({}, policy), /no e-visa can be issued of it. passport.expires is too early/)
  t.match(told({}, new Refused(400, { type: 'urn:evisa:problem:bad-request' })), /cannot be kept/)
})
