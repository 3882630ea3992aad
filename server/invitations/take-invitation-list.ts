/** Takes a list of invitations: each row is judged by itself, and the good ones are submitted. Sent twice it is taken once. */
import { createHash } from 'node:crypto'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { InvitationState } from '../lifecycles/invitation-states.ts'
import type { KeptInvitation } from '../store/invitation-store.ts'
import { type HostFault, type InvitationFields, invitingHost, newInvitation } from './ask-invitation.ts'
import { type Actor, type InvitationContext, judgesNow, type NoRules } from './invitation-context.ts'
import { judgeInvitation } from './judge-invitation.ts'
import { type ListedInvitation, readInvitationList, type SkippedLine } from './read-invitation-list.ts'

/** What became of a row. already: the same invitation was there before. named: nothing was kept, and it says why. */
export type TakenLine = { readonly row: number } & (
  | { readonly became: 'taken' | 'already'; readonly invitation: string; readonly state: InvitationState }
  | { readonly became: 'named'; readonly faults: readonly FieldFault[] }
)

export interface TakenList {
  readonly list: string
  readonly rows: readonly TakenLine[]
  readonly skipped: readonly SkippedLine[]
  readonly ignored: readonly string[]
}

export type ListFault = HostFault | NoRules | { readonly kind: 'list-not-read'; readonly why: string }

/** `host`: who invites; null: they were given on paper before, each with its number. */
export async function takeInvitationList(
  bytes: Uint8Array,
  host: string | null,
  actor: Actor,
  context: InvitationContext,
): Promise<Result<TakenList, ListFault>> {
  const inviting = host === null ? ok(null) : await invitingHost(host, actor.account, context)
  if (!inviting.ok) return inviting
  const judges = await judgesNow(context, actor.at, inviting.value?.kind ?? null)
  if (!judges.ok) return judges
  const read = readInvitationList(bytes, host === null)
  if (!read.ok) return fail({ kind: 'list-not-read', why: read.error })
  const { lines, skipped, ignored } = read.value
  const most = judges.value.edition.sizes.invitations_a_list.value
  if (lines.length > most)
    return fail({ kind: 'list-not-read', why: `a list has at most ${most} invitations, not ${lines.length}: part it` })
  const list = createHash('sha256').update(`${host} `).update(bytes).digest('base64url').slice(0, LIST_CHARACTERS)
  const keep = keeper(list, host, actor, context)
  const rows = new Map<number, TakenLine>()
  const good: GoodLine[] = []
  for (const { row, read: line } of lines) {
    const faults = line.ok ? judgeInvitation(line.value.content, judges.value) : line.error
    if (line.ok && faults.length === 0) good.push({ row, ...line.value })
    else rows.set(row, { row, became: 'named', faults })
  }
  // In parts, so that nobody else waits long; what was kept when one of them fails is known again.
  for (let from = 0; from < good.length; from += LINES_AN_ACT)
    for (const taken of await keep(good.slice(from, from + LINES_AN_ACT))) rows.set(taken.row, taken)
  return ok({ list, rows: lines.flatMap(({ row }) => rows.get(row) ?? []), skipped, ignored })
}

const LIST_CHARACTERS = 22
const LINES_AN_ACT = 100

type GoodLine = ListedInvitation & { readonly row: number }

function keeper(list: string, host: string | null, { account, ...act }: Actor, context: InvitationContext) {
  const { store } = context
  const made = ({ content }: GoodLine) => newInvitation(content, host, context, list)
  return async (lines: readonly GoodLine[]): Promise<readonly TakenLine[]> => {
    if (host === null) {
      const kept = await store.takeInPaper(
        lines.map((line) => ({ ...made(line), number: line.number })),
        act,
      )
      return lines.map(({ row }, at) => paperLine(row, kept[at]))
    }
    const kept = await store.keepInvitations(lines.map(made), account === null ? 'review' : 'submitted', act)
    return lines.flatMap(({ row }, at) => (kept[at] === undefined ? [] : takenLine(row, kept[at])))
  }
}

function takenLine(row: number, { id, state, isNew }: KeptInvitation): TakenLine {
  return { row, became: isNew ? 'taken' : 'already', invitation: id, state }
}

export const NUMBER_TAKEN: FieldFault = {
  field: 'number',
  rule: 'one-invitation-a-number',
  message: 'is that of another invitation, which says something else: compare it with the paper',
}

function paperLine(row: number, kept: Result<KeptInvitation, 'number-taken'> | undefined): TakenLine {
  return kept?.ok ? takenLine(row, kept.value) : { row, became: 'named', faults: [NUMBER_TAKEN] }
}

/** What became of all rows: `taken + already + named + skipped = all`. */
export function sumsOfList({ rows, skipped }: Pick<TakenList, 'rows' | 'skipped'>) {
  const count = (became: TakenLine['became']) => rows.filter((row) => row.became === became).length
  const sums = { taken: count('taken'), already: count('already'), named: count('named'), skipped: skipped.length }
  return { all: rows.length + skipped.length, ...sums }
}

/** One that was given on paper, typed by an officer. */
export async function takeInPaper(
  { number, content }: ListedInvitation,
  { account: _, ...act }: Actor,
  context: InvitationContext,
): Promise<Result<KeptInvitation, InvitationFields | NoRules>> {
  const judges = await judgesNow(context, act.at, null)
  if (!judges.ok) return judges
  const faults = judgeInvitation(content, judges.value)
  if (faults.length > 0) return fail({ kind: 'invitation-fields', faults })
  const [kept] = await context.store.takeInPaper([{ ...newInvitation(content, null, context), number }], act)
  return kept?.ok ? kept : fail({ kind: 'invitation-fields', faults: [NUMBER_TAKEN] })
}
