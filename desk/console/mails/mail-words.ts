/** Mails in words: what went, or did not go, to whom; never what a letter says. */
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { paths } from '../../../examples/client/evisa-api.d.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type ConsoleWords, wordsOf } from '../area.ts'

export type Delivery =
  paths['/v1/deliveries']['get']['responses'][200]['content']['application/json']['deliveries'][number]
export type Letter = paths['/v1/letters']['get']['responses'][200]['content']['application/json']['letters'][number]

export const MAIL_STATES = ['bounced', 'waiting', 'sending', 'sent'] as const

export const mailsAddress = ({ language }: Pick<Visit, 'language'>) => `/${language}/mails`

/** An e-visa on its way to its holder; it is sent again where it was sent or came back, and its address is still known. */
export function deliveryRow(delivery: Delivery, visit: Pick<Visit, 'language'>) {
  const { id, visa_number, state, email } = delivery
  const isOver = state === 'sent' || state === 'bounced'
  return {
    ...commonRow(delivery, visit),
    what: formatVisaNumber(visa_number),
    case: '',
    again: isOver && email !== null ? `${mailsAddress(visit)}/${id}/again` : '',
  }
}

export function letterRow(letter: Letter, visit: Pick<Visit, 'language'>, isCaseReader: boolean) {
  const { kinds }: { kinds: Readonly<Record<string, string>> } = wordsOf(visit).mails
  const { kind, about } = letter
  const reference = about === null ? '' : formatVisaNumber(about)
  return {
    ...commonRow(letter, visit),
    what: [kinds[kind] ?? kind, reference].filter((part) => part !== '').join(' · '),
    case: about !== null && isCaseReader ? `/${visit.language}/cases/${about}` : '',
    again: '',
  }
}

function commonRow(mail: Delivery | Letter, { language }: Pick<Visit, 'language'>) {
  const words = wordsOf({ language }).mails
  const { state, unconfirmed, email, attempts, error, created_at, sent_at, next_attempt_at } = mail
  return {
    state: unconfirmed ? `${words.states[state]}, ${words.unconfirmed}` : words.states[state],
    isBounced: state === 'bounced',
    to: email ?? words.forgotten,
    at: shortTime(sent_at ?? created_at, language),
    tried: attempts > 1 ? fillText(words.attempts, { n: attempts }, language) : '',
    next:
      next_attempt_at === null ? '' : fillText(words.nextTry, { at: shortTime(next_attempt_at, language) }, language),
    // As the mail server says it.
    error: error === null ? '' : `${error.code}: ${error.text}`,
    withdrawn: withdrawnIn(error, words),
  }
}

/** It did not go since its e-visa is not valid any more: no address is at fault. */
function withdrawnIn(error: Delivery['error'], words: ConsoleWords['mails']): string {
  return error?.code.startsWith('visa/') ? words.withdrawn : ''
}
