/** How much one owner may have under way at a time: one carrier must not take the whole server. */
import { Problem } from '../http/problem.ts'

/** Takes one of an owner's places; what it gives gives the place back. */
export type Places = (owner: string) => () => void

/** So many places for each owner. Taking one more throws the problem `too-many`, which says `what` there are already, and `whose`. */
export function placesPerOwner(limit: number, what: string, whose = 'by your carrier'): Places {
  const taken = new Map<string, number>()
  return (owner) => {
    const before = taken.get(owner) ?? 0
    if (before >= limit) {
      const detail = `${before} ${what} ${whose} already: wait for one of them.`
      throw new Problem('too-many', detail, { headers: { 'retry-after': '1' } })
    }
    taken.set(owner, before + 1)
    return () => {
      const rest = (taken.get(owner) ?? 1) - 1
      if (rest === 0) taken.delete(owner)
      else taken.set(owner, rest)
    }
  }
}
