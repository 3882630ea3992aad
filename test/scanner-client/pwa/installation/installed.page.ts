/** A page that installs and updates itself as the scanner's does; the test says when it is in the middle of something. */
import { uuidv7 } from 'uuidv7'
import { recordOwn } from '../../../../scanner-client/offline/own-chain.ts'
import { followUpdates } from '../../../../scanner-client/pwa/installation/app-update.ts'
import { openBrowserStore } from '../../../../scanner-client/pwa/storage/browser-store.ts'
import { beginTraining } from '../../../../scanner-client/pwa/training/training-store.ts'

export { environmentFaults } from '../../../../scanner-client/pwa/installation/environment.ts'
export { beOnlyOne } from '../../../../scanner-client/pwa/installation/only-one.ts'
export { askForPersistence, persistenceOf } from '../../../../scanner-client/pwa/installation/persistence.ts'

/** `loads`: how often this tab was loaded. */
export const state = { isSafe: true, waits: 0, loads: Number(sessionStorage.getItem('loads')) + 1 }
sessionStorage.setItem('loads', String(state.loads))

export function start(): Promise<void> {
  return followUpdates({
    container: navigator.serviceWorker,
    isSafe: () => state.isSafe,
    onWaiting: () => {
      state.waits += 1
    },
    reload: () => location.reload(),
  })
}

/** Records something that no server has. */
export async function recordRefusal(): Promise<void> {
  const store = await openBrowserStore()
  await beginTraining(store, 'border')
  const of = { visa_number: 'K7Q2M4XN9TB5', checkpoint: 'NQZ', at: 1_795_323_600 }
  await recordOwn(store, { action: 'refusal', id: uuidv7(), reason: null, knew: {}, ...of })
  await store.close()
}

export async function countUnsent(): Promise<number> {
  const store = await openBrowserStore()
  const count = await store.countUnsent()
  await store.close()
  return count
}
