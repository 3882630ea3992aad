/** The desk's command about the server's clock: what is wrong with it, and the way out of a time that was signed wrongly. */
import type { Command } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface ClockAnswer {
  readonly state: 'right' | 'doubted' | 'signed-ahead'
  readonly now: number
  readonly signed_at: number
  readonly kid: string
}

export function addClockCommand(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  program
    .command('repair-clock')
    .description(
      "compare the server's clock with what it signed last, and say what to do; nothing is changed without an option",
    )
    .option('--time-is-right', 'the server was down for long, and its clock is right by another one: let it sign again')
    .action(async ({ timeIsRight = false }: { timeIsRight?: boolean }) => {
      const confirmation = { time: Math.floor(Date.now() / 1000) }
      const clock = timeIsRight
        ? await call<ClockAnswer>('POST', '/v1/clock/confirmation', confirmation)
        : await call<ClockAnswer>('GET', '/v1/clock')
      show(clock, `${describe(clock)}\n\n${WAYS_OUT[clock.state](clock)}`)
    })
}

function describe({ now, signed_at }: ClockAnswer): string {
  return `the server's clock  ${formatInstant(now)}\nsigned last         ${formatInstant(signed_at)}`
}

const WAYS_OUT: Readonly<Record<ClockAnswer['state'], (clock: ClockAnswer) => string>> = {
  right: () => 'The clock goes with what was signed: there is nothing to repair.',
  doubted: () =>
    [
      'The clock is far ahead of what was signed last, so that nothing is signed. Look at another clock, then:',
      '  it is wrong: set it right; the server goes on by itself',
      '  it is right, the server was down for that long: npm run -s authority -- repair-clock --time-is-right',
    ].join('\n'),
  'signed-ahead': ({ kid }) =>
    [
      'A time that is still to come was signed: scanners refuse it, or take their own clocks for wrong. Only another snapshot key',
      'takes it back. Look at another clock first: if this one is behind, set it right, and that is all. If it is right:',
      `  npm run -s keys -- compromise ${plainText(kid)} --since now --reason "signed by a wrong clock"`,
      '  npm run -s keys -- announce snapshot',
      '  npm run -s keys -- activate NEW --force --reason "signed by a wrong clock"      # NEW: the key that announce named',
      '  npm run -s keys -- publish --root ... --root ...                                # by two custodians',
      'The server follows by itself and signs all anew by the right time; every scanner is out of it with its next refresh, and',
      'fetches the ledger again. Then look once more: npm run -s authority -- repair-clock',
    ].join('\n'),
}
