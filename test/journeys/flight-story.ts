/** The story of a flight: a list of 180, late over midnight, a revocation while somebody watches, and the receipts of it all. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import type { FlightAnswer } from '#evisa/flight-answer.ts'
import { type Answered, answersOf, FLIGHTS, linesOf } from '../server/flights/made-flight.ts'
import { carrierSystem } from './carrier-system.ts'
import { applicationOf, type Issued, KINDS } from './made-manifest.ts'
import { run, serverBehindNetwork } from './programs.ts'
import type { Note } from './story.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export async function flightStory(note: Note, folder: string): Promise<void> {
  const { server, network } = await serverBehindNetwork(folder)
  try {
    await flight(note, folder, network)
  } finally {
    await network.close()
    await server.stop()
  }
}

async function flight(note: Note, folder: string, network: TcpProxy): Promise<void> {
  const today = civilDateAt(Date.now() / 1000)
  const landing = addDays(today, 1)
  const settings = { EVISA_DATA_DIR: join(folder, 'authority') }
  const authority = (...args: string[]) =>
    run('desk/terminal/cli.ts', ['--url', `http://127.0.0.1:${network.port}`, '--json', ...args], settings, folder)
  const scan = (...args: string[]) =>
    run('scanner-client/station/cli.ts', ['--station', join(folder, 'gate'), '--json', ...args], {}, folder)
  const enrolCode = async () => JSON.parse((await authority('enrol', 'carrier')).stdout).code

  const travellers = KINDS.flatMap((kind) => Array.from({ length: kind.count }, (_, at) => ({ kind, at })))
  const withVisa = travellers.filter(({ kind }) => kind.terms !== null)
  const applications = withVisa.map(({ kind }, at) => applicationOf(at, today, kind.terms?.(landing, today) ?? {}))
  const file = join(folder, 'manifest.jsonl')
  await writeFile(file, applications.map((application) => `${JSON.stringify(application)}\n`).join(''))
  const issued = (await authority('issue', file)).stdout
    .trim()
    .split('\n')
    .map((line): Issued => JSON.parse(line))
  note('authority: issue e-visas for a flight', String(applications.length), String(issued.length))
  const visas = new Map(withVisa.map((traveller, at) => [traveller, issued[at] as Issued]))
  for (const [{ kind }, { visa_number }] of visas)
    if (kind.afterwards !== undefined) await authority(kind.afterwards, visa_number, '--reason', 'a demonstration')

  const carrier = await carrierSystem(await enrolCode(), 'departure control')
  const passengers = travellers.map((traveller) => {
    const { kind, at } = traveller
    return kind.passenger(visas.get(traveller) as Issued, at)
  })
  const list = { flight: 'KC104', checkpoint: 'NQZ', arrival: `${landing} 23:20`, passengers }
  const expected = (late: boolean) => travellers.map(({ kind }) => (late ? (kind.late ?? kind.inTime) : kind.inTime))
  const alike = (answers: readonly FlightAnswer[], late: boolean) => {
    const wanted = expected(late)
    return `${answers.filter(({ outcome, reason }, at) => `${outcome} ${reason}` === wanted[at]).length} of ${wanted.length}`
  }
  const all = `${travellers.length} of ${travellers.length}`

  const first = await carrier.call('POST', FLIGHTS, list, { 'idempotency-key': 'manifest-1' })
  const inTime = answersOf(first)
  note('airline: a list of 180, every kind of passenger, each as expected', all, alike(inTime, false))
  const { counts, revision } = linesOf(first).at(-1)
  note(
    'airline: OK to board, by hand, not to board, no e-visa needed',
    tallyOf(expected(false)),
    `${counts.clear} ${counts.refer} ${counts.refuse} ${counts.not_applicable}, revision ${revision}`,
  )
  const path = `${FLIGHTS}/${linesOf(first)[0].id}`
  const delayed = await carrier.call('PUT', path, { checkpoint: 'NQZ', arrival: `${addDays(landing, 1)} 00:40` })
  const late = answersOf(delayed)
  note('airline: the flight is late, over midnight: each as expected', all, alike(late, true))
  const moved = travellers.filter(({ kind }) => kind.late !== undefined).length
  note(
    'airline: answers marked as changed',
    String(moved),
    String(late.filter(({ changed_from }) => changed_from !== null).length),
  )

  const [good] = travellers
  const watched = carrier.watchFor(`${path}/events`, 'changed')
  await authority('revoke', visas.get(good as never)?.visa_number ?? '', '--reason', 'a demonstration')
  const { answers } = (await watched) as { answers: readonly FlightAnswer[] }
  note(
    'authority revokes an e-visa; airline, watching: what changed',
    'row 1 clear -> refuse status/revoked',
    answers
      .map(({ row, outcome, reason, changed_from }) => `row ${row} ${changed_from?.outcome} -> ${outcome} ${reason}`)
      .join(),
  )
  const diverted = answersOf(
    await carrier.call('PUT', path, { checkpoint: 'aktau-sea', arrival: `${addDays(landing, 1)} 00:40` }),
  )
  note(
    'airline: asked for a sea port instead: nobody with an e-visa may land there',
    '0 to board',
    `${diverted.filter(({ outcome }) => outcome === 'clear').length} to board`,
  )

  await scan('enrol', await enrolCode(), '--name', 'gate', '--checkpoint', 'NQZ')
  await scan('sync')
  await network.cut()
  const receipts = join(folder, 'receipts.jsonl')
  const text = visas.get(travellers[1] as never)?.qr_text ?? ''
  await scan('check', text, '--arrival', `${landing}T23:20:00+05:00`, '--flight', 'KC104', '--receipt', receipts)
  await network.restore()
  const lines = [...inTime, ...late].map(({ receipt }: Answered) => `${JSON.stringify(receipt)}\n`)
  await writeFile(receipts, lines.join(''), { flag: 'a' })
  const verified = JSON.parse((await authority('receipt', '--verify', receipts)).stdout)
  const own = verified.receipts.filter(
    ({ receipt }: { receipt: { signed_by: string } | null }) => receipt?.signed_by === 'device',
  )
  note(
    'authority: every receipt verifies, that of the gate without a network too',
    `${2 * travellers.length + 1} of ${2 * travellers.length + 1}, 1 by a device`,
    `${verified.genuine} of ${verified.receipts.length}, ${own.length} by a device`,
  )
  const changed = lines.map((line) =>
    line.replace(/\.[\w-]{40}/, (part) => `${part.slice(0, -1)}${part.endsWith('A') ? 'B' : 'A'}`),
  )
  await writeFile(receipts, changed.join(''))
  note(
    'authority: receipts that were tampered with',
    '0 genuine, exit 1',
    await tampered(authority('receipt', '--verify', receipts)),
  )
}

async function tampered(ending: ReturnType<typeof run>): Promise<string> {
  const { stdout, code } = await ending
  return `${JSON.parse(stdout).genuine} genuine, exit ${code}`
}

function tallyOf(expected: readonly string[]): string {
  const count = (outcome: string) => expected.filter((one) => one.startsWith(`${outcome} `)).length
  return `${count('clear')} ${count('refer')} ${count('refuse')} ${count('not-applicable')}, revision 1`
}
