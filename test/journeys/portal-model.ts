/** What must be true of the portal at every moment, whoever did what, and whatever ended on the way. Each has a name, which is told when it breaks. */
import { isDeepStrictEqual } from 'node:util'
import { civilDateAt } from '#evisa/civil-date.ts'
import { readPage } from '../../server/applications/read-pages.ts'
import { issueInput } from '../../server/cases/issue-input.ts'
import { takesTwo } from '../../server/cases/takes-two.ts'
import type { ApplicationContent } from '../../server/lifecycles/application-content.ts'
import { APPLICATION, type ApplicationState, isOfficersTurn } from '../../server/lifecycles/application-states.ts'
import { INVITATION } from '../../server/lifecycles/invitation-states.ts'
import { type Machine, stateAfter } from '../../server/lifecycles/machine.ts'
import { OPEN_PAYMENTS, PAYMENT } from '../../server/lifecycles/payment-states.ts'
import { isTaken, type TrueCharge } from '../server/payments/model-bank.ts'
import { LETTERS, WHO_OF_CASE, WHO_OF_INVITATION } from './portal-edges.ts'
import type { ApplicationRow, DecisionRow, EdgeRow, PortalRows } from './portal-rows.ts'
import type { PortalWorld } from './portal-world.ts'

type Check = (rows: PortalRows, world: PortalWorld) => Iterable<string>

const MACHINES: Readonly<Record<EdgeRow['kind'], Machine>> = {
  ...{ application: APPLICATION, invitation: INVITATION, payment: PAYMENT },
}

/** In which a case has its invitation for itself. */
const HOLDING: readonly ApplicationState[] = [
  ...(['submitted', 'paid', 'review', 'information-asked', 'second-review', 'no-objection'] as const),
]
const ISSUED: readonly ApplicationState[] = ['issued', 'correction-asked', 'corrected', 'revoked']
const ENDED: readonly ApplicationState[] = ['withdrawn', 'lapsed', 'refused', 'issued', 'corrected', 'revoked']
/** The edges by which a case ends, or is a draft again, before anything is decided. */
const ENDING: readonly string[] = ['reopen', 'withdraw', 'lapse']
const OPEN: readonly (string | undefined)[] = OPEN_PAYMENTS
/** The edges that come of a decision: one row of `decisions` each. */
const DECIDING: readonly string[] = ['ask', 'to-second', 'back-to-review', 'clear', 'refuse', 'refuse-alone']

export const ALWAYS: Readonly<Record<string, Check>> = {
  'every state is where its edges lead': function* ({ edges, applications, invitations, payments }) {
    const states = new Map<string, string>()
    for (const { kind, subject, edge, state } of edges) {
      const before = states.get(`${kind} ${subject}`)
      const machine = MACHINES[kind]
      const isRight =
        edge === 'begin'
          ? before === undefined && machine.begins.includes(state)
          : before !== undefined &&
            Object.hasOwn(machine.edges, edge) &&
            JSON.stringify(stateAfter(machine, edge, before)) === JSON.stringify({ ok: true, value: state })
      if (!isRight) yield `${kind} ${subject} took ${edge} from ${before} to ${state}`
      states.set(`${kind} ${subject}`, state)
    }
    const things = { application: applications, invitation: invitations, payment: payments }
    for (const [kind, all] of Object.entries(things))
      for (const { id, state } of all)
        if (states.get(`${kind} ${id}`) !== state)
          yield `${kind} ${id} is ${state}, its edges lead to ${states.get(`${kind} ${id}`)}`
  },
  'every edge is taken by whom it is for': function* ({ edges }) {
    for (const { kind, edge, actor, subject } of edges) {
      const who: Readonly<Record<string, RegExp>> = kind === 'application' ? WHO_OF_CASE : WHO_OF_INVITATION
      const isRight = kind === 'payment' ? /^(payments$|applicant\/|operator\/)/.test(actor) : who[edge]?.test(actor)
      if (!isRight) yield `${kind} ${subject}: ${edge} by ${actor}`
    }
  },
  'a case whose bank took an amount back says so, whatever is done with it': function* ({
    edges,
    applications,
    payments,
  }) {
    const disputed = edges.filter(({ kind, edge }) => kind === 'payment' && edge === 'dispute')
    const cases = payments.filter(({ id }) => disputed.some(({ subject }) => subject === id))
    for (const { id, state, flags, erasedAt } of applications)
      if (erasedAt === null && cases.some(({ application }) => application === id) && !flags.includes('chargeback'))
        yield `${id}, ${state}, is flagged ${flags}`
  },
  'an invitation is of the one case that holds it': function* ({ applications, invitations }) {
    for (const { id, state, application } of invitations) {
      const isHeld = state === 'reserved' || state === 'used'
      const holder = applications.find((one) => one.id === application)
      if (isHeld !== (application !== null)) yield `${id} is ${state} for ${application}`
      const states = state === 'used' ? ISSUED : HOLDING
      if (isHeld && (holder?.invitation !== id || !states.includes(holder.state)))
        yield `${id} is ${state} for ${application}, which is ${holder?.state} with ${holder?.invitation}`
    }
    for (const { id, state, invitation } of applications) {
      const held = invitations.filter(({ application }) => application === id)
      const isHolding = HOLDING.includes(state) || ISSUED.includes(state)
      if (held.length !== (isHolding ? 1 : 0)) yield `${id}, ${state}, holds ${held.length} invitations`
      if (isHolding && held[0]?.id !== invitation) yield `${id} holds another invitation than it names`
    }
  },
  'a second officer approves an invitation': function* ({ edges, invitations }) {
    for (const { id, createdBy } of invitations) {
      const taken = edges.filter(({ kind, subject }) => kind === 'invitation' && subject === id)
      const approved = taken.find(({ edge }) => edge === 'approve')
      const upBy = taken.findLast(({ edge }) => edge === 'take-up')?.actor
      if (approved !== undefined && [upBy, createdBy].includes(approved.actor)) yield `${id} by ${approved.actor}`
    }
  },
  'one case of a passport is under way': function* ({ applications }) {
    const passports = new Map<string, string>()
    for (const { id, state, passport } of applications) {
      if (passport === null || !HOLDING.includes(state)) continue
      const other = passports.get(passport)
      if (other !== undefined) yield `${id} and ${other}`
      passports.set(passport, id)
    }
  },
  'an e-visa is issued once, as it was decided': function* ({ applications, issued, edges, decisions, invitations }) {
    for (const { id, state, visaNumber, content } of applications) {
      const own = issued.filter(({ reference }) => reference === id)
      const first = own[0]
      if (own.length > 1) yield `${id} became ${own.length} e-visas`
      if (ISSUED.includes(state) && (first === undefined || visaNumber === null)) yield `${id} is ${state} without one`
      if (!ISSUED.includes(state) && visaNumber !== null) yield `${id} is ${state} with one`
      if (first === undefined) continue
      const isCleared = edges.some(
        ({ kind, subject, edge }) => kind === 'application' && subject === id && edge === 'clear',
      )
      if (!isCleared) yield `${id} was issued and nobody cleared it`
      if (!(ISSUED.includes(state) || state === 'no-objection')) yield `${id} was issued and is ${state}`
      const input =
        decisions.findLast((one) => one.application === id && one.decision === 'no-objection')?.input ?? null
      if (content !== null && input !== null && !isAsDecided(first.claims, input)) yield `${id} is not what was decided`
      const number = invitations.find(({ application }) => application === id)?.number
      if (first.supportNumber !== number) yield `${id} was issued on ${first.supportNumber} and holds ${number}`
    }
  },
  'one e-visa of a case stands, and the case names it': function* ({ applications, issued, corrections, edges }) {
    for (const { id, state, visaNumber } of applications) {
      const own = corrections.filter(({ application }) => application === id)
      const all = issued.filter(({ reference }) => reference === id || own.some((one) => one.id === reference))
      const standing = all.filter(({ status }) => status !== 'revoked')
      if (standing.length > 1) yield `${id} has ${standing.length}`
      if (ISSUED.includes(state) && state !== 'revoked' && standing[0]?.number !== visaNumber)
        yield `${id} is ${state} with ${visaNumber}, and ${standing[0]?.number} stands`
      if (state === 'revoked' && standing.length > 0) yield `${id} is revoked and ${standing[0]?.number} stands`
      const issues = all.length
      const edgesOf = edges.filter(
        ({ kind, subject, edge }) => kind === 'application' && subject === id && edge === 'correct',
      )
      // One is recorded before its case is told: at most one is ahead.
      if (issues > 0 && (edgesOf.length > issues - 1 || edgesOf.length < issues - 2))
        yield `${id}: ${issues} e-visas, ${edgesOf.length} corrections`
    }
    for (const { number, deliveries } of issued) if (deliveries !== 1) yield `${number} is sent ${deliveries} times`
  },
  'as many people decide as the terms ask for': function* (portal, world) {
    const { applications } = portal
    for (const application of applications) yield* wrongDeciders(application, portal, world)
  },
  'a decision is on what was seen': function* ({ applications, payments, edges, decisions }) {
    for (const { id, invitation } of applications) {
      const counts = (one: EdgeRow) =>
        (one.kind === 'application' && one.subject === id && one.edge !== 'take-up') ||
        (one.kind === 'invitation' && one.subject === invitation) ||
        (one.kind === 'payment' && payments.some((payment) => payment.id === one.subject && payment.application === id))
      const all = edges.filter(counts)
      const decided = all.flatMap((one, at) => (one.kind === 'application' && DECIDING.includes(one.edge) ? [at] : []))
      const own = decisions.filter(({ application }) => application === id)
      if (own.length !== decided.length) yield `${id}: ${own.length} decisions, ${decided.length} edges`
      for (const [at, { revision }] of own.entries())
        if (revision !== decided[at]) yield `${id} was decided as of ${revision} when it was at ${decided[at]}`
    }
  },
  'what waits to be issued is what was decided of what stands': function* ({ outbox, decisions, applications }) {
    for (const { application: id, decision, input } of outbox) {
      const found = applications.find((one) => one.id === id)
      const decided = decisions.find((one) => one.id === decision)
      if (found?.state !== 'no-objection') yield `${id} waits, and is ${found?.state}`
      if (decided?.input !== input) yield `${id} waits as something else than was decided`
      if (input !== inputOf(found)) yield `${id} says something else than what waits`
    }
    for (const { id, state } of applications)
      if (state === 'no-objection' && !outbox.some(({ application }) => application === id)) yield `${id} waits nowhere`
  },
  'a day is promised while it is the turn of the authority': function* ({ applications }) {
    for (const { id, state, dueAt } of applications)
      if ((dueAt !== null) !== (isOfficersTurn(state) || state === 'no-objection'))
        yield `${id} is ${state}, due ${dueAt}`
  },
  'nobody has a case that is not for officers': function* ({ applications }) {
    for (const { id, state, claimedBy } of applications)
      if (claimedBy !== null && !isOfficersTurn(state)) yield `${claimedBy} has ${id}, which is ${state}`
  },
  'a case is paid by what a bank took, once': function* ({ applications, edges, payments }, { bank }) {
    for (const { id, paidAt, feeMinor } of applications) {
      const paid = edges.filter(({ kind, subject, edge }) => kind === 'application' && subject === id && edge === 'pay')
      if (paid.length !== (paidAt === null ? 0 : 1)) yield `${id} was paid ${paid.length} times, at ${paidAt}`
      const charges = chargesOf(id, payments, bank.all())
      if (paidAt !== null && !charges.some((one) => isTaken(one) && one.minor === feeMinor))
        yield `${id} was never charged`
      const open = payments.filter((one) => one.application === id && OPEN_PAYMENTS.includes(one.state))
      if (open.length > 1) yield `${id} has ${open.length} open payments`
    }
  },
  'nothing ends while somebody may have paid for it': function* ({ edges, payments }) {
    const states = new Map<string, string>()
    for (const { kind, subject, edge, state } of edges) {
      states.set(subject, state)
      if (kind !== 'application' || !ENDING.includes(edge)) continue
      const own = payments.filter(({ application }) => application === subject).map(({ id }) => states.get(id))
      if (own.some((one) => OPEN.includes(one))) yield `${subject}: ${edge}, its payments ${own}`
    }
  },
  'what officers judge is what was answered': function* ({ applications, pages }, { clock }) {
    for (const { application: id, page, answers } of pages) {
      const found = applications.find((one) => one.id === id)
      // While it is asked for, answers are written that are not sent yet.
      if (!found?.content || !HOLDING.includes(found.state) || found.state === 'information-asked') continue
      const { said } = readPage(page as 'contact' | 'background', JSON.parse(answers), civilDateAt(clock.now))
      const content: Record<string, unknown> = JSON.parse(found.content)
      const frozen =
        page === 'background' ? content.background : { phone: content.phone, place_of_stay: content.place_of_stay }
      if (!isDeepStrictEqual({ ...said }, frozen)) yield `${id}: ${page} is not what its content says`
    }
  },
  'nothing is given back twice': function* ({ edges }, { bank }) {
    const refunds = edges
      .filter(({ kind, edge }) => kind === 'payment' && edge === 'refund')
      .map(({ subject }) => subject)
    if (new Set(refunds).size !== refunds.length) yield `refunded twice: ${refunds}`
    const given = bank.all().filter(({ refund }) => refund !== null).length
    if (bank.refundsDone !== given) yield `the bank gave back ${bank.refundsDone} times, of ${given} charges`
  },
  'each event is written about once': function* ({ edges, letters, payments }) {
    const wanted = edges.flatMap((edge) => letterOf(edge, edges, payments))
    const written = letters.map(({ kind, about }) => `${kind} ${about}`)
    yield* differences(wanted.toSorted(), written.toSorted())
  },
  'what was erased holds nothing': function* ({ applications, invitations, words, corrections, decisions, outbox }) {
    for (const { id, state, erasedAt, content, salt, passport, flags } of applications) {
      if (erasedAt === null) continue
      if (!ENDED.includes(state)) yield `${id} is ${state}`
      if (content !== null || salt !== null || passport !== null || flags !== '[]') yield `${id} has its content`
      if (words.some(({ application }) => application === id)) yield `${id} has words`
      if (invitations.some(({ application, isKept }) => application === id && isKept > 0))
        yield `${id} has its invitation`
      if (corrections.some(({ application, asked }) => application === id && asked !== ''))
        yield `${id} has a correction`
      if (decisions.some(({ application, input, reason }) => application === id && (input !== null || reason !== '')))
        yield `${id} has an input or a reason`
      if (outbox.some(({ application }) => application === id)) yield `${id} is to be issued`
    }
  },
  'no worker kept a mistake for itself': function* (_, { swallowed }) {
    yield* swallowed
  },
}

/** What must be true once everything has run to rest. */
export const AT_REST: Readonly<Record<string, Check>> = {
  'who was charged is paid, or has it back': function* ({ applications, payments }, { bank }) {
    for (const { id, paidAt, feeMinor } of applications) {
      const charges = chargesOf(id, payments, bank.all()).filter(isTaken)
      const kept = charges.filter(({ state }) => state !== 'returned' && state !== 'dispute-lost')
      const lost = charges.some(({ state }) => state === 'dispute-lost')
      if (paidAt === null && kept.length > 0) yield `${id} was charged, and is neither paid nor has it back`
      if (kept.length > 1) yield `${id} was charged ${kept.length} times`
      if (paidAt !== null && kept.some(({ minor }) => minor !== feeMinor)) yield `${id} paid a wrong amount`
      if (paidAt !== null && kept.length === 0 && !lost) yield `${id} is paid, and has it all back`
    }
  },
  'nothing is due for ever': function* ({ payments, outbox }) {
    for (const { id, nextAskAt, refundNextAt, state } of payments)
      if (nextAskAt !== null || refundNextAt !== null) yield `payment ${id}, ${state}`
    for (const { application } of outbox) yield `${application} is to be issued`
  },
}

/** The first of the checks that does not hold is told by its name. */
export function assertHolds(checks: Readonly<Record<string, Check>>, rows: PortalRows, world: PortalWorld): void {
  for (const [name, check] of Object.entries(checks)) {
    const found = [...check(rows, world)]
    if (found.length > 0) throw new Error(`${name}: ${found.slice(0, 5).join('; ')}`)
  }
}

function chargesOf(
  id: string,
  payments: PortalRows['payments'],
  charges: readonly TrueCharge[],
): readonly TrueCharge[] {
  const invoices = new Set(payments.filter(({ application }) => application === id).map(({ invoice }) => invoice))
  return charges.filter(({ invoice }) => invoices.has(invoice))
}

function letterOf(
  { kind, edge, subject, position }: EdgeRow,
  edges: readonly EdgeRow[],
  payments: PortalRows['payments'],
): readonly string[] {
  const letter = LETTERS[`${kind} ${edge}`]
  if (letter === undefined) return []
  const before = edges.findLast((one) => one.kind === kind && one.subject === subject && one.position < position)
  // A draft that is thrown away is nothing to write about.
  if (letter === 'withdrawn' && before?.state === 'draft') return []
  return [`${letter} ${payments.find(({ id }) => id === subject)?.application ?? subject}`]
}

function* differences(wanted: readonly string[], found: readonly string[]): Iterable<string> {
  const left = [...found]
  for (const one of wanted) {
    const at = left.indexOf(one)
    if (at < 0) yield `not written: ${one}`
    else left.splice(at, 1)
  }
  for (const one of left) yield `written and nothing happened: ${one}`
}

function inputOf(found: ApplicationRow | undefined): string | null {
  if (found === undefined || found.content === null) return null
  const built = issueInput(found.id, JSON.parse(found.content) as ApplicationContent)
  return built.ok ? JSON.stringify(built.value) : null
}

function isAsDecided(claims: string, input: string): boolean {
  const [said, decided] = [JSON.parse(claims), JSON.parse(input)]
  return ['category', 'entries', 'valid_from', 'valid_until', 'stay_days', 'holder', 'passport'].every((member) =>
    isDeepStrictEqual(said[member], decided[member]),
  )
}

function* wrongDeciders(
  { id, flags: flagsNow, erasedAt }: ApplicationRow,
  { edges, decisions, payments }: PortalRows,
  { editions }: PortalWorld,
): Iterable<string> {
  const taken = edges.filter(
    ({ kind, subject, edge }) => kind === 'application' && subject === id && DECIDING.includes(edge),
  )
  const own = decisions.filter(({ application }) => application === id)
  let waits: DecisionRow | null = null
  for (const [at, { edge, position }] of taken.entries()) {
    const decision = own[at]
    if (decision === undefined) return
    const isAlone = edge === 'refuse-alone' || (edge === 'clear' && waits === null)
    const isLast = at === taken.length - 1
    // Flags change with an answer, and with a chargeback. What is told of them now is so of the last decision alone: each was
    // the last one when it was looked at.
    const charged = edges.some(
      (one) =>
        one.kind === 'payment' &&
        one.edge === 'dispute' &&
        one.position < position &&
        payments.some((payment) => payment.id === one.subject && payment.application === id),
    )
    const said = (JSON.parse(flagsNow) as string[]).filter((flag) => flag !== 'chargeback')
    const flags = [...said, ...(charged ? ['chargeback'] : [])]
    const two = takesTwo(editions[0] ?? null, flags)
    if (isAlone && isLast && erasedAt === null && (edge === 'clear' ? two.noObjection : two.refusal))
      yield `${id}: ${edge} by one`
    if ((edge === 'clear' || edge === 'refuse') && waits !== null) {
      if (waits.officer === decision.officer) yield `${id}: ${edge} twice by ${decision.officer}`
      if (waits.decision !== decision.decision) yield `${id}: ${edge} of what was ${waits.decision}`
    }
    if (edge === 'refuse' && waits === null) yield `${id} was refused by one`
    waits = edge === 'to-second' ? decision : null
  }
}
