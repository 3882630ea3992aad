/** The scanner's line as the page follows it: how it stands, what came over it, and the platform of each scan. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { uuidv7 } from 'uuidv7'
import type { Policy } from '#evisa/policy.ts'
import { isSpecimen } from '#evisa/specimen.ts'
import { Unreachable } from '../../offline/authority-client.ts'
import type { DoubleUse } from '../../offline/double-use.ts'
import { heldSet, heldState } from '../../offline/held-knowledge.ts'
import type { Platform, Scan } from '../../offline/scanner.ts'
import { SCAN_NETWORK_MS, type ScannerLine, SYNC_NETWORK_MS } from '../../offline/scanner-line.ts'
import type { Enrolment, ScannerStore } from '../../offline/scanner-store.ts'
import { type SyncContext, type SyncReport, sync } from '../../offline/sync.ts'
import { type LineState, shown, syncLoop } from '../../offline/sync-loop.ts'
import { openDoubleUses } from '../../offline/told-conflicts.ts'
import { pause } from '../pause.ts'

export interface FollowedLineOptions {
  readonly store: ScannerStore
  readonly enrolment: Enrolment
  readonly context: SyncContext
  /** Null where there is no authority to ask: in training. */
  readonly network: ScannerLine | null
  /** The event of the shift that is at work, where it was begun by a key. */
  readonly shiftEvent?: () => string | undefined
}

export interface FollowedLine {
  /** Null until it was first looked at. */
  readonly state: ReadonlySignal<LineState | null>
  readonly lastReport: ReadonlySignal<SyncReport | null>
  readonly policy: ReadonlySignal<Policy | null>
  /** Double uses of entries made here that no officer has seen yet, whoever is in front. */
  readonly overUsed: ReadonlySignal<readonly DoubleUse[]>
  /** Whether the authority that is trusted here is a demonstration. */
  readonly isSpecimen: ReadonlySignal<boolean>
  /** Made anew for each scan, since the time for the network starts with it. */
  platform(): Promise<Platform>
  /** What a scan came to know: where it did not reach the server the next one does not wait for it. */
  noteScan(scan: Pick<Scan, 'offlineBecause' | 'overUsed'>): void
  wake(): void
  refreshUnsent(): Promise<void>
  /** Looks at what is held, after something else than a sync changed it. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/** Follows the authority until it is closed. `onFault` hears of what is no matter of the network. */
export function followLine(
  { store, enrolment, context, network, shiftEvent }: FollowedLineOptions,
  onFault: (error: unknown) => void,
): FollowedLine {
  const { now, verify } = context
  const state = signal<LineState | null>(null)
  const lastReport = signal<SyncReport | null>(null)
  const policy = signal<Policy | null>(null)
  const overUsed = signal<readonly DoubleUse[]>([])
  const isDemonstration = signal(false)
  const ending = new AbortController()

  const showData = async () => {
    const set = await heldSet(store, verify)
    policy.value = set?.policy ?? null
    isDemonstration.value = isSpecimen(set?.trust ?? null)
    overUsed.value = (await openDoubleUses(store)).filter(({ seen }) => !seen)
  }
  const held = () => heldState(store, verify)
  let showing: Promise<unknown> = Promise.resolve()
  const loop = syncLoop({
    sync: async () => {
      const client = await network?.clientOf(store, enrolment, SYNC_NETWORK_MS, ending.signal)
      if (client == null) throw new Unreachable('this device has no key: enrol it again')
      return sync(store, client, context)
    },
    held,
    sleep: pause,
    random: Math.random,
    now,
    tell: (told, report) => {
      state.value = told
      if (report !== null) lastReport.value = report
      showing = Promise.all([showing, showData().catch(onFault)])
    },
  })
  const showHeld = async () => {
    await showData()
    state.value = { online: false, lastError: null, ...shown(await held(), now()) }
  }
  network?.follow(loop)
  const running = (network === null ? showHeld() : loop.run(ending.signal)).catch(onFault)
  const refreshUnsent = async () => {
    const { unsent, isLedgerBehind } = await held()
    if (state.value !== null) state.value = { ...state.value, unsent, isLedgerBehind }
  }
  return {
    state,
    lastReport,
    policy,
    overUsed,
    isSpecimen: isDemonstration,
    platform: async () => {
      const offlineBecause = loop.offlineBecause() ?? undefined
      const isTried = network !== null && offlineBecause === undefined
      const client = isTried ? await network.clientOf(store, enrolment, SCAN_NETWORK_MS) : null
      return { ...context, store, enrolment, client, offlineBecause, newId: uuidv7, shift: shiftEvent?.() }
    },
    noteScan: (scan) => {
      overUsed.value = scan.overUsed
      if (network !== null && scan.offlineBecause !== null) loop.noteUnreachable(scan.offlineBecause)
    },
    wake: loop.wake,
    refreshUnsent,
    refresh: async () => {
      await showData()
      await refreshUnsent()
    },
    close: async () => {
      ending.abort()
      await running
      // The store may be closed next.
      await showing
    },
  }
}
