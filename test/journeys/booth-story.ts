/** The first story of the demonstration: checks, an admission without a network, and a revocation. */
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { run, serverBehindNetwork, verdict } from './programs.ts'
import type { Note } from './story.ts'
import type { TcpProxy } from './tcp-proxy.ts'

/** A day at the airline's desk and at two booths, with the network cut in the middle. */
export async function boothStory(note: Note, folder: string): Promise<void> {
  const { server, network } = await serverBehindNetwork(folder)
  try {
    await day(note, folder, network)
  } finally {
    await network.close()
    await server.stop()
  }
}

async function day(note: Note, folder: string, network: TcpProxy): Promise<void> {
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

  // The demonstration server has issued visas of its own to the same people: these are under other invitations.
  const applications = demoApplications(civilDateAt(now)).map((application, at) => ({
    ...application,
    visa_support_number: `JOURNEY-${at + 1}`,
  }))
  const file = join(folder, 'applications.jsonl')
  await writeFile(file, applications.map((application) => `${JSON.stringify(application)}\n`).join(''))
  const issued = await authority(['issue', file, '--qr', folder])
  const visas = issued.stdout
    .trim()
    .split('\n')
    .map((line): { visa_number: string; claims: { passport: { number: string } } } => JSON.parse(line))
  const pictures = (await readdir(folder)).filter((name) => name.endsWith('.png'))
  note(
    'authority: issue three e-visas, print their codes',
    '3 issued, 3 codes',
    `${visas.length} issued, ${pictures.length} codes`,
  )

  const enrol = async (station: string, role: string) => {
    const { code } = JSON.parse((await authority(['enrol', role])).stdout)
    return scan(station, ['enrol', code, '--name', station, '--checkpoint', 'NQZ'])
  }
  const enrolled = await Promise.all([
    enrol('airline', 'carrier'),
    enrol('booth-1', 'border'),
    enrol('booth-2', 'border'),
  ])
  note(
    'scanners: one of an airline, two of the border, enrolled',
    '3',
    String(enrolled.filter(({ code }) => code === 0).length),
  )

  const picture = (at: number) => join(folder, `${visas[at]?.visa_number}.png`)
  const mrz = (at: number) => demoPassport(visas[at]?.claims.passport.number ?? '').mrz.join('|')
  const airline = (at: number) =>
    scan('airline', ['check', picture(at), '--arrival', arrival, '--flight', 'KC104', '--mrz', mrz(at)])
  const booth = (station: string, verb: 'admit' | 'check', at: number) =>
    scan(station, [verb, picture(at), '--mrz', mrz(at)])

  const checks = await Promise.all([airline(0), airline(1), airline(2)])
  for (const [at, ended] of checks.entries())
    note(`airline: check visa ${at + 1} for the flight`, 'clear', verdict(ended))

  await network.cut()
  note('(network cut) booth 1: admit visa 1', 'clear, entry offline', verdict(await booth('booth-1', 'admit', 0)))
  note(
    '(network cut) booth 1: the same visa again',
    'refer entries/repeated',
    verdict(await booth('booth-1', 'admit', 0)),
  )
  note(
    '(network cut) airline: check visa 2 alone',
    'clear',
    verdict(await scan('airline', ['check', picture(1), '--arrival', arrival])),
  )
  note(
    '(network cut) booth 1: records unsent',
    '1',
    String(JSON.parse((await scan('booth-1', ['status'])).stdout).unsent),
  )

  await network.restore()
  const handedIn = JSON.parse((await scan('booth-1', ['sync'])).stdout).handedIn
  note('(network back) booth 1: hand in', '1', String(handedIn))
  const { entries_used } = JSON.parse((await authority(['show', visas[0]?.visa_number ?? ''])).stdout)
  note('authority: entries used of visa 1', '1', String(entries_used))
  const agreed = await Promise.all([
    booth('booth-2', 'admit', 0),
    scan('airline', ['check', picture(0), '--arrival', arrival]),
  ])
  note('booth 2: admit visa 1', 'refuse entries/used-up', verdict(agreed[0]))
  note('airline: check visa 1', 'refuse entries/used-up', verdict(agreed[1]))
  note(
    'booth 2: admit visa 2 (multiple entries), online',
    'clear, entry online',
    verdict(await booth('booth-2', 'admit', 1)),
  )

  await authority(['revoke', visas[2]?.visa_number ?? '', '--reason', 'issued in error'])
  note('authority revokes visa 3; airline: check it', 'refuse status/revoked', verdict(await airline(2)))
}
