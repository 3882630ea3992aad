/**
 * The story of those who used to pass unseen: two people on one e-visa of two entries, an override, somebody who was sent to
 * second line, and a green admission that nobody confirmed. The authority is told of each, once, and closes it.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { civilDateAt } from '#evisa/civil-date.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { type Json, jsonOf, run, verdict } from './programs.ts'
import { behindNetwork, type Story, type TakeStep } from './story.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export const nobodyUnseenStory: Story = behindNetwork(story)

const BOOTHS = ['booth-1', 'booth-2', 'second-line'] as const

async function story(step: TakeStep, folder: string, network: TcpProxy): Promise<void> {
  const authority = (...args: string[]) =>
    run(
      'desk/terminal/cli.ts',
      ['--url', `http://127.0.0.1:${network.port}`, '--operator', 'Aigerim', '--json', ...args],
      { EVISA_DATA_DIR: join(folder, 'authority') },
      folder,
    )
  const scan = (station: (typeof BOOTHS)[number], ...args: string[]) =>
    run('scanner-client/station/cli.ts', ['--station', join(folder, station), '--json', ...args], {}, folder)

  const prepare = async (): Promise<{ visas: readonly Json[]; devices: readonly string[] }> => {
    const applications = demoApplications(civilDateAt(Math.floor(Date.now() / 1000)))
    const file = join(folder, 'applications.jsonl')
    const lines = ([2, 1, 1, 1] as const).map((entries, at) => ({
      // Several entries are of business.
      ...applications.find((application) => (application.entries === 1) === (entries === 1)),
      entries,
      visa_support_number: `UNSEEN-${at + 1}`,
    }))
    await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'))
    const { stdout, stderr } = await authority('issue', file)
    if (stdout === '') throw new Error(stderr)
    const devices = await Promise.all(
      BOOTHS.map(async (station): Promise<string> => {
        const { code } = jsonOf(await authority('enrol', 'border'))
        return jsonOf(await scan(station, 'enrol', code, '--name', station, '--checkpoint', 'NQZ')).device
      }),
    )
    const visas = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    return { visas, devices }
  }
  const { visas } = await step(
    'two booths and second line at one airport, four e-visas',
    '3 stations, entries 2 1 1 1',
    prepare,
    ({ visas, devices }) =>
      `${devices.length} stations, entries ${visas.map(({ claims }) => claims.entries).join(' ')}`,
  )
  const [twice, overruled, suspended, left] = visas
  const about = (visa: Json) => [visa.qr_text, '--mrz', demoPassport(visa.claims.passport.number).mrz.join('|')]
  const kinds = async () => {
    const { conflicts } = jsonOf(await authority('conflicts'))
    return conflicts.map(({ kind, id }: { kind: string; id: string }) => ({ kind, id }))
  }
  const told = (found: readonly { readonly kind: string }[]) => found.map(({ kind }) => kind).join(', ') || 'nothing'
  const review = (what: string, kind: string, reason: string) =>
    step(
      what,
      'nothing',
      async () => {
        for (const one of await kinds())
          if (one.kind === kind) await authority('review', one.id, '--close', '--reason', reason)
        return kinds()
      },
      told,
    )

  await network.cut()
  for (const booth of ['booth-1', 'booth-2'] as const)
    await step(
      `(cut off) ${booth}: admit somebody on the e-visa of two entries`,
      'clear, entry offline',
      () => scan(booth, 'admit', ...about(twice)),
      verdict,
    )
  await network.restore()
  const handIn = async () => {
    for (const booth of ['booth-1', 'booth-2'] as const) await scan(booth, 'sync')
    return kinds()
  }
  await step('(back) both hand in; authority: what is odd', 'open-stay', handIn, told)
  await review('authority: two people, one e-visa: looked into', 'open-stay', 'two men, one passport: border police')

  const withOverride = async () => {
    await scan('booth-1', 'admit', ...about(overruled), '--operator', 'KZ-1')
    const second = ['--override', 'STAMPS_CHECKED', '--why', 'the entry before is another person, stamps seen']
    const persons = ['--operator', 'KZ-1', '--supervisor', 'KZ-9']
    return scan('booth-2', 'admit', ...about(overruled), ...second, ...persons)
  }
  await step(
    'booth 2: a used-up e-visa, admitted by a second person',
    'refuse entries/used-up, entry online',
    withOverride,
    verdict,
  )
  const once = () => scan('second-line', 'admit', ...about(overruled))
  await step('another booth: the same once more', 'refuse entries/used-up', once, verdict)
  await step(
    'authority: the override waits to be looked at, and what it let in',
    'over-use, override',
    async () => (await kinds()).toSorted(byKind),
    told,
  )
  const looked = async () => {
    for (const { id } of await kinds()) await authority('review', id, '--close', '--reason', 'the supervisor was right')
    return kinds()
  }
  await step('authority: both looked at', 'nothing', looked, told)

  const suspend = async () => {
    await authority('suspend', suspended.visa_number, '--reason', 'a name was to be checked')
    return scan('booth-1', 'refer', ...about(suspended), '--operator', 'KZ-1')
  }
  await step(
    'booth 1: a suspended e-visa, sent to second line',
    'refer status/suspended, referral online',
    suspend,
    verdict,
  )
  const waiting = async () => jsonOf(await scan('second-line', 'second-line', 'list')).referrals
  const [referral] = await step(
    'second line: who waits',
    '1: status/suspended',
    waiting,
    (list: Json) => `${list.length}: ${list[0]?.event.reasons[0]}`,
  )
  const take = async () => {
    await authority('reinstate', suspended.visa_number, '--reason', 'checked')
    await scan('second-line', 'sync')
    const { id } = referral.event
    await scan('second-line', 'second-line', 'take', id, '--operator', 'KZ-7')
    return scan('second-line', 'admit', ...about(suspended), '--operator', 'KZ-7', '--referral', id)
  }
  await step('second line takes it; reinstated; admits, which closes it', 'clear, entry online', take, verdict)
  await step(
    'second line, and the authority: who waits',
    '0, 0',
    async () => [(await waiting()).length, jsonOf(await authority('referrals')).referrals.length],
    (counts) => counts.join(', '),
  )

  const leave = async () => {
    const checked = await scan('booth-2', 'check', ...about(left))
    await scan('booth-2', 'walked-away', ...about(left), '--operator', 'KZ-2')
    await scan('booth-2', 'sync')
    return checked
  }
  await step('booth 2: green, but the traveller walked away', 'clear', leave, verdict)
  await step('authority: what is odd', 'unresolved', kinds, told)
  await step(
    'authority: entries used of it',
    '0',
    async () => jsonOf(await authority('show', left.visa_number)),
    ({ entries_used }) => String(entries_used),
  )
  await review('authority: looked into', 'unresolved', 'seen on the camera: he went back to the toilets')
  await step(
    'authority: audit trail',
    'unbroken',
    () => authority('audit', '--verify'),
    ({ code, stdout }) => (code === 0 ? 'unbroken' : stdout),
  )
}

function byKind(one: { readonly kind: string }, other: { readonly kind: string }): number {
  return one.kind < other.kind ? -1 : 1
}
