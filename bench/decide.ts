/** `decide.single` and `decide.batch`: a whole decision against nothing but the check of its signature. */
import { createPublicKey, verify } from 'node:crypto'
import { decide } from '#evisa/decide.ts'
import { makeBenchWorld, makeVisas } from './made-visas.ts'
import { type BenchResult, compare, concurrently, round } from './measure.ts'

const SINGLE = 2000
const FLIGHT = 400
const AT_ONCE = 64

async function prepare() {
  const made = await makeBenchWorld()
  const visas = await makeVisas(FLIGHT, made)
  const key = { key: createPublicKey(made.privateKey), dsaEncoding: 'ieee-p1363' } as const
  const signed = visas.map(({ jws }) => {
    const end = jws.lastIndexOf('.')
    return { data: Buffer.from(jws.slice(0, end)), signature: Buffer.from(jws.slice(end + 1), 'base64url') }
  })
  const ours = async (at: number) => {
    const { text, situation } = visas[at % FLIGHT] as (typeof visas)[number]
    const { outcome, reason } = await decide(text, situation, made.knowledge, made.now)
    if (outcome !== 'clear') throw new Error(`a bench visa is not clear: ${reason}`)
  }
  const signedAt = (at: number) => signed[at % FLIGHT] as (typeof signed)[number]
  return { ours, key, signedAt }
}

export async function decideSingle(): Promise<BenchResult> {
  const { ours, key, signedAt } = await prepare()
  const times = await compare(
    async () => {
      for (let at = 0; at < SINGLE; at++) await ours(at)
    },
    () => {
      for (let at = 0; at < SINGLE; at++) {
        const { data, signature } = signedAt(at)
        if (!verify('sha256', data, key, signature)) throw new Error('raw verify failed')
      }
    },
  )
  const microseconds = (time: number) => round((time / SINGLE) * 1e6, 1)
  return {
    name: 'decide.single',
    value: round(times.ratio),
    unit: 'x raw crypto.verify',
    target: '<= 2.0',
    met: times.ratio <= 2,
    details: { 'decide us': microseconds(times.ours), 'raw verify us': microseconds(times.raw) },
  }
}

export async function decideBatch(): Promise<BenchResult> {
  const { ours, key, signedAt } = await prepare()
  const count = FLIGHT * 10
  const raw = (at: number) =>
    new Promise<void>((resolve, reject) => {
      const { data, signature } = signedAt(at)
      verify('sha256', data, key, signature, (error, valid) => (valid ? resolve() : reject(error)))
    })
  const times = await compare(
    () => concurrently(count, AT_ONCE, ours),
    () => concurrently(count, AT_ONCE, raw),
  )
  return {
    name: 'decide.batch',
    value: round(1 / times.ratio),
    unit: 'x raw async verifies/s',
    target: '>= 0.7',
    met: 1 / times.ratio >= 0.7,
    details: {
      'decisions/s': Math.round(count / times.ours),
      'raw verifies/s': Math.round(count / times.raw),
      'at once': AT_ONCE,
    },
  }
}
