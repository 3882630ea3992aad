/** An e-visa by its number. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import type { Store } from '../store/store.ts'
import type { StoredVisa } from '../store/visa-store.ts'

export type FoundVisa = Result<StoredVisa, 'no-such-visa'>

export async function findVisa(number: string, store: Pick<Store, 'findVisa'>): Promise<FoundVisa> {
  const visa = await store.findVisa(number)
  return visa === null ? fail('no-such-visa') : ok(visa)
}

/** The same for somebody who is shown it, which stands in the audit trail first. */
export async function lookUpVisa(
  number: string,
  by: Act,
  store: Pick<Store, 'findVisa' | 'noteActs'>,
): Promise<FoundVisa> {
  await store.noteActs([{ ...by, act: 'look-up', subject: number, detail: {} }])
  return findVisa(number, store)
}
