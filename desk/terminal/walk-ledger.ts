/** Reading the server's ledger through: whether it still is what was acknowledged. */
import type { AuthorityCalls } from '../calls/authority-calls.ts'

export interface LedgerVerdict {
  /** What is not as it was written, by its position; of a commit by that of its last event. */
  readonly faults: readonly { readonly table: string; readonly key: string }[]
}

interface Walked {
  readonly faults: LedgerVerdict['faults']
  readonly next: { readonly position: number; readonly head: string } | null
}

export async function walkLedger(desk: Pick<AuthorityCalls, 'call'>): Promise<LedgerVerdict> {
  const faults: LedgerVerdict['faults'][number][] = []
  for (let place = { position: 0, head: '' }; ; ) {
    const path = `/v1/audit/ledger?after=${place.position}&head=${place.head}`
    const walked = await desk.call<Walked>('GET', path)
    faults.push(...walked.faults)
    if (walked.next === null) return { faults }
    place = walked.next
  }
}

export function sayLedger({ faults }: LedgerVerdict): string {
  if (faults.length === 0) return 'the ledger: unbroken'
  return faults
    .map(({ table, key }) =>
      table === 'ledger_heads'
        ? `BROKEN: the commit of the ledger that ends at ${key} is not what was acknowledged`
        : `BROKEN: the event at ${key} of the ledger is not as it was written`,
    )
    .join('\n')
}
