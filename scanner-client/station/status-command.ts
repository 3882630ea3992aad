/** `scan status`: who this station is, how old its data is, what is unsent, and what needs to be looked at. */
import type { Command } from 'commander'
import { civilDateAt } from '#evisa/civil-date.ts'
import { warningText } from '#evisa/instructions.ts'
import { isSpecimen } from '#evisa/specimen.ts'
import { warningsOf } from '#evisa/staleness.ts'
import { heldKnowledge } from '../offline/held-knowledge.ts'
import { KEPT_DAYS, type KeptRecords, type OwnRecord, type ScannerStore } from '../offline/scanner-store.ts'
import { openConflicts, openDoubleUses } from '../offline/told-conflicts.ts'
import { ageOf, showSpecimen } from './show-decision.ts'
import { showConflicts, showDoubleUse, showOpenRecord } from './show-record.ts'
import { enrolled, now, stationFile, syncContext, withStore } from './station.ts'
import type { Terminal } from './terminal.ts'
import { unsignedRecords, unsignedText } from './unsigned-records.ts'

export function addStatusCommand(program: Command, { options, print }: Terminal): void {
  program
    .command('status')
    .description('who this station is, how old its data is, what runs out soon, what is unsent, what to look at')
    .option('--seen', 'the double uses were seen: they are not told at every check any more')
    .action((given: { seen?: boolean }) =>
      withStore(options(), async (store) => {
        const { device, role, name, server, checkpoint } = await enrolled(store)
        const unsigned = unsignedRecords(stationFile(options())).length
        if (given.seen) await store.markDoubleUsesSeen()
        const moment = { now: now(), steady: syncContext.steady(), online: false }
        const knowledge = await heldKnowledge(store, syncContext.verify, moment)
        const audience = role === 'carrier' ? 'carrier' : 'entry'
        const warnings = warningsOf(knowledge, audience, moment.now)
        // The trust list and the status lists are as young as the snapshot that names them.
        const as_of = { data: knowledge.snapshot?.iat ?? null, ledger: knowledge.ledger?.asOf ?? null }
        const age = (at: number | null) => (at === null ? 'none' : `${ageOf(Math.max(0, moment.now - at))} old`)
        const { trust, policy, snapshot } = knowledge
        const versions = { snapshot: snapshot?.version, trust_list: trust?.version, policy: policy?.version }
        const ended = await store.accessEnded()
        const own = await ownState(store)
        const kept = await store.keptRecords()
        const lost = await store.checkRecords()
        const open = await store.openRecords()
        const told = await openConflicts(store)
        const { unsent, chain, double_uses } = own
        const specimen = isSpecimen(trust)
        print(
          {
            device,
            role,
            name,
            server,
            checkpoint,
            ended,
            specimen,
            ...own,
            kept_records: kept,
            lost_records: lost,
            unsigned_records: unsigned,
            open_records: open.map(recordOf),
            conflicts: told,
            as_of,
            versions,
            warnings,
          },
          [
            ...(specimen ? [showSpecimen()] : []),
            `${role} ${device} (${name}), server ${server}, checkpoint ${checkpoint ?? 'not set'}`,
            ...(ended === null ? [] : [`REVOKED: ${ended}`]),
            `unsent records: ${unsent}${role === 'border' ? `, last record: ${chain.seq} ${chain.hash ?? '-'}` : ''}`,
            ...(role === 'border' ? showKept(kept) : []),
            ...(lost === 0
              ? []
              : [`LOST: ${lost} records were made here and are not on the disk any more; tell the authority`]),
            ...(unsigned === 0 ? [] : [unsignedText(unsigned)]),
            `data: ${age(as_of.data)}${role === 'border' ? `, ledger: ${age(as_of.ledger)}` : ''}`,
            `versions: ${Object.entries(versions)
              .map(([what, version]) => `${what.replace('_', ' ')} ${version ?? 'none'}`)
              .join(', ')}`,
            ...warnings.map((warning) => `warning: ${warningText(warning)[options().lang]}`),
            ...(open.length === 0 ? [] : ['to be looked at:', ...open.map(showOpenRecord)]),
            ...double_uses.map(showDoubleUse),
            ...(told === null ? [] : showConflicts(told, moment.now, options().lang)),
          ].join('\n'),
        )
      }),
    )
}

async function ownState(store: ScannerStore) {
  return { unsent: await store.countUnsent(), chain: await store.chainHead(), double_uses: await openDoubleUses(store) }
}

/** A record as JSON. */
function recordOf({ event, state, standing, receipt, isAnswered }: OwnRecord) {
  const { id, visa_number, action, at } = event
  return { id, visa_number, action, at, state, standing, because: receipt?.because ?? null, answered: isAnswered }
}

/** What this station could still give back to a store that lost it. */
function showKept({ count, since, dropped }: KeptRecords): string[] {
  const from = since === null ? '' : `, since ${civilDateAt(since)}`
  const lost = dropped === 0 ? [] : [`FORGOTTEN FOR WANT OF ROOM: ${dropped} records that were handed in`]
  return [`keeps ${count} records of the last ${KEPT_DAYS} days${from}, that it could hand in again`, ...lost]
}
