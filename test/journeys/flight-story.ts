/** The story of a flight: a list of 180, late over midnight, a revocation while somebody watches, and the receipts of it all. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import type { FlightAnswer } from '#evisa/flight-answer.ts'
import { type Answered, answersOf, FLIGHTS, linesOf } from '../server/flights/made-flight.ts'
import { carrierSystem } from './carrier-system.ts'
import { applicationOf, type Issued, KINDS } from './made-manifest.ts'
import { run } from './programs.ts'
import { behindNetwork, type Story, type TakeStep } from './story.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export const flightStory: Story = behindNetwork(flight)

async function flight(step: TakeStep, folder: string, network: TcpProxy): Promise<void> {
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
  const issue = async () => {
    const { stdout } = await authority('issue', file)
    const issued = stdout
      .trim()
      .split('\n')
      .map((line): Issued => JSON.parse(line))
    for (const [at, { kind }] of withVisa.entries())
      if (kind.afterwards !== undefined)
        await authority(kind.afterwards, issued[at]?.visa_number ?? '', '--reason', 'a demonstration')
    return issued
  }
  const count = ({ length }: readonly unknown[]) => String(length)
  const issued = await step('authority: issue e-visas for a flight', count(applications), issue, count)
  const visas = new Map(withVisa.map((traveller, at) => [traveller, issued[at] as Issued]))

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

  const checkList = async () => {
    const carrier = await carrierSystem(await enrolCode(), 'departure control')
    const text = await carrier.call('POST', FLIGHTS, list, { 'idempotency-key': 'manifest-1' })
    return { carrier, text, inTime: answersOf(text) }
  }
  const { carrier, text, inTime } = await step(
    'airline: a list of 180, every kind of passenger, each as expected',
    all,
    checkList,
    ({ inTime }) => alike(inTime, false),
  )
  await step(
    'airline: OK to board, by hand, not to board, no e-visa needed',
    tallyOf(expected(false)),
    () => linesOf(text).at(-1),
    ({ counts, revision }) =>
      `${counts.clear} ${counts.refer} ${counts.refuse} ${counts.not_applicable}, revision ${revision}`,
  )
  const path = `${FLIGHTS}/${linesOf(text)[0].id}`
  const arriveNextDay = async (checkpoint: string) =>
    answersOf(await carrier.call('PUT', path, { checkpoint, arrival: `${addDays(landing, 1)} 00:40` }))
  const late = await step(
    'airline: the flight is late, over midnight: each as expected',
    all,
    () => arriveNextDay('NQZ'),
    (answers) => alike(answers, true),
  )
  await step(
    'airline: answers marked as changed',
    count(travellers.filter(({ kind }) => kind.late !== undefined)),
    () => late.filter(({ changed_from }) => changed_from !== null),
    count,
  )

  const [good] = travellers
  const revokeWatched = async () => {
    const watched = carrier.watchFor(`${path}/events`, 'changed')
    await authority('revoke', visas.get(good as never)?.visa_number ?? '', '--reason', 'a demonstration')
    return (await watched) as { answers: readonly FlightAnswer[] }
  }
  await step(
    'authority revokes an e-visa; airline, watching: what changed',
    'row 1 clear -> refuse status/revoked',
    revokeWatched,
    ({ answers }) =>
      answers
        .map(({ row, outcome, reason, changed_from }) => `row ${row} ${changed_from?.outcome} -> ${outcome} ${reason}`)
        .join(),
  )
  await step(
    'airline: asked for a sea port instead: nobody with an e-visa may land there',
    '0 to board',
    () => arriveNextDay('aktau-sea'),
    (diverted) => `${diverted.filter(({ outcome }) => outcome === 'clear').length} to board`,
  )

  const receipts = join(folder, 'receipts.jsonl')
  const lines = [...inTime, ...late].map(({ receipt }: Answered) => `${JSON.stringify(receipt)}\n`)
  const verifyAll = async () => {
    await scan('enrol', await enrolCode(), '--name', 'gate', '--checkpoint', 'NQZ')
    await network.cut()
    const qr = visas.get(travellers[1] as never)?.qr_text ?? ''
    await scan('check', qr, '--arrival', `${landing}T23:20:00+05:00`, '--flight', 'KC104', '--receipt', receipts)
    await network.restore()
    await writeFile(receipts, lines.join(''), { flag: 'a' })
    return JSON.parse((await authority('receipt', '--verify', receipts)).stdout)
  }
  const made = 2 * travellers.length + 1
  await step(
    'authority: every receipt is its own, but for the word of the gate without a network, which nothing contradicts',
    `${made - 1} proven, 1 a device's word, of ${made}`,
    verifyAll,
    ({ proven, own_word, receipts }) => `${proven} proven, ${own_word} a device's word, of ${receipts.length}`,
  )
  const tamper = async () => {
    const changed = lines.map((line) =>
      line.replace(/\.[\w-]{40}/, (part) => `${part.slice(0, -1)}${part.endsWith('A') ? 'B' : 'A'}`),
    )
    await writeFile(receipts, changed.join(''))
    return authority('receipt', '--verify', receipts)
  }
  await step(
    'authority: receipts that were tampered with',
    '0 proven, exit 1',
    tamper,
    ({ stdout, code }) => `${JSON.parse(stdout).proven} proven, exit ${code}`,
  )
}

function tallyOf(expected: readonly string[]): string {
  const count = (outcome: string) => expected.filter((one) => one.startsWith(`${outcome} `)).length
  return `${count('clear')} ${count('refer')} ${count('refuse')} ${count('not-applicable')}, revision 1`
}
