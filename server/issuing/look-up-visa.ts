/** An e-visa by its number as somebody typed it, for the routes. */

import Type from 'typebox'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import type { Caller } from '../access/caller.ts'
import { Problem } from '../http/problem.ts'
import type { Store } from '../store/store.ts'
import type { StoredVisa } from '../store/visa-store.ts'

export const NumberParams = Type.Object({ number: Type.String({ maxLength: 40 }) })

/** Throws the problem of a number that cannot be one. */
export function readNumber(typed: string): string {
  const number = parseVisaNumber(typed)
  if (!number.ok) throw new Problem('bad-request', number.error)
  return number.value
}

/** Throws the problem of a number that there is not. */
export async function findVisa(store: Pick<Store, 'findVisa'>, typed: string): Promise<StoredVisa> {
  const visa = await store.findVisa(readNumber(typed))
  if (visa === null) throw new Problem('not-found', 'There is no e-visa of this number.')
  return visa
}

/** The same for somebody who is shown it, which stands in the audit trail first. */
export async function lookUpVisa(
  { store, now }: { readonly store: Pick<Store, 'findVisa' | 'noteActs'>; readonly now: () => EpochSeconds },
  typed: string,
  caller: Caller | null,
): Promise<StoredVisa> {
  const subject = readNumber(typed)
  await store.noteActs([{ actor: caller?.actor ?? '', at: now(), act: 'look-up', subject, detail: {} }])
  return findVisa(store, subject)
}
