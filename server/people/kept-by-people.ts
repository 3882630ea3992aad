/** Whether something is done by people alone, each with a key: always, but in a demonstration and before anybody could. */
import type { Person, PersonRole, PersonStore } from '../store/person-store.ts'
import type { RecoveryStore } from '../store/recovery-store.ts'
import type { KeyPlace } from './key-place.ts'

export interface KeptBy {
  readonly store: Pick<PersonStore, 'persons'> & Pick<RecoveryStore, 'isInDoubt'>
  /** Null where there is no console at which somebody could sign in. */
  readonly keyPlace?: KeyPlace | null
  /** As `Services` has it: whether this is no demonstration. */
  readonly mustSign: () => Promise<boolean>
}

/** `roles`: who does it. Scanners and airlines are kept by operators. */
export async function areKeptByPeople(
  { store, keyPlace = null, mustSign }: KeptBy,
  roles: readonly PersonRole[] = ['operator'],
): Promise<boolean> {
  if (keyPlace === null || !(await mustSign())) return false
  // After a restore nobody signs in before it is confirmed, by the token, who still works here.
  for (const { name } of (await store.persons()).filter((person) => isAble(person, roles)))
    if (!(await store.isInDoubt('operator', name))) return true
  return false
}

function isAble({ roles: own, keys, endedAt }: Person, roles: readonly PersonRole[]): boolean {
  return own.some((role) => roles.includes(role)) && keys.length > 0 && endedAt === null
}
