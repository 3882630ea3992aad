/** The desk's commands about carriers: `carriers`, and `carriers set`. */
import { type Command, InvalidArgumentError } from 'commander'
import pc from 'picocolors'
import { formatInstant } from '#evisa/civil-date.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface CarrierAnswer {
  readonly id: string
  readonly name: string
  readonly device_limit: number
  readonly devices: number
  readonly administrators: number
  readonly tablets_until: number | null
}

export function addCarrierCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  const carriers = program
    .command('carriers')
    .description('list the carriers: how many devices each has and may have')
    .action(async () => {
      const answer = await call<{ carriers: CarrierAnswer[] }>('GET', '/v1/carriers')
      const rows = answer.carriers.map(describe)
      show(
        answer,
        rows.join('\n') || 'no carrier yet: npm run -s authority -- carriers set KC --name "..." --devices 10',
      )
    })
  carriers
    .command('set <code>')
    .description('add a carrier by its airline code, or change its name and its number of devices')
    .requiredOption('--name <name>', 'as people call it')
    .requiredOption('--devices <number>', 'how many devices it may have', wholeNumber)
    .action(async (code: string, { name, devices }: { name: string; devices: number }) => {
      const path = `/v1/carriers/${encodeURIComponent(code.toUpperCase())}`
      const carrier = await call<CarrierAnswer>('PUT', path, { name, device_limit: devices })
      show(
        carrier,
        `${describe(carrier)}\n\nIts administrators, who enrol its devices, are people with keys. Two administrators of the authority ` +
          `propose the first two at the console, under People, with the carrier ${carrier.id}; those say who the others are.`,
      )
    })
}

function describe({ id, name, devices, device_limit, administrators, tablets_until: until }: CarrierAnswer): string {
  const people = `${administrators} ${administrators === 1 ? 'administrator' : 'administrators'}`
  const tablets =
    until === null
      ? ''
      : pc.yellow(`, tablets administer until ${formatInstant(until).slice(0, 10)} or two people do: propose them`)
  return `${id.padEnd(4)}${plainText(name)}, ${devices} of ${device_limit} devices, ${people}${tablets}`
}

function wholeNumber(typed: string): number {
  if (!/^\d{1,5}$/.test(typed)) throw new InvalidArgumentError('it takes a whole number')
  return Number(typed)
}
