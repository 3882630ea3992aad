import t from 'tap'
import { exportApplication } from '../../../server/applications/export-application.ts'
import { unwrap } from '../../made.ts'
import { build } from '../build-app.ts'
import { contextOf, madeApplication } from '../made-application.ts'
import { actOf } from '../store/made-applications.ts'

t.test('all that is held is handed to its owner, which is noted', async (t) => {
  const built = await build(t)
  const made = await madeApplication(built)
  const exported = unwrap(await exportApplication(made, actOf(made.account), contextOf(built)))
  t.match(exported, {
    found: { application: { frozen: { content: made.content, salt: made.salt, receipt: made.receipt } } },
    records: { payments: [], decisions: [], letters: [{ kind: 'submitted', address: made.content.email }] },
  })
  t.match((await built.store.auditAfter(0, 1000)).at(-1), {
    act: 'application-export',
    subject: made.reference,
    actor: `applicant/${made.account}`,
  })
  const other = { ...made, account: 'another' }
  t.strictSame(await exportApplication(other, actOf('another'), contextOf(built)), { ok: false, error: 'not-there' })
})
