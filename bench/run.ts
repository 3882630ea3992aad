/** `npm run bench`: every figure in one run, as ratios; prints a table, and with `--json FILE` writes them. */
import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { apiFlood, apiVerify } from './api.ts'
import { flightBenches } from './api-flight.ts'
import { publishMillion, setVerify, statusLookup } from './artefacts.ts'
import { decideBatch, decideSingle } from './decide.ts'
import { documentPdf } from './document.ts'
import { syncFeed } from './feed.ts'
import { issueBatch } from './issue.ts'
import { ledgerBenches } from './ledger.ts'
import type { BenchResult } from './measure.ts'
import { pwaBenches } from './pwa-verdict.ts'
import { qrDecode } from './qr-decode.ts'
import { qrVersion } from './qr-version.ts'
import { statusReach } from './status-reach.ts'

// Two that share a server are run together, under the name of the first.
const BENCHES: Readonly<Record<string, () => Promise<BenchResult | readonly BenchResult[]>>> = {
  'decide.single': decideSingle,
  'decide.batch': decideBatch,
  'issue.batch': issueBatch,
  'document.pdf': documentPdf,
  'qr.version': qrVersion,
  'qr.decode': qrDecode,
  'status.lookup': statusLookup,
  'status.reach': statusReach,
  'set.verify': setVerify,
  'publish.million': publishMillion,
  'api.verify': apiVerify,
  'api.flood': () => apiFlood(),
  'api.flight': flightBenches,
  'api.admit': ledgerBenches,
  'sync.feed': syncFeed,
  'pwa.verdict': pwaBenches,
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const unknown = positionals.find((name) => !(name in BENCHES))
if (unknown !== undefined) {
  process.stderr.write(`there is no bench ${unknown}; there are ${Object.keys(BENCHES).join(', ')}\n`)
  process.exit(2)
}
const results: BenchResult[] = []
for (const [name, bench] of Object.entries(BENCHES)) {
  if (positionals.length === 0 || positionals.includes(name)) results.push(...[await bench()].flat())
}
const today = new Date().toISOString().slice(0, 10)
process.stdout.write(`${today}, ${cpus().length} x ${cpus()[0]?.model}, Node ${process.versions.node}\n\n`)
process.stdout.write('| bench | value | target | | details |\n|---|---|---|---|---|\n')
for (const { name, value, unit, target, met, details } of results) {
  const more = Object.entries(details).map(([what, figure]) => `${what} ${figure}`)
  process.stdout.write(
    `| \`${name}\` | ${value} ${unit} | ${target} | ${met ? 'met' : 'MISSED'} | ${more.join(', ')} |\n`,
  )
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`)
