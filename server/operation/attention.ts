/** What wants somebody today, for whoever asks: what waits, what went wrong, and what runs out. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { AttentionStore, CountedMatter } from '../store/attention-store.ts'
import type { PersonRole } from '../store/person-store.ts'
import type { ServerWarning } from './warnings.ts'

export interface Attention {
  readonly matter: CountedMatter | 'warning'
  readonly count: number
  /** Since when the first waits; of cases when it is due, of a warning when it runs out. */
  readonly since: EpochSeconds | null
  /** Of a warning: what it is about, and what of it. */
  readonly warning: Pick<ServerWarning, 'about' | 'code'> | null
}

const OFFICERS = ['case-officer', 'supervisor'] as const
const INVITING = ['invitation-officer', 'supervisor'] as const
const BORDER = ['border-supervisor', 'supervisor', 'auditor'] as const
const RUNNING = ['operator', 'auditor'] as const
const SENDING = [...RUNNING, 'supervisor'] as const

/** Who is told of what: those who may do something about it, and who looks at everything. */
export const TOLD: Readonly<Record<Attention['matter'], readonly PersonRole[]>> = {
  'cases-overdue': OFFICERS,
  cases: OFFICERS,
  corrections: OFFICERS,
  'second-looks': OFFICERS,
  'looks-wrong': ['supervisor', 'auditor'],
  'decisions-altered': ['supervisor', 'operator', 'auditor'],
  hosts: INVITING,
  invitations: INVITING,
  proposals: ['operator', 'supervisor'],
  conflicts: BORDER,
  overrides: BORDER,
  referrals: BORDER,
  'mail-bounced': SENDING,
  payments: SENDING,
  'devices-silent': RUNNING,
  warning: RUNNING,
}
// Of what is counted above nobody is told twice.
const COUNTED: readonly ServerWarning['about'][] = ['case', 'proposal', 'payment', 'decision']

/** `roles` null: all there is, for the desk. In the order of `TOLD`: what is most urgent first. */
export async function attentionFor(
  roles: readonly PersonRole[] | null,
  now: EpochSeconds,
  { store, warnings }: { readonly store: AttentionStore; readonly warnings: () => Promise<readonly ServerWarning[]> },
): Promise<readonly Attention[]> {
  const isTold = (matter: Attention['matter']) => roles === null || TOLD[matter].some((role) => roles.includes(role))
  const counted = (await store.attention(now)).map((one) => ({ ...one, warning: null }))
  const warned = isTold('warning') ? (await warnings()).filter(({ about }) => !COUNTED.includes(about)) : []
  const ofWarnings = warned.map(({ about, code, at }) => ({
    ...({ matter: 'warning', count: 1, since: at } as const),
    warning: { about, code },
  }))
  const order = Object.keys(TOLD)
  return [...counted, ...ofWarnings]
    .filter(({ matter }) => isTold(matter))
    .toSorted((one, other) => order.indexOf(one.matter) - order.indexOf(other.matter))
}
