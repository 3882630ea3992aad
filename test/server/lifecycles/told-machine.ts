/** A machine as a person reads it: each pair of states with the edges between them. */
import type { Machine } from '../../../server/lifecycles/machine.ts'

export function toldMachine({ edges }: Machine): Readonly<Record<string, string>> {
  const told: Record<string, string> = {}
  for (const [name, { from, to }] of Object.entries(edges))
    for (const state of from) {
      const pair = `${state} -> ${to}`
      told[pair] = told[pair] === undefined ? name : `${told[pair]}, ${name}`
    }
  return told
}

/** The states that nothing leads to, though none begins so. */
export function unreached({ begins, edges }: Machine): readonly string[] {
  const all = Object.values(edges)
  const reached = new Set([...begins, ...all.map(({ to }) => to)])
  return all.flatMap(({ from }) => from.filter((state) => !reached.has(state)))
}
