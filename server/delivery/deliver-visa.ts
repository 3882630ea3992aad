/** Sending an e-visa to its holder: queued, and queued anew where it was sent or bounced. */
import { uuidv7 } from 'uuidv7'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import type { DeliveryState, NewDelivery, StoredDelivery } from '../store/delivery-store.ts'
import type { Store } from '../store/store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import type { MailQueue } from './queue-rounds.ts'

export type DeliverFault =
  | 'no-such-visa'
  /** `replacedBy`: what stands in its place, and is to be sent instead. */
  | ({ readonly kind: 'not-valid' } & Pick<StoredVisa, 'status' | 'replacedBy'>)
export type ResendFault =
  | DeliverFault
  | 'no-such-delivery'
  | { readonly kind: 'under-way'; readonly state: DeliveryState }
  | 'address-forgotten'

export interface Post {
  readonly store: Pick<Store, 'findVisa' | 'findDelivery' | 'queueDelivery'>
  /** Without it deliveries wait. */
  readonly mail?: Pick<MailQueue, 'wake'>
}

export async function deliverVisa(
  delivery: Omit<NewDelivery, 'id'>,
  by: Act,
  { store, mail }: Post,
): Promise<Result<StoredDelivery, DeliverFault>> {
  const visa = await store.findVisa(delivery.visaNumber)
  if (visa === null) return fail('no-such-visa')
  const { status, replacedBy } = visa
  if (status !== 'valid') return fail({ kind: 'not-valid', status, replacedBy })
  const queued = await store.queueDelivery({ id: uuidv7(), ...delivery }, by)
  mail?.wake()
  return ok(queued)
}

/** To the same address, as another delivery that is linked to this one. */
export async function resendDelivery(id: string, by: Act, post: Post): Promise<Result<StoredDelivery, ResendFault>> {
  const before = await post.store.findDelivery(id)
  if (before === null) return fail('no-such-delivery')
  const { visaNumber, address, language, state } = before
  if (state === 'waiting' || state === 'sending') return fail({ kind: 'under-way', state })
  if (address === '') return fail('address-forgotten')
  return deliverVisa({ visaNumber, address, language, resendOf: id }, by, post)
}
