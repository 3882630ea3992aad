/** `npm run bench`: figures as ratios taken in one run; prints a table, and writes it where it is asked to. */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { type BenchCommand, HELP, readBenchArguments } from './bench-arguments.ts'
import { BENCH_GROUPS } from './catalogue.ts'
import { type Occasion, showResults, writeFigures } from './figures-page.ts'
import { round } from './measure.ts'
import { BENCH_NAMES, type BenchResult, TARGETS, targetText } from './targets.ts'

const PAGE = resolve(import.meta.dirname, '../docs/figures.md')

const command = readBenchArguments(process.argv.slice(2), BENCH_NAMES)
if (command.kind === 'help' || command.kind === 'list')
  process.stdout.write(command.kind === 'help' ? HELP : showList())
else if (command.kind === 'fault') {
  process.stderr.write(`${command.text}\n`)
  process.exitCode = 2
} else await measureAll(command)

async function measureAll({ names, json, write }: Extract<BenchCommand, { kind: 'run' }>): Promise<void> {
  const results: BenchResult[] = []
  for (const { names: together, run } of BENCH_GROUPS) {
    const asked = together.filter((name) => names.includes(name))
    if (asked.length === 0) continue
    const from = performance.now()
    // Above the number of cores it bends processor time too: whoever comes back to a core finds its caches filled by others.
    const before = { 'load of the machine before': round(loadavg()[0] ?? Number.NaN, 1) }
    try {
      for (const result of await run(asked)) results.push({ ...result, details: { ...result.details, ...before } })
      process.stderr.write(`${asked.join(', ')}: ${((performance.now() - from) / 1000).toFixed(0)} s\n`)
    } catch (error) {
      // The others are measured all the same.
      process.stderr.write(`${asked.join(', ')} failed: ${(error as Error).stack}\n`)
      process.exitCode = 1
    }
  }
  const occasion: Occasion = { day: new Date().toISOString().slice(0, 10), machine: machineName() }
  process.stdout.write(showResults(results, occasion))
  if (json !== null) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`)
  if (!write) return
  const page = existsSync(PAGE) ? await readFile(PAGE, 'utf8') : null
  await writeFile(PAGE, writeFigures(page, results, occasion, BENCH_NAMES))
}

function showList(): string {
  return BENCH_NAMES.map(
    (name) => `${name.padEnd(16)} ${targetText(name)}\n${' '.repeat(17)}${TARGETS[name].about}\n`,
  ).join('')
}

function machineName(): string {
  const all = cpus()
  return `${all.length} x ${all[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`
}
