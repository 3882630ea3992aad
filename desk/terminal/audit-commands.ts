/** The desk's command about the audit trail: print it, export it, and find out whether it is whole. */
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { AuditRow, TrailLine } from '#evisa/audit-row.ts'
import { formatInstant } from '#evisa/civil-date.ts'
import { inParts } from '../../platform/in-parts.ts'
import { type AuditVerdict, type TrailFault, verifyAuditTrail } from '../calls/audit-trail.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { trustOf } from '../calls/desk-trust.ts'
import { auditPages, readExportedTrail, readServerTrail, trailToExport } from '../calls/read-audit-trail.ts'
import { writeOwnFile } from './own-file.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'
import { SignedFacts } from './signed-facts.ts'
import { type SignedFault, type SignedVerdict, verifySignatures } from './verify-signatures.ts'
import { sayLedger, walkLedger } from './walk-ledger.ts'

interface Asked {
  readonly after: number
  readonly export?: string
  readonly verify?: string | true
  readonly against?: string
  readonly part?: true
  readonly root?: string
}

// A row by itself would take as long to write as many of them.
const PART_BYTES = 65_536

const FAULTS: Readonly<Record<TrailFault, string>> = {
  'audit/changed': 'was changed: its hash is not that of what it says',
  'audit/missing': 'is missing: another one stands in its place',
  'audit/unlinked':
    'does not follow the one before it: that one was written anew, or rows were removed, added or reordered',
  'audit/cut-off': 'and what followed were removed: a checkpoint or the earlier export vouches for more rows',
  'audit/rewritten': 'is not the one that a checkpoint or the earlier export vouches for: the trail was written anew',
  'audit/checkpoint': 'has a checkpoint that is not genuine or not of this row',
}

const MOST_FAULTS = 20
const SIGNED_FAULTS: Readonly<Record<SignedFault, string>> = {
  'signature/invalid': 'does not hold: the text, the signature or the key was changed',
  'signature/key': 'is by a key that the trail does not know as one of this person at that time',
  'signature/power': 'is by somebody who could not sign that then',
  'signature/otherwise': 'is not what is kept as decided: that was changed',
  'signature/missing': 'names a signature that is not there',
  'signature/of-another': 'names a signature over something else',
  'signature/visa': 'is of an e-visa that is not what was signed',
  'signature/second': 'takes two people, and was not signed by two',
  'signature/none': 'was signed by nobody',
  'signature/unnoted': 'did nothing that the trail knows: somebody put it there',
}

export function addAuditCommand(program: Command, desk: AuthorityCalls, show: Show): void {
  program
    .command('audit')
    .description(
      'who did what; with --verify whether the trail and the ledger are whole, and what people signed holds (exit code 1 if not)',
    )
    .option('--after <row>', 'print the rows after this one', rowNumber, 0)
    .option('--export <file>', 'write the whole trail with a fresh signed checkpoint: keep it elsewhere')
    .option('--verify [file]', "check the server's trail and its ledger, or an exported trail")
    .option('--against <file>', 'check that nothing was written anew since this earlier export, kept elsewhere')
    .option('--part', 'with --verify FILE: the file may begin later than at the first row, as that of a day does')
    .option('--root <fingerprint>', "when checking: the root's fingerprint, where the server's word is not enough")
    .action(async (asked: Asked) => {
      if (asked.export !== undefined) await exportTrail(desk, resolve(asked.export), show)
      else if (asked.verify !== undefined || asked.against !== undefined) await verifyTrail(desk, asked, show)
      else await printTrail(desk, asked.after, show)
    })
}

async function printTrail(desk: AuthorityCalls, after: number, show: Show): Promise<void> {
  for await (const { rows } of auditPages(desk, after)) {
    show({ rows }, rows.map(describe).join('\n') || `nothing was done after row ${after}`)
  }
}

async function exportTrail(desk: AuthorityCalls, file: string, show: Show): Promise<void> {
  let rows = 0
  const texts = async function* () {
    for await (const line of trailToExport(desk)) {
      if ('row' in line) rows += 1
      yield Buffer.from(`${JSON.stringify(line)}\n`)
    }
  }
  await writeOwnFile(file, (out) => out.writeFile(inParts(texts(), PART_BYTES)))
  show({ file, rows }, `${file}: ${rows} rows, and a checkpoint of the last one`)
}

async function verifyTrail(desk: AuthorityCalls, { verify, against, part, root }: Asked, show: Show): Promise<void> {
  const trust = await trustOf(desk, root, Math.floor(Date.now() / 1000))
  const earlier = against === undefined ? null : await verifyAuditTrail(exported(against), trust, new Map(), true)
  if (earlier?.fault) throw new CallFailed(`${against} proves nothing: ${say(earlier)}`)
  const facts = new SignedFacts()
  const isExported = typeof verify === 'string'
  const lines = isExported ? exported(verify) : gathering(readServerTrail(desk), facts)
  const verdict = await verifyAuditTrail(lines, trust, earlier?.known, part)
  // An exported trail says nothing of the ledger, and a broken one proves nothing of the people in it.
  const ledger = isExported ? null : await walkLedger(desk)
  const signed = isExported || verdict.fault !== null ? null : await verifySignatures(desk, facts)
  const { known: _known, ...said } = verdict
  const told = [say(verdict), ...(ledger ? [sayLedger(ledger)] : []), ...(signed ? saySigned(signed) : [])]
  show({ ...said, ...(ledger && { ledger }), signed }, told.join('\n'))
  const faults = (ledger?.faults.length ?? 0) + (signed?.faults.length ?? 0)
  if (verdict.fault !== null || faults > 0) process.exitCode = 1
}

const exported = (file: string) => readExportedTrail(createReadStream(file), file)

async function* gathering(lines: AsyncIterable<TrailLine>, facts: SignedFacts): AsyncGenerator<TrailLine> {
  for await (const line of lines) {
    if ('row' in line) facts.add(line.row)
    yield line
  }
}

function saySigned({ signatures, erased, byToken, faults }: SignedVerdict): readonly string[] {
  const ofErased = erased > 0 ? `, ${erased} of them over what was erased since` : ''
  const more = faults.length - MOST_FAULTS
  return [
    `${signatures} signatures of people${ofErased}; ${byToken} decisions by a token`,
    ...faults.slice(0, MOST_FAULTS).map(({ reason, about }) => `BROKEN: ${plainText(about)} ${SIGNED_FAULTS[reason]}`),
    ...(more > 0 ? [`... and ${more} more: see --json`] : []),
  ]
}

function say({ fault, from, rows, checkpoints, vouchedFor, doubts }: AuditVerdict): string {
  const range = from === 1 ? `${rows} rows` : `a part of the trail, rows ${from} to ${rows}`
  const whole = `${range}, unbroken, ${checkpoints} checkpoints${checkpoints > 0 ? `, the last of row ${vouchedFor}` : ''}`
  return [
    fault === null ? whole : `BROKEN: row ${fault.position} ${FAULTS[fault.reason]}`,
    ...doubts.map((row) => `  the checkpoint of row ${row} is by a key that was stolen since: it proves nothing`),
  ].join('\n')
}

function describe({ position, at, actor, act, subject, detail }: AuditRow): string {
  const more = Object.entries(detail).map(([name, value]) => `${name} ${value}`)
  const line = `${String(position).padStart(7)}  ${formatInstant(at)}  ${actor}  ${act} ${subject}`
  return plainText(more.length === 0 ? line : `${line}  ${more.join(', ')}`)
}

function rowNumber(typed: string): number {
  if (!/^\d{1,15}$/.test(typed)) throw new InvalidArgumentError('it takes the number of a row')
  return Number(typed)
}
