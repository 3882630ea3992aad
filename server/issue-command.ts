/** The desk's command `issue`: any number of applications, some at a time, each once however often the command is run. */
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { type AuthorityCalls, CallFailed } from './authority-calls.ts'
import { issueProgress } from './issue-progress.ts'
import type { FieldFault } from './problem.ts'
import { readApplications, type SentApplication } from './read-applications.ts'
import { describeVisa, type VisaAnswer } from './visa-commands.ts'
import { makeFolders, type VisaFolders, writeVisaFiles } from './visa-files.ts'

interface Asked extends VisaFolders {
  readonly report?: string
}

interface BatchResult {
  readonly visa?: VisaAnswer
  readonly is_new?: boolean
  readonly errors?: readonly FieldFault[]
}

/** What became of an application, as a line of the report. */
interface Outcome {
  readonly line: number
  readonly reference: string | null
  readonly result: 'issued' | 'already-issued' | 'refused'
  readonly visa_number?: string
  readonly errors?: readonly FieldFault[]
}

const AT_ONCE = 200
const MOST_SHOWN = 20
const IN_PARALLEL = 4
const PAUSES_MS = [500, 1000, 2000, 4000, 8000]

export function addIssueCommand(
  program: Command,
  desk: AuthorityCalls,
  show: (json: unknown, text: string) => void,
): void {
  program
    .command('issue <file>')
    .description(
      'issue e-visas from JSON: one application a line, or one text; - reads standard input; run again, none is issued twice',
    )
    .option('--documents <folder>', 'write each as PDF into this folder')
    .option('--qr <folder>', 'write the QR code of each as PNG into this folder')
    .option('--report <file>', 'write what became of each application, as JSON lines')
    .action(async (file: string, { report, ...given }: Asked) => {
      const folders = { qr: given.qr && resolve(given.qr), documents: given.documents && resolve(given.documents) }
      const source = await openSource(file)
      // Made before anything is issued: a file that cannot be written must not end a batch in the middle.
      await makeFolders(folders)
      const written = report === undefined ? null : await openReport(resolve(report))
      const { isJson, ...progress } = issueProgress(program.opts<{ json: boolean }>().json, source.size, source.read)
      const faults: string[] = []
      try {
        for await (const some of inBatches(readApplications(source.lines), AT_ONCE)) {
          const numbers: string[] = []
          for (const [outcome, visa] of await issueSome(some, desk)) {
            const number = progress.count(outcome.result)
            written?.write(`${JSON.stringify(outcome)}\n`)
            if (visa !== undefined && (isJson || number <= MOST_SHOWN)) show(visa, shown(outcome, visa))
            if (outcome.errors !== undefined && progress.counts.refused <= MOST_SHOWN) faults.push(said(outcome))
            if (visa !== undefined) numbers.push(visa.visa_number)
          }
          await inParallel(numbers, (number) => writeVisaFiles(number, folders, desk))
        }
      } catch (error) {
        if (error instanceof CallFailed && progress.total() > 0)
          throw new CallFailed(
            `${error.message}\n${progress.summary()}; run the same again: it goes on, and issues none twice`,
          )
        throw error
      } finally {
        progress.end()
        if (written !== null) await finished(written.end())
      }
      if (progress.total() === 0) throw new CallFailed(`${file} has no application: it takes one a line, as JSON`)
      const { refused } = progress.counts
      const more = refused > faults.length ? [`... and ${refused - faults.length} more: see --report`] : []
      if (progress.total() > 1 && !isJson) process.stderr.write(`${progress.summary()}\n`)
      if (refused > 0) throw new CallFailed([...faults, ...more].join('\n'))
    })
}

/** The lines of a file or of standard input, read as they are asked for; how many bytes of it were read, and how many it has. */
async function openSource(file: string) {
  const size = file === '-' ? null : (await stat(resolve(file))).size
  let read = 0
  async function* lines(): AsyncGenerator<string> {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of (file === '-'
      ? process.stdin
      : createReadStream(resolve(file))) as AsyncIterable<Buffer>) {
      read += chunk.length
      const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/)
      rest = parts.pop() ?? ''
      yield* parts
    }
    if (rest !== '') yield rest
  }
  return { lines: lines(), size, read: () => read }
}

async function openReport(file: string): Promise<WriteStream> {
  const report = createWriteStream(file)
  await new Promise<void>((resolve, reject) => report.once('open', () => resolve()).once('error', reject))
  return report
}

async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const next = all.values()
  const one = async () => {
    for (const value of next) await work(value)
  }
  await Promise.all(Array.from({ length: IN_PARALLEL }, one))
}

async function* inBatches<T>(all: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let batch: T[] = []
  for await (const one of all) {
    batch.push(one)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function issueSome(
  some: readonly SentApplication[],
  desk: AuthorityCalls,
): Promise<readonly (readonly [Outcome, VisaAnswer | undefined])[]> {
  const good = some.filter(({ fault }) => fault === null)
  const body = { applications: good.map(({ value }) => value) }
  const { results } =
    good.length === 0
      ? { results: [] }
      : await patiently(() => desk.call<{ results: BatchResult[] }>('POST', '/v1/visa-batches', body))
  const next = results.values()
  return some.map(({ line, reference, fault }) => {
    if (fault !== null) {
      const errors = [{ field: 'application', rule: 'json', message: `is no JSON: ${fault}` }]
      return [{ line, reference, result: 'refused', errors }, undefined]
    }
    const { visa, is_new: isNew, errors } = next.next().value ?? {}
    if (visa === undefined) return [{ line, reference, result: 'refused', errors: errors ?? [] }, undefined]
    return [{ line, reference, result: isNew ? 'issued' : 'already-issued', visa_number: visa.visa_number }, visa]
  })
}

/** The same again where no answer came: no application is issued twice by its reference. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await call()
    } catch (error) {
      const isPassing =
        error instanceof CallFailed && (error.status === null || error.status === 429 || error.status === 503)
      if (!isPassing) throw error
      await setTimeout(pause)
    }
  }
  return call()
}

function shown({ result }: Outcome, visa: VisaAnswer): string {
  return `${result === 'issued' ? 'issued' : 'already issued'} ${describeVisa(visa)}`
}

function said({ line, errors = [] }: Outcome): string {
  return `application ${line}: ${errors.map(({ field, rule, message }) => `${field} ${message} (${rule})`).join('; ')}`
}
