/** Whether those are proven who did and answered for what a booth records, by the people and keys that counted then. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { CLOCK_TOLERANCE_SECONDS } from '#evisa/knowledge.ts'
import { type BorderPeople, peopleOf, provePerson } from '#evisa/person-proof.ts'
import { isStated, LONGEST_SHIFT_SECONDS, type StatedEvent } from '#evisa/person-statement.ts'
import { BY_NODE } from '../../platform/assertions-by-node.ts'
import type { LedgerStore } from '../store/ledger-store.ts'
import type { BoothKeyUse, PersonStore } from '../store/person-store.ts'
import { RowDamaged } from '../store/row-sums.ts'

/**
 * The people of the border as the authority knew them at a time, or this one of them: a key that ended since counted then. Null
 * where nobody had one: then nobody can be proven.
 */
export type PeopleAt = (at: EpochSeconds, person?: string) => Promise<BorderPeople | null>

/** As the store has them; null while no officer of the border has a key. */
export function peopleAtBooths(
  store: Pick<PersonStore, 'borderOfficersAt'>,
  { rpId, origins }: Pick<BorderPeople, 'rpId' | 'origins'>,
): PeopleAt {
  return async (at, person) => {
    const officers = await store.borderOfficersAt(at, person)
    const isNobody = officers.length === 0 && (person === undefined || (await store.borderOfficersAt(at)).length === 0)
    return isNobody ? null : peopleOf({ rp_id: rpId, origins, officers })
  }
}

/** typed: a badge and no more, or nobody can be proven here. unproven: more was said than holds. */
export type Proof = 'proven' | 'typed' | 'unproven'

export interface PersonProof {
  /** Of the officer who stood there: by the shift that the event names, or begins. */
  readonly officer: Proof
  /** Of whoever signed over the event for another one; null where nobody has to. */
  readonly second: Proof | null
  /** The key that was touched for it, where that holds. */
  readonly use: BoothKeyUse | null
}

export interface PersonContext {
  readonly store: Pick<LedgerStore, 'findRecord'>
  /** Without it nobody can be proven. */
  readonly peopleAt?: PeopleAt | undefined
}

/** What is proven of the people in these events. A shift is looked for among them, and then in the ledger. */
export async function provePersons(
  events: readonly CrossingEvent[],
  { store, peopleAt }: PersonContext,
): Promise<ReadonlyMap<CrossingEvent, PersonProof>> {
  if (peopleAt === undefined) return new Map()
  const here = new Map(events.flatMap((event) => (event.action === 'shift' ? [[event.id, event]] : [])))
  const context: Judging = {
    peopleAt,
    shiftOf: once(async (id) => here.get(id) ?? (await shiftIn(store, id))),
    begunBy: once((event) => judgeShift(event, context)),
  }
  const judged = new Map<CrossingEvent, PersonProof>()
  for (const event of events) judged.set(event, await judge(event, context))
  return judged
}

/** It counts all the same, since what happened happened; a person looks at it. */
export function isUnproven({ officer, second }: PersonProof): boolean {
  return officer === 'unproven' || second === 'unproven'
}

type ShiftEvent = Extract<CrossingEvent, { readonly action: 'shift' }>

interface BegunShift extends PersonProof {
  /** When the officer's own key was touched: what a pass lets go on began before it. */
  readonly from: EpochSeconds
}

interface Judging {
  readonly peopleAt: PeopleAt
  readonly shiftOf: (id: string) => Promise<ShiftEvent | null>
  readonly begunBy: (event: ShiftEvent) => Promise<BegunShift>
}

async function judge(event: CrossingEvent, context: Judging): Promise<PersonProof> {
  if (event.action === 'shift') return context.begunBy(event)
  const officer = await judgeOfficer(event, context)
  const { proof, use } = isStated(event) ? await judgeStatement(event, context) : { proof: null, use: null }
  return { officer, second: proof, use }
}

/** By the shift that it names. */
async function judgeOfficer(event: CrossingEvent, context: Judging): Promise<Proof> {
  if (event.shift === undefined) return 'typed'
  // A green verdict that nobody confirmed is of the shift in which it was shown, however late it is written down.
  const at = event.action === 'unresolved' ? event.decided_at : event.at
  const named = await namedShift(event, context)
  if (named === null) return 'unproven'
  const { shift, officer, from } = named
  const isRunning = at >= from - CLOCK_TOLERANCE_SECONDS && at <= shift.until + CLOCK_TOLERANCE_SECONDS
  return isRunning ? officer : 'unproven'
}

async function judgeShift(event: ShiftEvent, context: Judging): Promise<BegunShift> {
  const { proof, use } = await judgeStatement(event, context)
  const { at: from, until } = event
  if (event.shift === undefined) {
    const officer = until - from > LONGEST_SHIFT_SECONDS ? 'unproven' : proof
    return { officer, second: null, use, from }
  }
  const named = proof === 'proven' ? await namedShift(event, context) : null
  if (named === null) return { officer: proof === 'typed' ? 'typed' : 'unproven', second: proof, use, from }
  const officer = until > named.shift.until ? 'unproven' : named.officer
  return { officer, second: proof, use, from: named.from }
}

/** The shift that an event names, of its officer and device. No two name each other, since the place in the chain is looked at first. */
async function namedShift(event: CrossingEvent, { shiftOf, begunBy }: Judging) {
  const shift = await shiftOf(event.shift ?? '')
  if (shift === null || shift.device !== event.device || shift.seq >= event.seq) return null
  return shift.operator === event.operator ? { shift, ...(await begunBy(shift)) } : null
}

async function judgeStatement(event: StatedEvent & CrossingEvent, { peopleAt }: Pick<Judging, 'peopleAt'>) {
  const { statement, at } = event
  const people = await peopleAt(at, statement?.person)
  if (people === null) return { proof: 'typed', use: null } as const
  const proven = await provePerson(event, event.device, people, BY_NODE)
  if (!proven.ok || statement === undefined) return { proof: 'unproven', use: null } as const
  return { proof: 'proven', use: { credential: statement.credential, counter: proven.value.counter, at } } as const
}

async function shiftIn(store: Pick<LedgerStore, 'findRecord'>, id: string): Promise<ShiftEvent | null> {
  try {
    const event = (await store.findRecord(id))?.event
    return event?.action === 'shift' ? event : null
  } catch (error) {
    // What cannot be read proves nobody, and keeps no other record from being taken.
    if (error instanceof RowDamaged) return null
    throw error
  }
}

function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>()
  return (key) => {
    const known = made.get(key) ?? make(key)
    made.set(key, known)
    return known
  }
}
