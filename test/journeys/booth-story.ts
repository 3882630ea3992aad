/** The first story of the demonstration: checks, an admission without a network, and a revocation. */
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { run, verdict } from './programs.ts'
import { behindNetwork, type Story, type TakeStep } from './story.ts'
import type { TcpProxy } from './tcp-proxy.ts'

/** A day at the airline's desk and at two booths, with the network cut in the middle. */
export const boothStory: Story = behindNetwork(day)

interface IssuedVisa {
  readonly visa_number: string
  readonly claims: { readonly passport: { readonly number: string } }
}

async function day(step: TakeStep, folder: string, network: TcpProxy): Promise<void> {
  const now = Math.floor(Date.now() / 1000)
  const arrival = formatInstant(now + 5 * 3600)
  const networkUrl = `http://127.0.0.1:${network.port}`
  const authority = (args: string[]) =>
    run(
      'desk/terminal/cli.ts',
      ['--url', networkUrl, '--json', ...args],
      { EVISA_DATA_DIR: join(folder, 'authority') },
      folder,
    )
  const scan = (station: string, args: string[]) =>
    run('scanner-client/station/cli.ts', ['--station', join(folder, station), '--json', ...args], {}, folder)

  const issueThree = async () => {
    // The demonstration server has issued visas of its own to the same people: these are under other invitations.
    const applications = demoApplications(civilDateAt(now)).map((application, at) => ({
      ...application,
      visa_support_number: `JOURNEY-${at + 1}`,
    }))
    const file = join(folder, 'applications.jsonl')
    await writeFile(file, applications.map((application) => `${JSON.stringify(application)}\n`).join(''))
    const { stdout } = await authority(['issue', file, '--qr', folder])
    const visas = stdout
      .trim()
      .split('\n')
      .map((line): IssuedVisa => JSON.parse(line))
    return { visas, pictures: (await readdir(folder)).filter((name) => name.endsWith('.png')) }
  }
  const { visas } = await step(
    'authority: issue three e-visas, print their codes',
    '3 issued, 3 codes',
    issueThree,
    ({ visas, pictures }) => `${visas.length} issued, ${pictures.length} codes`,
  )

  const enrol = async (station: string, role: string) => {
    const { code } = JSON.parse((await authority(['enrol', role])).stdout)
    return scan(station, ['enrol', code, '--name', station, '--checkpoint', 'NQZ'])
  }
  await step(
    'scanners: one of an airline, two of the border, enrolled',
    '3',
    () => Promise.all([enrol('airline', 'carrier'), enrol('booth-1', 'border'), enrol('booth-2', 'border')]),
    (enrolled) => String(enrolled.filter(({ code }) => code === 0).length),
  )

  const picture = (at: number) => join(folder, `${visas[at]?.visa_number}.png`)
  const mrz = (at: number) => demoPassport(visas[at]?.claims.passport.number ?? '').mrz.join('|')
  const airline = (at: number) =>
    scan('airline', ['check', picture(at), '--arrival', arrival, '--flight', 'KC104', '--mrz', mrz(at)])
  const booth = (station: string, verb: 'admit' | 'check', at: number) =>
    scan(station, [verb, picture(at), '--mrz', mrz(at)])

  for (const [at] of visas.entries())
    await step(`airline: check visa ${at + 1} for the flight`, 'clear', () => airline(at), verdict)

  await network.cut()
  const cutOff = () => booth('booth-1', 'admit', 0)
  await step('(network cut) booth 1: admit visa 1', 'clear, entry offline', cutOff, verdict)
  await step('(network cut) booth 1: the same visa again', 'refer entries/repeated', cutOff, verdict)
  await step(
    '(network cut) airline: check visa 2 alone',
    'clear',
    () => scan('airline', ['check', picture(1), '--arrival', arrival]),
    verdict,
  )
  await step(
    '(network cut) booth 1: records unsent',
    '1',
    () => scan('booth-1', ['status']),
    ({ stdout }) => String(JSON.parse(stdout).unsent),
  )

  await network.restore()
  await step(
    '(network back) booth 1: hand in',
    '1',
    () => scan('booth-1', ['sync']),
    ({ stdout }) => String(JSON.parse(stdout).handedIn),
  )
  await step(
    'authority: entries used of visa 1',
    '1',
    () => authority(['show', visas[0]?.visa_number ?? '']),
    ({ stdout }) => String(JSON.parse(stdout).entries_used),
  )
  await step('booth 2: admit visa 1', 'refuse entries/used-up', () => booth('booth-2', 'admit', 0), verdict)
  await step(
    'airline: check visa 1',
    'refuse entries/used-up',
    () => scan('airline', ['check', picture(0), '--arrival', arrival]),
    verdict,
  )
  await step(
    'booth 2: admit visa 2 (multiple entries), online',
    'clear, entry online',
    () => booth('booth-2', 'admit', 1),
    verdict,
  )
  const revokeAndCheck = async () => {
    await authority(['revoke', visas[2]?.visa_number ?? '', '--reason', 'issued in error'])
    return airline(2)
  }
  await step('authority revokes visa 3; airline: check it', 'refuse status/revoked', revokeAndCheck, verdict)
}
