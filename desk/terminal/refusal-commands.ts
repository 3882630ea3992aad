/** The desk's command about refusals of entry: `refusal`, by the number of the form that the traveller was given. */
import type { Command } from 'commander'
import { letterOf, type RefusalGround, writtenReason } from '#evisa/refusal/refusal-ground.ts'
import * as texts from '#evisa/refusal/strings/texts.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { describeRecord, type RecordAnswer } from './describe-record.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface RefusalAnswer extends RecordAnswer {
  readonly ground: RefusalGround
  readonly voided: boolean
}

export function addRefusalCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  program
    .command('refusal <number>')
    .description('the refusal of entry whose form has this number, as the booth signed it')
    .action(async (number: string) => {
      const answer = await call<{ number: string; refusals: RefusalAnswer[] }>(
        'GET',
        `/v1/refusals/${encodeURIComponent(number)}`,
      )
      const { refusals } = answer
      const many = refusals.length === 1 ? [] : [`${refusals.length} RECORDS HAVE THIS NUMBER: a device made ids up`]
      const lines = [`refusal of entry ${answer.number}`, ...many, ...refusals.flatMap(describe)]
      show(answer, lines.map(plainText).join('\n'))
    })
}

function describe(refusal: RefusalAnswer): string[] {
  const { event, ground, voided } = refusal
  const { visa_number: number, flight } = event
  const reason = 'reason' in event ? event.reason : null
  const whose = number === null ? "nobody's e-visa" : `e-visa ${formatVisaNumber(number)}`
  const written = writtenReason(reason)
  return [
    `  ${letterOf(ground)}: ${texts.en[`ground/${ground}`]}${written === null ? '' : `: ${written}`} (${reason ?? 'no reason'})`,
    `  ${whose}${flight === undefined ? '' : `, flight ${flight}`}`,
    ...(voided ? ['  TAKEN BACK: the booth said that it was a mistake'] : []),
    describeRecord(refusal),
    ...('passport' in event ? (event.passport ?? []) : []).map((line) => `    ${line}`),
  ]
}
