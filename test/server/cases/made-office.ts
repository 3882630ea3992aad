/** The server with cases in it, and the officers who decide them. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Test } from 'tap'
import { openDatabase } from '../../../platform/open-database.ts'
import type { IssuingServices } from '../../../server/cases/issue-cases.ts'
import { makeLogger } from '../../../server/log-event.ts'
import { sqliteSteps } from '../../../server/store/sqlite/sqlite-steps.ts'
import type { Runs } from '../../../server/store/steps.ts'
import { type Answer, type BuildOptions, type Built, build, type Call, KEY_PLACE } from '../build-app.ts'
import { issueDueCases } from './made-issuing.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')

/** What runs acts on the database of a server, beside it. */
export function runsOf(t: Test, { dir }: Pick<Built, 'dir'>): Runs {
  const database = openDatabase(join(dir, 'authority.db'), MIGRATIONS)
  t.teardown(() => void database.close())
  return sqliteSteps(database)
}

export interface Office extends Built {
  readonly runs: Runs
  readonly asel: Call
  readonly bolat: Call
  /** Issues all that nobody objects to, as the worker does. */
  issueAll(): Promise<number>
  /** Claims a case, looks at it, and decides what was seen. */
  decide(by: Call, reference: string, decision: object): Promise<Answer>
}

export async function madeOffice(t: Test, options: BuildOptions = {}): Promise<Office> {
  const built = await build(t, options)
  return {
    ...built,
    runs: runsOf(t, built),
    asel: await built.operator('asel'),
    bolat: await built.operator('bolat'),
    issueAll: () => issueAll(built, options),
    decide: async (by, reference, decision) => {
      const claimed = await by('POST', `/v1/cases/${reference}/claim`)
      if (claimed.status !== 200) return claimed
      const { revision } = (await by('GET', `/v1/cases/${reference}`)).body
      return by('POST', `/v1/cases/${reference}/decision`, { revision, ...decision })
    },
  }
}

/** Issues all that nobody objects to, as the worker of this server does. */
export function issueAll({ store, publisher, keys, clock }: Built, options: BuildOptions = {}): Promise<number> {
  const services: IssuingServices = {
    ...{ store, publisher, randomBytes, qrPrefix: 'EV1:' },
    keyPlace: options.keyPlace ?? KEY_PLACE,
    mustSign: async () => options.mustSign ?? false,
    keys: async () => keys.current,
    now: () => clock.now,
    log: makeLogger('silent', { write: () => undefined }),
  }
  return issueDueCases(services)
}
