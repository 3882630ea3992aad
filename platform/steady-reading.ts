/** A clock that nobody sets, on Node: seconds since the machine was started, sleep included where the system counts it. */
import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'

/** `boot` tells one start of the machine from another; null where the system does not say. */
export function steadyReading(): { readonly seconds: number; readonly boot: string | null } {
  return { seconds: uptime(), boot: bootId() }
}

function bootId(): string | null {
  if (process.platform !== 'linux') return null
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return null
  }
}
