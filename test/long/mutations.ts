/**
 * The long run of the damaged texts: `node test/long/mutations.ts [count] [seed]`. Fails if one is taken for another
 * visa, if one throws, or if one holds the reader up for over 5 ms before its signature is checked.
 */
import { readCredential } from '#evisa/read-credential.ts'
import { makeClaims, makeKnowledge, NOW, qrTextOf, signVisa } from '../made.ts'
import { mulberry32, mutate } from '../mutate.ts'

const SLOW_MILLISECONDS = 5
const BATCH = 64

const count = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? 1)
const random = mulberry32(seed)
const knowledge = await makeKnowledge()
const holder = {
  surname: 'VAN DER BERG',
  given_names: '',
  sex: 'X',
  birth_date: '1971-05',
  nationality: 'THA',
} as const
const visas = [makeClaims(), makeClaims({ category: 'B9-1', entries: 'multiple', holder })]
const originals = visas.flatMap((claims) =>
  [qrTextOf(claims), signVisa(claims), qrTextOf(claims, 'HTTPS://EVISA.EXAMPLE/Q#')].map((text) => ({ claims, text })),
)

/** Runs as far as the signature check in one go: that much is the reader's own time, and none of it is waiting. */
function start(text: string) {
  const began = performance.now()
  const answer = readCredential(text, 'entry', knowledge, NOW)
  return { answer, milliseconds: performance.now() - began }
}

const times = new Float64Array(count)
const reasons = new Map<string, number>()
const violations: string[] = []
let slowest = 0
let same = 0
let different = 0

async function judge(mutant: string, original: (typeof originals)[number], at: number): Promise<void> {
  try {
    const { answer, milliseconds } = start(mutant)
    times[at] = milliseconds
    if (milliseconds > SLOW_MILLISECONDS) confirmSlow(mutant)
    const read = await answer
    const reason = read.ok ? 'accepted' : read.error.reason
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    if (!read.ok) return
    if (JSON.stringify(read.value.claims) === JSON.stringify(original.claims)) same++
    else {
      different++
      violations.push(`accepted but different: ${JSON.stringify(mutant)}`)
    }
  } catch (error) {
    violations.push(`threw ${error}: ${JSON.stringify(mutant)}`)
  }
}

// A collection of garbage or a busy machine can hold any one up; a text that is slow is slow each time.
function confirmSlow(mutant: string): void {
  const again = [1, 2, 3].map(() => {
    const { answer, milliseconds } = start(mutant)
    answer.catch(() => {})
    return milliseconds
  })
  slowest = Math.max(slowest, Math.min(...again))
  if (Math.min(...again) > SLOW_MILLISECONDS) violations.push(`slow: ${JSON.stringify(mutant)}`)
}

const began = performance.now()
for (let done = 0; done < count; done += BATCH) {
  const batch = Array.from({ length: Math.min(BATCH, count - done) }, (_, at) => {
    const original = originals[(done + at) % originals.length] as (typeof originals)[number]
    return judge(mutate(original.text, random), original, done + at)
  })
  await Promise.all(batch)
}
const seconds = (performance.now() - began) / 1000

const sorted = times.toSorted()
const percentile = (share: number) => (sorted[Math.min(count - 1, Math.floor(count * share))] ?? 0).toFixed(3)
console.log(`${count} mutants, seed ${seed}, ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`)
console.log(`accepted, the same visa: ${same}; accepted but different: ${different}`)
console.log(`reading, ms: median ${percentile(0.5)}, 99.99 % ${percentile(0.9999)}, longest ${percentile(1)}`)
console.log(`slow again when repeated: ${slowest > 0 ? `${slowest.toFixed(3)} ms` : 'none was tried'}`)
for (const [reason, times] of [...reasons].sort((one, other) => other[1] - one[1])) console.log(`  ${reason}: ${times}`)
for (const violation of violations.slice(0, 20)) console.error(violation)
if (violations.length > 0) process.exit(1)
