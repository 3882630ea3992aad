/** How much each owner may do within a time, counted before it is done: of many at once each must find room of its own. */

export interface Allowance {
  /** Counts one for this owner. Null where it may no more; what it gives takes the count back. */
  take(owner: string, nowSeconds: number): (() => void) | null
}

/**
 * So many for each owner in a window of so many seconds, which begins with the first of them. Beyond `mostOwners` the one
 * not heard of for longest is forgotten. Each process counts its own, since it has its own share of the calls.
 */
export function allowance(most: number, windowSeconds: number, mostOwners = 20_000): Allowance {
  const counted = new Map<string, { readonly since: number; taken: number }>()
  const current = (owner: string, now: number) => {
    const found = counted.get(owner)
    return found !== undefined && now - found.since < windowSeconds ? found : { since: now, taken: 0 }
  }
  return {
    take: (owner, now) => {
      const found = current(owner, now)
      if (found.taken >= most) return null
      found.taken += 1
      counted.delete(owner)
      counted.set(owner, found)
      const [oldest] = counted.keys()
      if (counted.size > mostOwners && oldest !== undefined) counted.delete(oldest)
      return () => {
        found.taken -= 1
        // What was taken back began no window.
        if (found.taken === 0 && counted.get(owner) === found) counted.delete(owner)
      }
    },
  }
}
