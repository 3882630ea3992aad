/** Where the main thread's time goes, by V8's own profiler: for a target that was missed. */
import { Session } from 'node:inspector/promises'
import { basename } from 'node:path'

/** What of a profile is read (Chrome DevTools Protocol, Profiler.Profile). */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples?: readonly number[] | undefined
  readonly timeDeltas?: readonly number[] | undefined
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string }
  readonly children?: readonly number[] | undefined
}

const MOST = 8
const SAMPLE_MICROSECONDS = 200

/** Starts to profile this process; what it gives ends that and tells where the time went. */
export async function startProfile(): Promise<() => Promise<string>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS })
  await session.post('Profiler.start')
  return async () => {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    return hotSpots(profile)
  }
}

/** Profiles some work of this process. */
export async function profiled(work: () => Promise<unknown> | unknown): Promise<string> {
  const stop = await startProfile()
  await work()
  return stop()
}

/**
 * The functions that had the most time for themselves, as `derOf check-signature.ts 12 %`; one that is not JavaScript is
 * named with its caller. Waiting and the profiler itself are left out.
 */
export function hotSpots({ nodes, samples = [], timeDeltas = [] }: CpuProfile): string {
  const callers = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)))
  const nameOf = new Map(nodes.map((node) => [node.id, nameOfNode(node, callers)]))
  const times = new Map<string, number>()
  for (const [at, id] of samples.entries()) {
    const name = nameOf.get(id) ?? null
    if (name !== null) times.set(name, (times.get(name) ?? 0) + (timeDeltas[at] ?? 0))
  }
  const all = [...times.values()].reduce((sum, one) => sum + one, 0)
  return [...times]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST)
    .map(([name, time]) => `${name} ${Math.round((100 * time) / all)} %`)
    .join('; ')
}

function nameOfNode(node: ProfileNode, callers: ReadonlyMap<number, ProfileNode>): string | null {
  const { functionName, url } = node.callFrame
  if (functionName === '(idle)' || functionName === '(root)' || url === 'node:inspector') return null
  const name = functionName === '' ? '(anonymous)' : functionName
  if (url !== '') return `${name} ${basename(url)}`
  const caller = callers.get(node.id)
  const isOfV8 = functionName.startsWith('(')
  if (isOfV8 || caller === undefined || caller.callFrame.url === '') return name
  return `${name} by ${caller.callFrame.functionName} ${basename(caller.callFrame.url)}`
}
