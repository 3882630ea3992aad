/** A delivery as the authority's calls answer it. */
import Type from 'typebox'
import { TravellerLanguageText } from '#evisa/language.ts'
import type { StoredDelivery } from '../store/delivery-store.ts'

export const DeliveryLanguage = TravellerLanguageText('The language that comes first; the others follow')
export const DeliveryState = Type.Union(
  [Type.Literal('waiting'), Type.Literal('sending'), Type.Literal('sent'), Type.Literal('bounced')],
  { description: 'waiting: for its next attempt. sent: a mail server took it. bounced: no server will' },
)
/** How many mails are told of at once. */
export const MAX_PAGE = 1000
/** How a page of them is asked for, beside its state and the last one before it. */
export const MailPageQuery = {
  order: Type.Optional(Type.Enum(['oldest', 'newest'])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE, default: MAX_PAGE })),
}
const OrNull = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()])
export const DeliveryDocument = Type.Object({
  id: Type.String(),
  visa_number: Type.String(),
  email: OrNull(Type.String({ description: 'null: it was forgotten, ninety days after it was given' })),
  language: DeliveryLanguage,
  state: DeliveryState,
  unconfirmed: Type.Boolean({
    description: "The message went out and the server's answer to it was lost: ask the holder, or send it again",
  }),
  attempts: Type.Integer(),
  next_attempt_at: OrNull(Type.Integer()),
  error: OrNull(Type.Object({ code: Type.String(), text: Type.String() })),
  created_at: Type.Integer(),
  sent_at: OrNull(Type.Integer()),
  requested_by: Type.String(),
  resend_of: OrNull(Type.String({ description: 'The delivery that this one repeats' })),
  note: OrNull(Type.String({ description: 'What there is to know or to do' })),
})

const NO_SERVER = 'No mail server is set (EVISA_SMTP_URL): it is kept, and sent when there is one.'
const UNCONFIRMED =
  "The server's answer was lost: it may have arrived. It is not sent again by itself; ask the holder, or resend it."

/** `hasServer`: whether a mail server is set, so that what waits goes out. */
export function deliveryDocument(delivery: StoredDelivery, hasServer: boolean) {
  const { id, state, language, unconfirmed, attempts, nextAt, error } = delivery
  return {
    id,
    visa_number: delivery.visaNumber,
    email: delivery.address || null,
    language,
    state,
    unconfirmed,
    attempts,
    next_attempt_at: state === 'waiting' ? nextAt : null,
    error,
    created_at: delivery.createdAt,
    sent_at: delivery.sentAt,
    requested_by: delivery.requestedBy,
    resend_of: delivery.resendOf,
    note: unconfirmed ? UNCONFIRMED : state === 'waiting' && !hasServer ? NO_SERVER : null,
  }
}
