/** One history of the portal: its people, its bank, its clock and rules, and the two processes that serve them. */
import { createHash } from 'node:crypto'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { indexPolicy, type PolicyInForce, policyOn } from '#evisa/policy.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { defaultEdition, defaultPolicy } from '../../fixtures/default-policy.ts'
import { defaultTerms } from '../../fixtures/default-terms.ts'
import { makeWorld, NOW } from '../../fixtures/made-world.ts'
import type { ApplicationContext } from '../../server/applications/application-context.ts'
import { addWorkingDays } from '../../server/applications/business-clock.ts'
import type { IssuingServices } from '../../server/cases/issue-cases.ts'
import { lookUpGuard } from '../../server/checks/look-up-guard.ts'
import { makeLogger } from '../../server/log-event.ts'
import type { Paying } from '../../server/payments/begin-payment.ts'
import { dueOfCase } from '../../server/payments/due-of-case.ts'
import type { WatchOptions } from '../../server/payments/watch-payments.ts'
import type { SigningKeys } from '../../server/signing-keys.ts'
import { approvedTerms } from '../../server/terms/approved-terms.ts'
import { signingKeys } from '../server/build-app.ts'
import { ModelBank } from '../server/payments/model-bank.ts'
import { keepAccount } from '../server/store/made-applications.ts'
import { NEW_HOST } from '../server/store/made-invitations.ts'
import type { Process, Processes, Which } from './portal-processes.ts'

/** Of the terms, what histories differ in. */
export interface TwoPeople {
  readonly refusal: boolean
  readonly flagged: boolean
  readonly clean: boolean
}

export const OFFICERS = ['asel', 'bolat', 'dana'] as const
export type Officer = (typeof OFFICERS)[number]

/** A case that somebody means to have: whose account and whose passport. Two of them contend for one passport. */
export const SLOTS = [
  { account: 0, passport: 0 },
  { account: 1, passport: 1 },
  { account: 1, passport: 0 },
] as const
/** Invitations that are asked for: of which passport. */
export const INVITED = [0, 0, 1] as const

const KEYS = signingKeys(await makeWorld())
const WITHOUT_KEY: SigningKeys = {
  ...KEYS,
  key: (purpose, now) => (purpose === 'visa' ? null : KEYS.key(purpose, now)),
}
const POLICY = policyOf((states) => states)
/** By which nobody of the model may have what was invited for. */
const STRICT = policyOf((states) => states.filter((state) => state !== 'LKA'))
const DEARER_AFTER_DAYS = 9

let histories = 0
let drawn = 0

export type Acting = ReturnType<typeof contextOf>

export class PortalWorld {
  readonly clock = { now: NOW }
  readonly bank: ModelBank
  readonly processes: Processes
  readonly accounts: readonly [string, string]
  readonly passports: readonly [string, string]
  readonly host: string
  readonly hostAccount: string
  readonly editions: readonly TermsEdition[]
  /** The references that were begun for each slot; the last one is what the slot is about. */
  readonly begun: string[][] = SLOTS.map(() => [])
  readonly invitations: string[][] = INVITED.map(() => [])
  /** What officers saw last, of any case: they may decide later than that. */
  readonly seen = new Map<string, number>()
  readonly contexts: readonly [Acting, Acting]
  /** What a worker took and did not tell its caller: each is a mistake, unless the process was gone. */
  readonly swallowed: string[] = []
  hasKey = true
  isStrict = false

  constructor(processes: Processes, people: People, two: TwoPeople, tellsAll: boolean) {
    histories += 1
    this.processes = processes
    this.bank = new ModelBank(() => this.clock.now)
    this.bank.tellsAll = tellsAll
    this.accounts = people.accounts
    this.host = people.host
    this.hostAccount = people.hostAccount
    this.passports = [`N${1_000_000 + 2 * histories}`, `N${1_000_001 + 2 * histories}`]
    this.editions = editionsWith(two)
    this.contexts = [contextOf(this, processes.both[0]), contextOf(this, processes.both[1])]
  }

  reference(slot: number): string | null {
    return this.begun[slot]?.at(-1) ?? null
  }

  get keys(): SigningKeys {
    return this.hasKey ? KEYS : WITHOUT_KEY
  }

  get policy(): PolicyInForce {
    return this.isStrict ? STRICT : POLICY
  }

  get today(): string {
    return civilDateAt(this.clock.now)
  }

  context(which: Which): Acting {
    return this.contexts[which]
  }

  note(line: string): void {
    const { event, error = '', outcome = '' } = JSON.parse(line)
    const isExpected = error === '' || error === 'Killed' || error === 'NoSigningKey'
    if (!isExpected) this.swallowed.push(`${event} ${outcome} ${error}`)
  }
}

export interface People {
  readonly accounts: readonly [string, string]
  readonly host: string
  readonly hostAccount: string
}

/** The host and the officers, who are there for all histories. */
export async function keepAuthority({ both: [{ store }], runs }: Processes): Promise<Omit<People, 'accounts'>> {
  const act = { actor: 'authority', at: NOW }
  for (const name of OFFICERS) await store.setOperator(name, `hash of ${name}`, act)
  const hostAccount = await keepAccount(runs, 'host@example.org')
  const claimed = await store.claimHost({ ...NEW_HOST, id: 'host-of-model', account: hostAccount }, act)
  if (!claimed.ok) throw new Error(claimed.error)
  await store.decideHost(claimed.value.id, { state: 'confirmed' }, { actor: 'operator/asel', at: NOW })
  return { host: claimed.value.id, hostAccount }
}

export async function newWorld(
  processes: Processes,
  authority: Omit<People, 'accounts'>,
  two: TwoPeople,
  tellsAll: boolean,
): Promise<PortalWorld> {
  await processes.clear()
  const { runs } = processes
  const accounts = [await keepAccount(runs), await keepAccount(runs)] as const
  return new PortalWorld(processes, { ...authority, accounts }, two, tellsAll)
}

/** All that any of the acts works with, in one process. */
function contextOf(world: PortalWorld, { store }: Process) {
  const now = () => world.clock.now
  const terms = approvedTerms(store, world.editions, now)
  const log = makeLogger('info', { write: (line) => world.note(line) })
  return {
    ...{ store, terms, now, randomBytes, log, addWorkingDays },
    publisher: { policyInForce: async () => world.policy },
    keys: async () => world.keys,
    guard: lookUpGuard(),
    qrPrefix: 'EV1:',
    keyPlace: null,
    mustSign: async () => false,
    acquirer: world.bank,
    acquirerOf: () => world.bank,
    publicUrl: () => 'http://server',
    dueOf: dueOfCase({ store, terms }),
  } satisfies ApplicationContext & IssuingServices & WatchOptions & Paying
}

/** The same in each run of a program: a history is repeated by its seed. */
function randomBytes(count: number): Uint8Array {
  drawn += 1
  return createHash('shake256', { outputLength: count }).update(`model ${drawn}`).digest()
}

const days = (value: number) => ({ value, source: 'model', draft: true })

/** The terms of today, and a dearer edition that follows soon; what is over is forgotten after days. */
function editionsWith(two: TwoPeople): readonly TermsEdition[] {
  const base = defaultTerms()
  const short = { draft: days(2), refused: days(3), issued: days(2), sign_in: days(5000) }
  const first: TermsEdition = {
    ...base,
    two_people: { ...base.two_people, ...two },
    retention_days: { ...base.retention_days, ...short },
  }
  const fees = base.fees.map((fee) => ({ ...fee, amount_minor: fee.amount_minor + 2000 }))
  return [first, { ...first, effective_from: addDays(civilDateAt(NOW), DEARER_AFTER_DAYS), fees }]
}

function policyOf(eligible: (states: readonly string[]) => readonly string[]): PolicyInForce {
  const categories = defaultEdition().categories.map(({ nationalities, ...rule }) => {
    return { ...rule, nationalities: [...eligible(nationalities)] }
  })
  const document = { version: 1, iat: 0, exp: 0, ...defaultPolicy({ categories }) }
  const found = policyOn(indexPolicy(document), civilDateAt(NOW))
  if (found === null) throw new Error('the policy to start from has not begun')
  return found
}
