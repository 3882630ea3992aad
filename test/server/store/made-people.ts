/** People who sign in, as the contracts of the stores make them. */
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import type { NewSession, NewSignIn } from '../../../server/store/account-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { newSignIn } from './letter-contract.ts'
import { ACT } from './made-visas.ts'

export const LETTER = { kind: 'sign-in', content: { code: '123456', link: '', minutes: 10 } } as const

/** A store with a portal in it; its id. */
export async function portalOf(store: Store): Promise<string> {
  const id = uuidv7()
  await store.addEnrolmentCode(id, 'portal', NOW + 60, ACT)
  const jwk = { kty: 'EC', crv: 'P-256', x: id, y: id } as const
  await store.enrolDevice(id, { id, name: 'a portal', jwk }, { at: NOW })
  return id
}

export const newSession = (device: string): NewSession => {
  const id = uuidv7()
  return { id, tokenHash: `token ${id}`, device, browser: 'Firefox', network: '203.0.113.0/24' }
}
export const typed = ({ id: signIn, browserHash, codeHash }: NewSignIn) => ({ signIn, browserHash, codeHash })

/** Signs somebody in; what is found by. */
export async function signedIn(store: Store, device: string, change: Partial<NewSignIn> = {}, at = NOW) {
  const asked = newSignIn(change)
  await store.askSignIn(asked, LETTER, { ...ACT, at })
  const session = newSession(device)
  const begun = await store.signInByCode(typed(asked), uuidv7(), session, { ...ACT, at })
  if (!begun.ok) throw new Error(JSON.stringify(begun.error))
  return { asked, session, account: begun.value.account.id, expiresAt: begun.value.expiresAt }
}
