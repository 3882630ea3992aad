/** All that is held about an application, for whoever it is about. */
import { ok, type Result } from '#evisa/result.ts'
import type { CaseRecords, OwnedReference } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { ApplicationContext } from './application-context.ts'
import { type ShownApplication, showApplication } from './show-application.ts'

export interface ExportedApplication extends ShownApplication {
  readonly records: CaseRecords
}

/** That it was handed out is noted. */
export async function exportApplication(
  owned: OwnedReference,
  act: Act,
  context: Pick<ApplicationContext, 'store' | 'terms' | 'now'>,
): Promise<Result<ExportedApplication, 'not-there'>> {
  const shown = await showApplication(owned, context)
  if (!shown.ok) return shown
  await context.store.noteActs([{ ...act, act: 'application-export', subject: owned.reference, detail: {} }])
  return ok({ ...shown.value, records: await context.store.recordsOfCase(owned.reference) })
}
