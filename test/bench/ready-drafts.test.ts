import { join } from 'node:path'
import t from 'tap'
import { keepReadyDrafts } from '../../bench/ready-drafts.ts'
import { build } from '../server/build-app.ts'
import { TERMS } from '../server/made-application.ts'

t.test('every draft is submitted by its own session as it is, and by no other', async (t) => {
  const built = await build(t)
  const portal = await built.enrol('portal')
  const drafts = await keepReadyDrafts(join(built.dir, 'authority.db'), 2, portal.id)
  const submit = (of: number, by: number) => {
    const { reference, revision } = drafts[of] ?? { reference: '', revision: 0 }
    const terms = { revision: TERMS.revision, effective_from: TERMS.effectiveFrom }
    const session = { 'evisa-session': drafts[by]?.session ?? '' }
    return portal.call('POST', `/v1/applications/${reference}/submission`, { revision, terms }, session)
  }
  t.equal((await submit(0, 1)).status, 404)
  for (const at of [0, 1]) {
    const { status, body } = await submit(at, at)
    t.equal(status, 200, JSON.stringify(body))
    t.equal(body.reference, drafts[at]?.reference)
  }
})
