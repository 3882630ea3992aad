/** Checks one passenger's e-visa. `node examples/check-passenger.mjs --help` */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { enrol, openDevice, read } from './device.mjs'

const USAGE = `node examples/check-passenger.mjs [--enrol CODE] --arrival TIME (--text TEXT | --file FILE |
    --number VISA --passport NUMBER --born DATE) [--checkpoint NQZ] [--flight KC104] [--device FOLDER] [--receipt FILE]
  TIME is the scheduled arrival with its offset: 2026-11-22T23:50:00+05:00. TEXT is what the QR code holds.`

const text = { type: 'string' }
const { values: asked } = parseArgs({
  options: {
    ...{ enrol: text, arrival: text, text, file: text, number: text, passport: text, born: text, receipt: text },
    checkpoint: { ...text, default: 'NQZ' },
    flight: text,
    device: { ...text, default: 'evisa-device' },
    help: { type: 'boolean' },
  },
})
const code = asked.text ?? (asked.file === undefined ? undefined : readFileSync(asked.file, 'utf8').trim())
if (asked.help || asked.arrival === undefined || (code === undefined && asked.number === undefined)) {
  console.error(USAGE)
  process.exit(asked.help ? 0 : 2)
}
if (asked.enrol !== undefined) console.log(`enrolled as ${await enrol(asked.enrol, asked.device)}`)

const { call } = await openDevice(asked.device)
const { arrival, checkpoint, flight } = asked
const situation = { audience: 'carrier', checkpoint, arrival, ...(flight && { flight }) }
const evisa =
  code === undefined
    ? { visa_number: asked.number, passport_number: asked.passport, birth_date: asked.born }
    : { text: code }
const decision = await read(await call('POST', '/v1/verifications', { ...evisa, situation, receipt: true }))

console.log(`${decision.word.en}: ${decision.instruction.en}`)
if (decision.reason !== null) console.log(`reason: ${decision.reason}`)
if (decision.visa !== null) console.log(`e-visa: ${decision.visa.visa_number} ${decision.visa.surname}`)
for (const { text: warning } of decision.warnings) console.log(`warning: ${warning.en}`)
// What you show when somebody asks whether you checked: authority receipt --verify FILE.
if (asked.receipt !== undefined) writeFileSync(asked.receipt, `${JSON.stringify(decision.receipt)}\n`, { flag: 'a' })
process.exitCode = { clear: 0, refer: 10, refuse: 20 }[decision.outcome] ?? 1
