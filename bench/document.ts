/** `document.pdf`: pages of A4 a second by the threads of the document maker, and whether its memory stays as it is. */
import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { civilDateAt } from '#evisa/civil-date.ts'
import { type PolicyInForce, policyOn } from '#evisa/policy.ts'
import { fontsOnDisk } from '../paper/font-files.ts'
import { documentFacts } from '../server/visa-document/document-facts.ts'
import { makeDocumentMaker } from '../server/visa-document/document-maker.ts'
import { renderPdf } from '../server/visa-document/render-document.ts'
import { cpuEach, ownCpu } from './cpu-time.ts'
import { profiled } from './hot-spots.ts'
import { makeBenchWorld, makeVisas } from './made-visas.ts'
import { round } from './measure.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const SECONDS = 25
const AT_ONCE = 64
const MEGABYTE = 1_048_576
const PROFILED = 100

type PrintedVisa = Parameters<typeof documentFacts>[0]

export async function documentPdf(): Promise<BenchResult> {
  const world = await makeBenchWorld()
  const policy = world.knowledge.policy && policyOn(world.knowledge.policy, civilDateAt(world.now))
  if (policy === null) throw new Error('no policy')
  const visas = (await makeVisas(200, world)).map(({ claims, text: qrText }) => ({ claims, qrText }))
  const maker = makeDocumentMaker(
    () => policy,
    async () => false,
  )
  try {
    const bytes: number[] = []
    const draw = async (count: number) => {
      for (let at = 0; at < count; at += AT_ONCE)
        await Promise.all(
          Array.from({ length: AT_ONCE }, async (_, next) => {
            const visa = visas[(at + next) % visas.length]
            if (visa !== undefined) bytes.push((await maker.pdf(visa)).length)
          }),
        )
    }
    await draw(2 * AT_ONCE)
    const memory: number[] = []
    const before = ownCpu()
    const from = performance.now()
    let drawn = 0
    while (performance.now() - from < SECONDS * 1000) {
      await draw(2 * AT_ONCE)
      drawn += 2 * AT_ONCE
      memory.push(process.memoryUsage.rss() / MEGABYTE)
    }
    const value = drawn / ((performance.now() - from) / 1000)
    const quarter = Math.floor(memory.length / 4)
    return benchResult('document.pdf', [value], {
      pages: drawn,
      threads: availableParallelism(),
      'CPU ms a page': round(cpuEach(before, ownCpu(), drawn).total / 1000, 1),
      'kB a page': Math.round(bytes.reduce((sum, one) => sum + one, 0) / bytes.length / 1024),
      'RSS after a quarter, MB': Math.round(memory[quarter] ?? 0),
      'RSS at the end, MB': Math.round(memory.at(-1) ?? 0),
      ...(isMet('document.pdf', [value]) ? {} : { 'where a page goes': await whereItGoes(visas, policy) }),
    })
  } finally {
    await maker.close()
  }
}

/** On this thread, since the profiler sees no other. */
async function whereItGoes(visas: readonly PrintedVisa[], policy: PolicyInForce): Promise<string> {
  const fonts = fontsOnDisk()
  return profiled(async () => {
    for (const visa of visas.slice(0, PROFILED)) await renderPdf(documentFacts(visa, policy, false), fonts)
  })
}
