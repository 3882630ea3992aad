/** What this browser lacks for the scanner's work, found out before anything is asked of it. */

export type EnvironmentFault = 'insecure' | 'no-storage' | 'no-crypto' | 'no-service-worker' | 'no-wasm'

/** Without these there is no scanner; the others only make it slower or need the network. */
const NEEDED: readonly EnvironmentFault[] = ['insecure', 'no-storage', 'no-crypto']

const PROBE = 'evisa-probe'

export function isNeeded(fault: EnvironmentFault): boolean {
  return NEEDED.includes(fault)
}

/** Tries what can only be found out by trying: a private window has IndexedDB, and opens nothing. */
export async function environmentFaults(scope: Window & typeof globalThis): Promise<readonly EnvironmentFault[]> {
  if (!scope.isSecureContext) return ['insecure']
  const faults: EnvironmentFault[] = []
  if (!(await storesSomething(scope))) faults.push('no-storage')
  if (!(await keepsKeys(scope))) faults.push('no-crypto')
  if (!('serviceWorker' in scope.navigator)) faults.push('no-service-worker')
  if (typeof scope.WebAssembly !== 'object') faults.push('no-wasm')
  return faults
}

function storesSomething({ indexedDB }: { readonly indexedDB?: IDBFactory }): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      if (indexedDB === undefined) return resolve(false)
      const request = indexedDB.open(PROBE)
      request.onerror = () => resolve(false)
      request.onsuccess = () => {
        request.result.close()
        const removal = indexedDB.deleteDatabase(PROBE)
        removal.onsuccess = removal.onerror = removal.onblocked = () => resolve(true)
      }
    } catch {
      // Some browsers throw where others call back.
      resolve(false)
    }
  })
}

async function keepsKeys({ crypto }: { readonly crypto?: Crypto }): Promise<boolean> {
  try {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    return (await crypto?.subtle.generateKey(algorithm, false, ['sign', 'verify'])) !== undefined
  } catch {
    return false
  }
}
