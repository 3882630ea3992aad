/** The e-visa of a traveller's own case: to print, to keep, and to be sent again. */
import { fail, ok, type Result } from '#evisa/result.ts'
import { type DeliverFault, deliverVisa, type Post } from '../delivery/deliver-visa.ts'
import type { Act } from '../store/audit-store.ts'
import type { CaseStore, OwnVisa } from '../store/case-store.ts'
import type { DeliveryStore, StoredDelivery } from '../store/delivery-store.ts'
import type { StoredVisa, VisaStore } from '../store/visa-store.ts'

/** Nothing tells what is another's from what is not there. */
export type OwnVisaFault = 'no-visa' | ({ readonly kind: 'not-valid' } & Pick<StoredVisa, 'status'>)

export interface FoundOwnVisa {
  readonly visa: StoredVisa
  readonly own: OwnVisa
}

/** What an e-visa is drawn from, for its holder. */
export async function ownVisa(
  reference: string,
  account: string,
  store: Pick<CaseStore & VisaStore, 'ownVisa' | 'findVisa'>,
): Promise<Result<FoundOwnVisa, OwnVisaFault>> {
  const own = await store.ownVisa(reference, account)
  const visa = own && (await store.findVisa(own.visaNumber))
  if (own === null || visa === null) return fail('no-visa')
  return visa.status === 'revoked' ? fail({ kind: 'not-valid', status: visa.status }) : ok({ visa, own })
}

/** How often it is sent to its holder within a day, at their own asking. */
export const SENT_A_DAY = 5
const DAY_SECONDS = 86_400

export type SendAgainFault = OwnVisaFault | DeliverFault | 'no-address' | 'too-often'

export interface SendingAgain extends Post {
  readonly store: Post['store'] & Pick<CaseStore & VisaStore & DeliveryStore, 'ownVisa' | 'findVisa' | 'deliveriesOf'>
}

/** To the address of the account, in the language of the case. */
export async function sendAgain(
  reference: string,
  account: string,
  act: Act,
  post: SendingAgain,
): Promise<Result<StoredDelivery, SendAgainFault>> {
  const found = await ownVisa(reference, account, post.store)
  if (!found.ok) return found
  const { visaNumber, address, language } = found.value.own
  if (address === '') return fail('no-address')
  const sent = await post.store.deliveriesOf(visaNumber)
  if (sent.filter(({ createdAt }) => createdAt > act.at - DAY_SECONDS).length >= SENT_A_DAY) return fail('too-often')
  return deliverVisa({ visaNumber, address, language, resendOf: null }, act, post)
}
