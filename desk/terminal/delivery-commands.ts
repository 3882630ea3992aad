/** The desk's commands about e-mail: `deliver`, `deliveries`, `resend`. */
import { type Command, Option } from 'commander'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

const STATES = ['waiting', 'sending', 'sent', 'bounced']

export interface DeliveryAnswer {
  readonly id: string
  readonly visa_number: string
  readonly email: string | null
  readonly language: string
  readonly state: string
  readonly unconfirmed: boolean
  readonly attempts: number
  readonly error: { readonly code: string; readonly text: string } | null
  readonly note: string | null
}

interface Page {
  readonly deliveries: readonly DeliveryAnswer[]
  readonly complete: boolean
}

export function addDeliveryCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  program
    .command('deliver <number>')
    .description('send an e-visa by e-mail, with its PDF')
    .requiredOption('--to <address>', "the holder's e-mail address")
    .addOption(
      new Option('--language <language>', 'the language that comes first').choices(TRAVELLER_LANGUAGES).default('en'),
    )
    .action(async (number: string, { to, language }: { to: string; language: string }) => {
      const path = `/v1/visas/${encodeURIComponent(number)}/deliveries`
      const delivery = await call<DeliveryAnswer>('POST', path, { email: to, language })
      show(delivery, describeDelivery(delivery))
    })
  program
    .command('deliveries')
    .description('list the deliveries by e-mail, what became of each, and why one waits or came back')
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .option('--visa <number>', 'only those of this e-visa')
    .action(async ({ state, visa }: { state?: string; visa?: string }) => {
      const all = await (visa === undefined ? listed(state) : ofVisa(visa, state))
      show({ deliveries: all }, all.map(describeDelivery).join('\n') || 'no such delivery')
    })
  program
    .command('resend <id>')
    .description('send again what was sent or came back: a new delivery to the same address')
    .action(async (id: string) => {
      const delivery = await call<DeliveryAnswer>('POST', `/v1/deliveries/${encodeURIComponent(id)}/resend`)
      show(delivery, describeDelivery(delivery))
    })

  async function listed(state: string | undefined): Promise<DeliveryAnswer[]> {
    const all: DeliveryAnswer[] = []
    for (;;) {
      const last = all.at(-1)
      const query = new URLSearchParams({ ...(state && { state }), ...(last && { after: last.id }) })
      const page = await call<Page>('GET', `/v1/deliveries?${query}`)
      all.push(...page.deliveries)
      if (page.complete) return all
    }
  }

  async function ofVisa(number: string, state: string | undefined): Promise<DeliveryAnswer[]> {
    const { deliveries } = await call<Page>('GET', `/v1/visas/${encodeURIComponent(number)}/deliveries`)
    return deliveries.filter((delivery) => state === undefined || delivery.state === state)
  }
}

export function describeDelivery(delivery: DeliveryAnswer): string {
  const { id, visa_number, email, state, unconfirmed, attempts, error, note } = delivery
  const lines = [
    `${id}  ${formatVisaNumber(visa_number)} to ${email === null ? 'an address that was forgotten' : plainText(email)}: ${state}${unconfirmed ? ' (unconfirmed)' : ''}` +
      (attempts > 1 ? `, ${attempts} attempts` : ''),
    ...(error === null ? [] : [`  ${error.code}: ${plainText(error.text)}`]),
    ...(note === null ? [] : [`  ${note}`]),
  ]
  return lines.join('\n')
}
