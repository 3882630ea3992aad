/** `decide.single` and `decide.batch`: a whole decision against nothing but the check of its signature. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { decide } from '#evisa/decide.ts'
import { ownCpu } from './cpu-time.ts'
import { profiled } from './hot-spots.ts'
import { makeBenchWorld, makeVisas } from './made-visas.ts'
import { compareSides, comparisonDetails, concurrently } from './measure.ts'
import { checkHere, checkOnPool, type RawSigned, rawSigned } from './raw-check.ts'
import { type BenchName, type BenchResult, benchResult, isMet } from './targets.ts'

const COUNT = 3000
const FLIGHT = 400
const AT_ONCE = 64
const ROUNDS = 9

/** One decision after the other, each check on the thread that decides. */
export function decideSingle(): Promise<BenchResult> {
  return decideAtOnce('decide.single', 1, async (signed, key) => checkHere(signed, key))
}

/** As many at once as keep every core busy, on both sides. */
export function decideBatch(): Promise<BenchResult> {
  return decideAtOnce('decide.batch', AT_ONCE, checkOnPool)
}

async function decideAtOnce(
  name: BenchName,
  atOnce: number,
  check: (signed: RawSigned, key: KeyObject) => Promise<void>,
): Promise<BenchResult> {
  const made = await makeBenchWorld()
  const visas = await makeVisas(FLIGHT, made)
  const key = createPublicKey(made.privateKey)
  const signed = visas.map(({ jws }) => rawSigned(jws))
  const decideOne = async (at: number) => {
    const { text, situation } = visas[at % FLIGHT] as (typeof visas)[number]
    const { outcome, reason } = await decide(text, situation, made.knowledge, made.now)
    if (outcome !== 'clear') throw new Error(`a bench visa is not clear: ${reason}`)
  }
  const checkOne = (at: number) => check(signed[at % FLIGHT] as RawSigned, key)
  const side = (task: (at: number) => Promise<void>) => ({
    count: COUNT,
    prepare: () => () => concurrently(COUNT, atOnce, task),
    cpu: () => ownCpu(),
  })
  const compared = await compareSides(side(decideOne), side(checkOne), ROUNDS)
  const where = isMet(name, [compared.ratio]) ? {} : { 'where it goes': await profiled(side(decideOne).prepare()) }
  return benchResult(name, [compared.ratio], {
    ...comparisonDetails(compared, 'decisions'),
    'at once': atOnce,
    ...where,
  })
}
