/** The desk's command about the audit trail: print it, export it, and find out whether it is whole. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { loadRoots, PINNED_ROOT_PATH } from '#evisa/artefact-set.ts'
import { formatInstant } from '#evisa/civil-date.ts'
import { rootFingerprint } from '#evisa/root.ts'
import { type TrustList, verifyTrustList } from '#evisa/trust-list.ts'
import { type AuditTrail, verifyAuditTrail } from './audit-trail.ts'
import { type AuthorityCalls, CallFailed } from './authority-calls.ts'
import type { AuditRow } from './store/audit-store.ts'

interface AuditPage {
  readonly rows: readonly AuditRow[]
  readonly checkpoints: readonly { readonly position: number; readonly jws: string }[]
  readonly complete: boolean
}

interface Asked {
  readonly after: string
  readonly export?: string
  readonly verify?: string | true
  readonly against?: string
  readonly root?: string
}

export function addAuditCommand(
  program: Command,
  desk: AuthorityCalls,
  show: (json: unknown, text: string) => void,
): void {
  program
    .command('audit')
    .description('who did what; with --verify whether the trail is whole (exit code 1 if not)')
    .option('--after <row>', 'print the rows after this one', '0')
    .option('--export <file>', 'write the whole trail with a fresh signed checkpoint: keep it elsewhere')
    .option('--verify [file]', "check the server's trail, or an exported one")
    .option('--against <file>', 'with --verify: an earlier export, which shows whether all was written anew since')
    .option('--root <fingerprint>', "with --verify: the root's fingerprint, if it is not the server's word that counts")
    .action(async (asked: Asked) => {
      if (asked.export !== undefined) return exportTrail(desk, resolve(asked.export), show)
      if (asked.verify !== undefined) return verifyTrail(desk, asked, show)
      const { rows } = await readPage(desk, Number(asked.after))
      show({ rows }, rows.map(describe).join('\n') || 'nothing was done yet')
    })
}

async function exportTrail(
  desk: AuthorityCalls,
  file: string,
  show: (json: unknown, text: string) => void,
): Promise<void> {
  const { checkpoint } = await desk.call<{ checkpoint: string }>('GET', '/v1/audit/checkpoint')
  const { rows, checkpoints } = await readTrail(desk)
  const all = [...new Set([...checkpoints, checkpoint])]
  const lines = [...rows.map((row) => ({ row })), ...all.map((one) => ({ checkpoint: one }))]
  // Under its name only when it is whole.
  await writeFile(`${file}.part`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
    mode: 0o600,
    flush: true,
  })
  await rename(`${file}.part`, file)
  show({ file, rows: rows.length, checkpoints: all.length }, `${file}: ${rows.length} rows, ${all.length} checkpoints`)
}

async function verifyTrail(
  desk: AuthorityCalls,
  { verify, against, root }: Asked,
  show: (json: unknown, text: string) => void,
): Promise<void> {
  const trail = typeof verify === 'string' ? await readExport(verify) : await readTrail(desk)
  const earlier = against === undefined ? [] : (await readExport(against)).checkpoints
  if (against !== undefined && earlier.length === 0) throw new CallFailed(`${against} holds no checkpoint`)
  const verdict = await verifyAuditTrail(trail, await trustOf(desk, root), earlier)
  const { rows, checkpoints, fault, doubts } = verdict
  const said = fault === null ? `${rows} rows, unbroken; ${checkpoints} checkpoints agree` : `BROKEN: ${fault}`
  show(verdict, [said, ...doubts.map((doubt) => `  ${doubt}`)].join('\n'))
  if (fault !== null) process.exitCode = 1
}

async function readPage(desk: AuthorityCalls, after: number): Promise<AuditPage> {
  if (!Number.isInteger(after) || after < 0) throw new CallFailed('--after takes the number of a row')
  return desk.call<AuditPage>('GET', `/v1/audit?after=${after}`)
}

async function readTrail(desk: AuthorityCalls): Promise<AuditTrail> {
  const rows: AuditRow[] = []
  const checkpoints: string[] = []
  for (;;) {
    const page = await readPage(desk, rows.at(-1)?.position ?? 0)
    rows.push(...page.rows)
    checkpoints.push(...page.checkpoints.map(({ jws }) => jws))
    if (page.complete) return { rows, checkpoints }
  }
}

async function readExport(file: string): Promise<AuditTrail> {
  const rows: AuditRow[] = []
  const checkpoints: string[] = []
  const lines = (await readFile(file, 'utf8')).split('\n')
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue
    const { row, checkpoint } = parseLine(line, `${file}, line ${at + 1}`)
    if (row !== undefined) rows.push(row)
    if (checkpoint !== undefined) checkpoints.push(checkpoint)
  }
  return { rows, checkpoints }
}

function parseLine(line: string, where: string): { row?: AuditRow; checkpoint?: string } {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) throw new CallFailed(`${where} is no JSON: the file was cut off or changed`)
    throw error
  }
}

/** The trust list, walked to from the root as a scanner does. */
async function trustOf({ send }: AuthorityCalls, root: string | undefined): Promise<TrustList> {
  const get = async (path: string) => (await send('GET', `/v1/artefacts/${path}`)).toString()
  const first = await get('root/1')
  const read = async (path: string) => {
    if (path === PINNED_ROOT_PATH) return first
    return get(path).catch((error: unknown) => {
      if (error instanceof CallFailed) return null
      throw error
    })
  }
  const roots = await loadRoots(read, root ?? (await rootFingerprint(first)))
  if (!roots.ok) throw new CallFailed(`the root is not the one that was expected: ${roots.error.fault}`)
  const newest = roots.value.at(-1)
  const trust = newest === undefined ? null : await verifyTrustList(await get('trust'), newest)
  if (!trust?.ok) throw new CallFailed('the trust list of the server does not verify')
  return trust.value
}

function describe({ position, at, actor, act, subject, detail }: AuditRow): string {
  const more = Object.entries(detail).map(([name, value]) => `${name} ${plain(String(value))}`)
  return `${String(position).padStart(7)}  ${formatInstant(at)}  ${plain(actor)}  ${act} ${plain(subject)}  ${more.join(', ')}`
}

// What others wrote: a terminal obeys control characters.
function plain(text: string): string {
  return text.replace(/\p{C}+/gu, ' ')
}
