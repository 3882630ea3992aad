/**
 * The story of the ledger: two booths are cut off and admit the same single-entry e-visa; both come back, the authority
 * sees one conflict with both records, both booths are told, and nothing can be done unseen.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { civilDateAt } from '#evisa/civil-date.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { type Json, jsonOf, run, verdict } from './programs.ts'
import { behindNetwork, type Story, type TakeStep } from './story.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export const doubleUseStory: Story = behindNetwork(story)

interface ConflictAnswer {
  readonly id: string
  readonly kind: string
  readonly records: readonly { readonly event: { readonly device: string; readonly basis: string } }[]
}

async function story(step: TakeStep, folder: string, network: TcpProxy): Promise<void> {
  const authority = (...args: string[]) =>
    run(
      'desk/terminal/cli.ts',
      ['--url', `http://127.0.0.1:${network.port}`, '--operator', 'Aigerim', '--json', ...args],
      { EVISA_DATA_DIR: join(folder, 'authority') },
      folder,
    )
  const scan = (station: string, ...args: string[]) =>
    run('scanner-client/station/cli.ts', ['--station', join(folder, station), '--json', ...args], {}, folder)
  const both = <T>(act: (station: string) => Promise<T>) => Promise.all(['booth-1', 'booth-2'].map(act))

  const prepare = async () => {
    const [application] = demoApplications(civilDateAt(Math.floor(Date.now() / 1000)))
    const file = join(folder, 'application.json')
    await writeFile(file, JSON.stringify({ ...application, entries: 1, visa_support_number: 'LEDGER-1' }))
    const visa: Json = jsonOf(await authority('issue', file))
    const devices = await both(async (station): Promise<string> => {
      const { code } = jsonOf(await authority('enrol', 'border'))
      return jsonOf(await scan(station, 'enrol', code, '--name', station, '--checkpoint', 'NQZ')).device
    })
    return { visa, devices }
  }
  const { visa, devices } = await step(
    'two booths, one e-visa of a single entry',
    '2 booths, 1 entry',
    prepare,
    ({ visa, devices }) => `${devices.length} booths, ${visa.claims.entries} entry`,
  )
  const mrz = demoPassport(visa.claims.passport.number).mrz.join('|')
  const at = (station: string, verb: 'admit' | 'exit') => scan(station, verb, visa.qr_text, '--mrz', mrz)

  await network.cut()
  // One after the other: which of two entries is the later one is then no matter of chance.
  for (const booth of [1, 2])
    await step(
      `(both cut off) booth ${booth}: admit`,
      'clear, entry offline',
      () => at(`booth-${booth}`, 'admit'),
      verdict,
    )

  await network.restore()
  // The first one back cannot know yet; the second one learns of it, and then the first one too.
  for (const [what, booth, expected] of [
    ['(back) booth 1: sync', 1, 'handed in 1, double uses told 0'],
    ['(back) booth 2: sync', 2, 'handed in 1, double uses told 1'],
    ['booth 1: sync again', 1, 'handed in 0, double uses told 1'],
  ] as const)
    await step(
      what,
      expected,
      async () => jsonOf(await scan(`booth-${booth}`, 'sync')),
      ({ handedIn, overUsed }) => `handed in ${handedIn}, double uses told ${overUsed.length}`,
    )

  const [conflict] = await step(
    'authority: conflicts',
    '1 over-use: 1 offline, 2 offline',
    async (): Promise<readonly ConflictAnswer[]> => jsonOf(await authority('conflicts')).conflicts,
    (listed) => {
      const records = listed[0]?.records.map(({ event }) => `${devices.indexOf(event.device) + 1} ${event.basis}`)
      return `${listed.length} ${listed[0]?.kind}: ${records?.toSorted().join(', ')}`
    },
  )
  await step(
    'authority: entries used',
    '2',
    async () => jsonOf(await authority('show', visa.visa_number)),
    ({ entries_used }) => String(entries_used),
  )
  await step('booth 2: admit once more', 'refer entries/repeated', () => at('booth-2', 'admit'), verdict)

  const review = async () => {
    await authority('review', conflict?.id ?? '', '--close', '--reason', 'the booths were cut off; carrier informed')
    return jsonOf(await authority('conflicts'))
  }
  await step('authority: reviewed; conflicts', '0', review, ({ conflicts }) => String(conflicts.length))

  const revoke = async () => {
    await authority('revoke-device', devices[1] ?? '')
    return at('booth-2', 'exit')
  }
  await step('booth 2 is revoked; record an exit', 'not recorded', revoke, (ended) =>
    ended.code === 0 ? verdict(ended) : 'not recorded',
  )
  // Online or not is a matter of how busy this machine is.
  await step(
    'booth 1: exit',
    'clear, exit',
    () => at('booth-1', 'exit'),
    (ended) => verdict(ended).replace(/ (online|offline)$/, ''),
  )

  const audit = async () => ({
    ...jsonOf(await authority('audit', '--verify')),
    acts: new Set((jsonOf(await authority('audit')).rows as { act: string }[]).map(({ act }) => act)),
  })
  await step('authority: audit trail', 'unbroken, all 5 acts', audit, ({ rows, fault, acts }) => {
    const noted = ['issue', 'enrol', 'look-up', 'review', 'revoke-device'].filter((act) => acts.has(act))
    return `${fault === null && rows > 5 ? 'unbroken' : fault}, all ${noted.length} acts`
  })
}
