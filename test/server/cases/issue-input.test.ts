import t from 'tap'
import { issueInput } from '../../../server/cases/issue-input.ts'
import { CONTENT } from './case-scene.ts'

t.test('what is issued is the frozen content under the reference of the case, and nothing besides', async (t) => {
  const { purpose: _p, mrz: _m, copy: _c, copy_sha256: _h, phone: _t, background: _b, ...more } = CONTENT
  const { expected_entry: _e, expected_exit: _x, place_of_stay: _s, ...issued } = more
  t.strictSame(issueInput('K7Q2M4XN9TBD', CONTENT), {
    ok: true,
    value: { application_reference: 'K7Q2M4XN9TBD', ...issued },
  })
})

t.test('what no e-visa can be made of is told by its fields', async (t) => {
  t.match(issueInput('K7Q2M4XN9TBD', { ...CONTENT, email: 'a b' }), { ok: false, error: [{ field: 'email' }] })
})
