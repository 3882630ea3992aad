/**
 * The story of the ledger: two booths are cut off and admit the same single-entry e-visa; both come back, the authority
 * sees one conflict with both records, both booths are told, and nothing can be done unseen.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { civilDateAt } from '#evisa/civil-date.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { type Ended, run, serverBehindNetwork, verdict } from './programs.ts'
import type { Note } from './story.ts'
import type { TcpProxy } from './tcp-proxy.ts'

export async function doubleUseStory(note: Note, folder: string): Promise<void> {
  const { server, network } = await serverBehindNetwork(folder)
  try {
    await story(note, folder, network)
  } finally {
    await network.close()
    await server.stop()
  }
}

interface ConflictAnswer {
  readonly id: string
  readonly kind: string
  readonly records: readonly { readonly event: { readonly device: string; readonly basis: string } }[]
}

async function story(note: Note, folder: string, network: TcpProxy): Promise<void> {
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

  const [application] = demoApplications(civilDateAt(Math.floor(Date.now() / 1000)))
  const file = join(folder, 'application.json')
  await writeFile(file, JSON.stringify({ ...application, entries: 1, visa_support_number: 'LEDGER-1' }))
  const visa: Json = jsonOf(await authority('issue', file))
  const mrz = demoPassport(visa.claims.passport.number).mrz.join('|')
  const devices = await both(async (station) => {
    const { code } = jsonOf(await authority('enrol', 'border'))
    return jsonOf(await scan(station, 'enrol', code, '--name', station, '--checkpoint', 'NQZ')).device
  })
  const admit = (station: string, ...more: string[]) => scan(station, 'admit', visa.qr_text, '--mrz', mrz, ...more)
  note(
    'two booths, one e-visa of a single entry',
    '2 booths, 1 entry',
    `${devices.length} booths, ${visa.claims.entries} entry`,
  )

  await network.cut()
  // One after the other: which of two entries is the later one is then no matter of chance.
  const admitted = [await admit('booth-1'), await admit('booth-2')]
  for (const [at, ended] of admitted.entries()) {
    note(`(both cut off) booth ${at + 1}: admit`, 'clear, entry offline', verdict(ended))
  }

  await network.restore()
  // The first one back cannot know yet; the second one learns of it, and then the first one too.
  const synced = [await scan('booth-1', 'sync'), await scan('booth-2', 'sync'), await scan('booth-1', 'sync')]
  const told = synced.map((ended) => {
    const { handedIn, overUsed } = jsonOf(ended)
    return `handed in ${handedIn}, double uses told ${overUsed.length}`
  })
  note('(back) booth 1: sync', 'handed in 1, double uses told 0', told[0] ?? '')
  note('(back) booth 2: sync', 'handed in 1, double uses told 1', told[1] ?? '')
  note('booth 1: sync again', 'handed in 0, double uses told 1', told[2] ?? '')

  const listed: readonly ConflictAnswer[] = jsonOf(await authority('conflicts')).conflicts
  const [conflict] = listed
  const seen = conflict?.records.map(({ event }) => `${devices.indexOf(event.device) + 1} ${event.basis}`).toSorted()
  note(
    'authority: conflicts',
    '1 over-use: 1 offline, 2 offline',
    `${listed.length} ${conflict?.kind}: ${seen?.join(', ')}`,
  )
  const entries = jsonOf(await authority('show', visa.visa_number)).entries_used
  note('authority: entries used', '2', String(entries))
  note('booth 2: admit once more', 'refer entries/repeated', verdict(await admit('booth-2')))

  await authority('review', conflict?.id ?? '', '--close', '--reason', 'the booths were cut off; carrier informed')
  note('authority: reviewed; conflicts', '0', String(jsonOf(await authority('conflicts')).conflicts.length))

  await authority('revoke-device', devices[1] ?? '')
  const ended = await scan('booth-2', 'exit', visa.qr_text, '--mrz', mrz)
  note('booth 2 is revoked; record an exit', 'not recorded', ended.code === 0 ? verdict(ended) : 'not recorded')
  // Online or not is a matter of how busy this machine is.
  const left = verdict(await scan('booth-1', 'exit', visa.qr_text, '--mrz', mrz))
  note('booth 1: exit', 'clear, exit', left.replace(/ (online|offline)$/, ''))

  const { rows, fault } = jsonOf(await authority('audit', '--verify'))
  const acts = new Set((jsonOf(await authority('audit')).rows as { act: string }[]).map(({ act }) => act))
  const noted = ['issue', 'enrol', 'look-up', 'review', 'revoke-device'].filter((act) => acts.has(act))
  note(
    'authority: audit trail',
    'unbroken, all 5 acts',
    `${fault === null && rows > 5 ? 'unbroken' : fault}, all ${noted.length} acts`,
  )
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every command
type Json = any

function jsonOf({ code, stdout, stderr }: Ended): Json {
  if (stdout === '') throw new Error(`exit ${code}: ${stderr}`)
  return JSON.parse(stdout)
}
