/** Syncing by itself at a station: the loop on this machine's clock and timers, and what it tells on the terminal. */
import { setTimeout as pause } from 'node:timers/promises'
import { heldState } from '../offline/held-knowledge.ts'
import type { ScannerStore } from '../offline/scanner-store.ts'
import { type SyncReport, sync } from '../offline/sync.ts'
import { type LineState, type SyncLoop, syncLoop } from '../offline/sync-loop.ts'
import { ageOf } from './show-decision.ts'
import { clientOf, enrolled, now, syncContext } from './station.ts'

/** A loop over this station's storage, to be run until `end` is given, which cuts off a call. `tell` is called only when something has changed that an officer should know. */
export function stationLoop(
  store: ScannerStore,
  end: AbortSignal,
  tell: (state: LineState, report: SyncReport | null) => void,
): SyncLoop {
  let told = ''
  return syncLoop({
    sync: async () => sync(store, await clientOf(store, await enrolled(store), undefined, end), syncContext),
    held: () => heldState(store, syncContext.verify),
    sleep: async (milliseconds, signal) => {
      if (!signal.aborted) await pause(milliseconds, undefined, { signal }).catch(ignoreAbort)
    },
    random: Math.random,
    now,
    tell: (state, report) => {
      // An age that only grows is no news.
      const news = [state.online, state.unsent, state.lastError, state.isLedgerBehind, report?.overUsed.length].join()
      const isNews = news !== told || (report !== null && (report.handedIn > 0 || report.overUsed.length > 0))
      told = news
      if (isNews) tell(state, report)
    },
  })
}

/** What is said of the list of used entries wherever a line tells how it stands. */
export const LEDGER_BEHIND = 'THE LIST OF USED ENTRIES STANDS STILL BEHIND WHAT THE AUTHORITY SIGNED'

/** `online, 0 unsent, data 12 s old`. */
export function showLine({ online, unsent, dataAge, lastError, isLedgerBehind }: LineState): string {
  const line = online ? 'online' : `OFFLINE (${lastError})`
  const data = dataAge === null ? 'none' : `${ageOf(dataAge)} old`
  return `${line}, ${unsent} unsent, data ${data}${isLedgerBehind ? `, ${LEDGER_BEHIND}` : ''}`
}

/** Given when a person or the system ends this program; a second time it ends at once. */
export function endOfProgram(): AbortSignal {
  const ending = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort())
  return ending.signal
}

function ignoreAbort(error: unknown): void {
  if ((error as { name?: string }).name !== 'AbortError') throw error
}
