import t from 'tap'
import { exportApplication } from '../../../server/applications/export-application.ts'
import { rows } from '../../../server/store/steps.ts'
import { unwrap } from '../../made.ts'
import { build } from '../build-app.ts'
import { contextOf, madeApplication, runsBeside } from '../made-application.ts'
import { actOf, takeEdges } from '../store/made-applications.ts'

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

t.test(
  'what officers think of a case is theirs until it is decided: nobody withdraws it to be refused nothing',
  async (t) => {
    const built = await build(t)
    const made = await madeApplication(built)
    const runs = runsBeside(built)
    await runs.act(() =>
      rows(
        `INSERT INTO decisions (id, application, revision, officer, place, decision, rule, reason, terms_revision, at)
       VALUES ('1', ?, 1, 'Aliya', 'first', 'refuse', 'security', 'seen elsewhere', 0, 1)`,
        made.reference,
      ),
    )
    const decisions = async () =>
      unwrap(await exportApplication(made, actOf(made.account), contextOf(built))).records.decisions
    await takeEdges(runs, made.reference, 'pay', 'take-up', 'to-second')
    t.strictSame(await decisions(), [])
    await takeEdges(runs, made.reference, 'refuse')
    t.match(await decisions(), [{ decision: 'refuse', rule: 'security', reason: 'seen elsewhere' }])
  },
)
