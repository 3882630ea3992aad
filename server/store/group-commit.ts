/** Group commit: what is asked for while a commit is under way, or in the same moment, shares the next one. */

interface Waiting<T, R> {
  readonly item: T
  readonly resolve: (result: R) => void
  readonly reject: (error: unknown) => void
}

/** A group is as heavy as it may be, but has one item at least. */
export interface GroupSize<T> {
  readonly limit: number
  readonly weigh: (item: T) => number
  /** Whether a fault is of some item alone, so that the others are committed without it; none is, unless told. */
  readonly isOfOne?: (error: unknown) => boolean
}

/**
 * Gathers items and hands them to `commit`, one group at a time; each caller gets its own result, or the fault that kept
 * its whole group from being committed. `commit` answers each item in its place.
 */
export function groupCommit<T, R>(
  commit: (items: readonly T[]) => Promise<readonly R[]>,
  { limit, weigh, isOfOne = () => false }: GroupSize<T>,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = []
  let isUnderWay = false

  const nextGroup = (): Waiting<T, R>[] => {
    let weight = 0
    let count = 0
    for (const { item } of waiting) {
      weight += weigh(item)
      if (count > 0 && weight > limit) break
      count += 1
    }
    return waiting.splice(0, count)
  }
  const commitGroup = async (group: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await commit(group.map(({ item }) => item))
      for (const [at, { resolve }] of group.entries()) resolve(results[at] as R)
    } catch (error) {
      if (group.length > 1 && isOfOne(error)) {
        for (const one of group) await commitGroup([one])
        return
      }
      for (const { reject } of group) reject(error)
    }
  }
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await commitGroup(nextGroup())
    isUnderWay = false
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isUnderWay) return
      isUnderWay = true
      // Not at once: every request that has arrived by now is read first.
      setImmediate(run)
    })
}
