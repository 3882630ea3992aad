/** What an officer asks for runs one act at a time; what went wrong with one is shown until the next begins. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { InTurn } from '../../../platform/in-turn.ts'
import { faultOf, type ScannerFault } from './scanner-state.ts'

export interface OfficerActs {
  /** Whether something is being checked or recorded, or waits for that. */
  readonly busy: ReadonlySignal<boolean>
  /** For keys: a second press, while the first one is at work, does nothing. */
  unlessBusy(act: () => Promise<void>): Promise<void>
  /** For readers: what was read while something is under way is not lost, it comes next. */
  next(act: () => Promise<void>): Promise<void>
}

/** `isLocked`: where nobody is known to stand here, nothing is done. */
export function officerActs(
  inTurn: InTurn,
  fault: Signal<ScannerFault | null>,
  isLocked: () => boolean = () => false,
): OfficerActs {
  const underWay = signal(0)
  const busy = computed(() => underWay.value > 0)
  const next: OfficerActs['next'] = async (act) => {
    if (isLocked()) return
    underWay.value += 1
    return inTurn(async () => {
      fault.value = null
      try {
        await act()
      } catch (error) {
        fault.value = faultOf(error)
      } finally {
        underWay.value -= 1
      }
    })
  }
  return {
    busy,
    next,
    unlessBusy: async (act) => {
      if (!busy.value) await next(act)
    },
  }
}
