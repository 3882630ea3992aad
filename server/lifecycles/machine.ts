/** State machines as tables of named edges: what is not in the table cannot be taken, on any store. Pure. */
import { fail, ok, type Result } from '#evisa/result.ts'

/** From which states an edge leads, and to which one. */
export interface Edge<State extends string> {
  readonly from: readonly State[]
  readonly to: State
}

/** The life of one kind of thing. */
export interface Machine<State extends string = string, Name extends string = string> {
  /** As the record of edges names the kind. */
  readonly kind: string
  /** In which states one may begin. */
  readonly begins: readonly State[]
  readonly edges: Readonly<Record<Name, Edge<State>>>
}

export type StateOf<M extends Machine> = M extends Machine<infer State> ? State : never
export type EdgeOf<M extends Machine> = keyof M['edges'] & string

/** Why an edge was not taken: what it was asked of is in another state. */
export interface NoSuchEdge {
  readonly kind: 'no-such-edge'
  readonly edge: string
  readonly state: string
}

/** The state that an edge leads to; fails where it does not begin here. */
export function stateAfter<State extends string, Name extends string>(
  { edges }: Machine<State, Name>,
  edge: Name,
  state: State,
): Result<State, NoSuchEdge> {
  const { from, to } = edges[edge]
  return from.includes(state) ? ok(to) : fail({ kind: 'no-such-edge', edge, state })
}

/** The edges that lead on from a state. */
export function edgesFrom<State extends string, Name extends string>(
  { edges }: Machine<State, Name>,
  state: State,
): readonly Name[] {
  const names = Object.keys(edges) as Name[]
  return names.filter((name) => edges[name].from.includes(state))
}
