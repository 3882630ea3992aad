/** The commands that bring data to a station and tell about it: `enrol`, `sync`, `import`, `status`. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import type { CrossingReceipt } from '#evisa/crossing-event.ts'
import type { Language } from '#evisa/decision.ts'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { warningText } from '#evisa/instructions.ts'
import { warningsOf } from '#evisa/staleness.ts'
import { heldKnowledge } from '../offline/held-knowledge.ts'
import { importBundle } from '../offline/import-bundle.ts'
import { sync } from '../offline/sync.ts'
import { ageOf } from './show-decision.ts'
import {
  clientOf,
  enrolled,
  enrolStation,
  now,
  StationError,
  type StationOptions,
  syncContext,
  withStore,
} from './station.ts'

/** The options that stand before every command. */
export interface Global extends StationOptions {
  readonly station: string
  readonly json?: boolean
  readonly lang: Language
}

export interface Terminal {
  options(): Global
  /** Prints the one or the other, as `--json` says. */
  print(json: unknown, text: string): void
}

// A set for ten million visas and a year of entries of a large country stay well below.
const MAX_BUNDLE_BYTES = 2 * 1024 ** 3

export function addDataCommands(program: Command, { options, print }: Terminal): void {
  program
    .command('enrol <code>')
    .description("enrol this station with the authority's one-time code")
    .option('--name <name>', "the station's name on the authority's list")
    .option('--checkpoint <id>', 'the checkpoint that is meant where none is named, e.g. NQZ')
    .action((text: string, given: { name?: string; checkpoint?: string }) =>
      withStore(options(), async (store) => {
        const code = parseEnrolmentCode(text)
        if (!code.ok) throw new StationError(code.error)
        const { name, checkpoint = null } = given
        const enrolment = await enrolStation(store, code.value, { name, checkpoint })
        await sync(store, clientOf(enrolment.server, enrolment.token), syncContext)
        const { device, role } = enrolment
        print({ device, role, name: enrolment.name }, `enrolled as ${role} ${device} (${enrolment.name}), data fetched`)
      }),
    )

  program
    .command('sync')
    .description('hand in the records and fetch what is new')
    .action(() =>
      withStore(options(), async (store) => {
        const { server, token } = await enrolled(store)
        const report = await sync(store, clientOf(server, token), syncContext)
        const doubles = report.overUsed.map((receipt) => `\n${doubleUse(receipt)}`)
        print(
          report,
          `handed in ${report.handedIn}, new artefacts ${report.newArtefacts}, new crossings ${report.newCrossings}${doubles.join('')}`,
        )
      }),
    )

  program
    .command('import <bundle>')
    .description('take the data from a file that the authority exported, where there is no network')
    .action((file: string) =>
      withStore(options(), async (store) => {
        await enrolled(store)
        const { size } = await stat(file).catch((cause: unknown) => {
          throw new StationError(`${file} cannot be read: is the stick plugged in?`, { cause })
        })
        if (size > MAX_BUNDLE_BYTES) throw new StationError(`${file} is too large to be a bundle`)
        const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
        const report = await importBundle(store, lines, syncContext.verify, now())
        print(report, `new artefacts ${report.newArtefacts}, new crossings ${report.newCrossings}`)
      }),
    )

  program
    .command('status')
    .description('who this station is, how old its data is, what runs out soon, what is unsent')
    .action(() =>
      withStore(options(), async (store) => {
        const { device, role, name, server, checkpoint } = await enrolled(store)
        const moment = { now: now(), steady: syncContext.steady(), online: false }
        const knowledge = await heldKnowledge(store, syncContext.verify, moment)
        const audience = role === 'carrier' ? 'carrier' : 'entry'
        const warnings = warningsOf(knowledge, audience, moment.now)
        // The trust list and the status lists are as young as the snapshot that names them.
        const as_of = { data: knowledge.snapshot?.iat ?? null, ledger: knowledge.ledger?.asOf ?? null }
        const unsent = await store.countUnsent()
        const age = (at: number | null) => (at === null ? 'none' : `${ageOf(Math.max(0, moment.now - at))} old`)
        const { trust, policy, snapshot } = knowledge
        const versions = { snapshot: snapshot?.version, trust_list: trust?.version, policy: policy?.version }
        print(
          { device, role, name, server, checkpoint, unsent, as_of, versions, warnings },
          [
            `${role} ${device} (${name}), server ${server}, checkpoint ${checkpoint ?? 'not set'}`,
            `unsent records: ${unsent}`,
            `data: ${age(as_of.data)}${role === 'border' ? `, ledger: ${age(as_of.ledger)}` : ''}`,
            `versions: ${Object.entries(versions)
              .map(([what, version]) => `${what.replace('_', ' ')} ${version ?? 'none'}`)
              .join(', ')}`,
            ...warnings.map((warning) => `warning: ${warningText(warning)[options().lang]}`),
          ].join('\n'),
        )
      }),
    )
}

/** The line about a record that is one entry too many. */
export function doubleUse({ id, entries_used }: CrossingReceipt): string {
  return `  DOUBLE USE: record ${id} is entry number ${entries_used} of its visa; the authority will review it`
}
