/** Takes in the file of a bank's day: what it charged and we do not know is as if we had asked; what does not agree is told. */
import { createHash } from 'node:crypto'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { PaymentState } from '../lifecycles/payment-states.ts'
import type { Act } from '../store/audit-store.ts'
import type { DueAt, Settlement, SettlementFinding, StoredPayment } from '../store/payment-store.ts'
import type { Store } from '../store/store.ts'
import { type Adopting, adoptCharge } from './adopt-charge.ts'
import { readSettlement, type SettlementLine } from './read-settlement.ts'

export interface Settling {
  readonly store: Pick<
    Store,
    'findSettlement' | 'keepSettlement' | 'paymentOfInvoice' | 'learnCharges' | 'markSettled' | 'adoptCharge'
  >
  readonly dueOf: (reference: string) => Promise<DueAt>
  readonly now: () => EpochSeconds
}

/** A file that cannot be read, or of which the bank did not tell whose a charge is; in words. */
export interface NoSettlement {
  readonly kind: 'no-settlement'
  readonly why: string
}

/**
 * The file of a terminal. The same one changes nothing the second time. One that was cut off is taken from its beginning, which
 * is no harm.
 */
export async function settleFile(
  bytes: Uint8Array,
  terminal: string,
  by: Act,
  settling: Settling & Pick<Adopting, 'acquirer'>,
): Promise<Result<Settlement, NoSettlement>> {
  // Days without a charge are alike, and those of two terminals are two.
  const fileHash = createHash('sha256').update(`${terminal}\n`).update(bytes).digest('hex')
  const before = await settling.store.findSettlement(fileHash)
  if (before !== null) return ok(before)
  const read = readSettlement(bytes)
  if (!read.ok) return fail({ kind: 'no-settlement', why: read.error })
  const { terminal: named, lines } = read.value
  if (lines.length > 0 && named !== terminal)
    return fail({ kind: 'no-settlement', why: `the file is of terminal ${named}, not of ${terminal}` })
  const findings: SettlementFinding[] = []
  for (const line of lines) {
    const found = await takeLine(line, by, settling)
    // It is not kept as read: the same file is taken again, until all of it is.
    if (!found.ok) return found
    findings.push(...found.value)
  }
  return ok(await settling.store.keepSettlement({ fileHash, terminal, lines: lines.length, findings }, by))
}

async function takeLine(
  line: SettlementLine,
  by: Act,
  settling: Settling & Pick<Adopting, 'acquirer'>,
): Promise<Result<readonly SettlementFinding[], NoSettlement>> {
  const { store, dueOf, now } = settling
  const { invoice } = line
  const found = (kind: string): SettlementFinding => ({ line: line.line, kind, invoice })
  const known = await store.paymentOfInvoice(line.terminal, invoice)
  const adopted = known === null ? await adoptCharge(line, by, settling) : ok(known)
  if (!adopted.ok)
    return fail({
      kind: 'no-settlement',
      why: `the bank did not tell whose invoice ${invoice} is (${adopted.error.code})`,
    })
  const before = adopted.value
  if (typeof before === 'string') return ok([found(before)])
  if (line.state === 'not-listed') return ok([found('unknown-kind')])
  const dueAt = await dueOf(before.application)
  const learned = await store.learnCharges(before.id, [line], { at: now(), dueAt }, { ...by, at: now() })
  await store.markSettled(before.id, now())
  if (learned === null) return ok([found('unknown-invoice')])
  return ok(findingsOf(line, before, learned.payment, learned.seconds).map(found))
}

// What is there already is what the bank's file is to agree with.
const KNOWN: readonly PaymentState[] = ['paid', 'counted']

function findingsOf(
  line: SettlementLine,
  before: StoredPayment,
  after: StoredPayment,
  seconds: number,
): readonly string[] {
  const isOwn = line.transactionId === after.transactionId
  const isOther = isOwn && (line.minor !== after.capturedMinor || line.currency !== after.capturedCurrency)
  return [
    ...(seconds > 0 ? ['charged-twice'] : []),
    ...(isOther ? ['amount-differs'] : []),
    ...(after.state === 'wrong-amount' && before.state !== 'wrong-amount' ? ['wrong-amount'] : []),
    ...(isOwn && line.state === 'captured' && !before.transactionId ? ['not-known-as-paid'] : []),
    ...(isOwn && line.state === 'returned' && KNOWN.includes(after.state) ? ['returned-unasked'] : []),
    ...(line.state === 'disputed' && before.state !== 'disputed' ? ['disputed'] : []),
  ]
}
