/** Checks the passengers of a flight from a CSV file. `node examples/check-flight.mjs --help` */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { enrol, openDevice, read } from './device.mjs'

const USAGE = `node examples/check-flight.mjs [--enrol CODE] FILE.csv --flight KC104 --arrival TIME [--checkpoint NQZ]
    [--departure TIME] [--device FOLDER] [--receipts FILE]
  TIME has its offset, 2026-11-22T23:50:00+05:00, or is local in Kazakhstan: 2026-11-22 23:50. Columns: docs/flights.md`

const text = { type: 'string' }
const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ enrol: text, flight: text, arrival: text, departure: text, receipts: text },
    checkpoint: { ...text, default: 'NQZ' },
    device: { ...text, default: 'evisa-device' },
    help: { type: 'boolean' },
  },
})
const [file] = positionals
const { flight, checkpoint, arrival, departure } = asked
if (asked.help || file === undefined || flight === undefined || arrival === undefined) {
  console.error(USAGE)
  process.exit(asked.help ? 0 : 2)
}
if (asked.enrol !== undefined) console.log(`enrolled as ${await enrol(asked.enrol, asked.device)}`)

const list = readFileSync(file, 'utf8')
const { call } = await openDevice(asked.device)
const query = new URLSearchParams({ flight, checkpoint, arrival, ...(departure && { departure }) })
// The same list for the same flight is the same check, however often the line breaks off and this is run again.
const key = createHash('sha256').update(`${query}\n${list}`).digest('base64url')
const headers = { 'content-type': 'text/csv', 'idempotency-key': key }
const answer = await call('POST', `/v1/flight-checks?${query}`, list, headers)
if (!answer.ok) await read(answer)

const receipts = []
let end = null
for await (const line of linesOf(answer.body)) {
  if (line.kind === 'flight') console.log(`flight ${line.flight} to ${line.checkpoint}, ${line.arrival}: ${line.id}`)
  if (line.kind === 'answer') {
    console.log(`${line.row} ${line.reference ?? ''} ${line.word.en}: ${line.instruction.en}`)
    if (line.receipt !== null) receipts.push(JSON.stringify(line.receipt))
  }
  if (line.kind === 'end') end = line
}
// Without its last line the answer is not complete.
if (end === null) throw new Error('the answer broke off: run this again, it goes on with the same check')
const { clear, refer, refuse, not_applicable } = end.counts
console.log(`${clear} clear, ${refer} to check by hand, ${refuse} refused, ${not_applicable} without need of an e-visa`)
if (asked.receipts !== undefined) writeFileSync(asked.receipts, `${receipts.join('\n')}\n`)
process.exitCode = refuse > 0 ? 20 : refer > 0 ? 10 : 0

async function* linesOf(body) {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines.filter((line) => line !== '').map((line) => JSON.parse(line))
  }
}
