import t from 'tap'
import { Compile } from 'typebox/schema'
import {
  ApplicationDocument,
  applicationDocument,
  ExportDocument,
  exportDocument,
  feeDocument,
  ListedApplicationDocument,
  listedApplication,
  readReference,
  SubmissionDocument,
  submissionDocument,
} from '../../../server/api-description/application-answers.ts'
import { exportApplication } from '../../../server/applications/export-application.ts'
import { listApplications } from '../../../server/applications/show-application.ts'
import { unwrap } from '../../made.ts'
import { build } from '../build-app.ts'
import { contextOf, madeApplication, readyApplication } from '../made-application.ts'
import { actOf } from '../store/made-applications.ts'

t.test('what is told of an application is of the form that the description names', async (t) => {
  const built = await build(t)
  const [submitted, draft] = [await madeApplication(built), await readyApplication(built)]
  for (const owned of [submitted, draft]) {
    const exported = unwrap(await exportApplication(owned, actOf(owned.account), contextOf(built)))
    t.ok(Compile(ApplicationDocument).Check(applicationDocument(exported)))
    t.ok(Compile(ExportDocument).Check(exportDocument(exported)))
    const [listed] = await listApplications(owned.account, null, 1, contextOf(built))
    t.ok(listed && Compile(ListedApplicationDocument).Check(listedApplication(listed)))
  }
  const document = submissionDocument(submitted.reference, submitted)
  t.ok(Compile(SubmissionDocument).Check(document))
  t.match(document, { fee: feeDocument({ minor: 6000, currency: 'USD' }), terms: { effective_from: '2026-01-01' } })
})

t.test('a reference is read as it is typed', async (t) => {
  const { reference } = await readyApplication(await build(t))
  t.strictSame(readReference(` ${reference.slice(0, 4)}-${reference.slice(4)} `.toLowerCase()), {
    ok: true,
    value: reference,
  })
  for (const typed of ['', 'K7Q2', '🙂', `${reference}2`, 'x'.repeat(99)])
    t.match(readReference(typed), { ok: false, error: /no reference of an application/ })
})
