/** The desk's commands about carriers: `carriers`, and `carriers set`. */
import { type Command, InvalidArgumentError } from 'commander'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface CarrierAnswer {
  readonly id: string
  readonly name: string
  readonly device_limit: number
  readonly devices: number
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
        `${describe(carrier)}\n\nIts administrator, who enrols the others:\n` +
          `  npm run -s authority -- enrol carrier --carrier ${carrier.id} --administrator`,
      )
    })
}

function describe({ id, name, devices, device_limit }: CarrierAnswer): string {
  return `${id.padEnd(4)}${plainText(name)}, ${devices} of ${device_limit} devices`
}

function wholeNumber(typed: string): number {
  if (!/^\d{1,5}$/.test(typed)) throw new InvalidArgumentError('it takes a whole number')
  return Number(typed)
}
