/** The desk's command `issue`: any number of applications, some at a time, each once however often the command is run. */
import { createReadStream } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Command } from 'commander'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { type Outcome, patiently, sendApplications, signedList } from '../calls/send-applications.ts'
import { issueProgress } from './issue-progress.ts'
import { openPart, partOf } from './own-file.ts'
import type { Show } from './show.ts'
import { readApplications, type SentApplication } from './split-applications.ts'
import { describeVisa, type VisaAnswer } from './visa-commands.ts'
import { makeFolders, type VisaFolders, writeVisaFiles } from './visa-files.ts'

interface Asked extends VisaFolders {
  readonly report?: string
}

const AT_ONCE = 200
const MOST_SIGNED = 2000
const MOST_SHOWN = 20
const IN_PARALLEL = 4

export function addIssueCommand(program: Command, desk: AuthorityCalls, show: Show): void {
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
      if (report !== undefined && (await isSameFile(file, report)))
        throw new CallFailed(`${report} is the file of the applications: write the report into another one`)
      // Made before anything is issued: a file that cannot be written must not end a batch in the middle.
      await makeFolders(folders)
      const written = report === undefined ? null : (await openPart(resolve(report))).createWriteStream()
      const { isJson, ...progress } = issueProgress(program.opts<{ json: boolean }>().json, source.size, source.read)
      const faults: string[] = []
      const unwritten: string[] = []
      try {
        for await (const { some, signed } of parts(readApplications(source.lines), desk)) {
          const standing: string[] = []
          for (const [outcome, visa] of await sendApplications(some, desk, signed)) {
            const number = progress.count(outcome.result)
            written?.write(`${JSON.stringify(outcome)}\n`)
            if (visa !== undefined && (isJson || number <= MOST_SHOWN)) show(visa, shown(outcome, visa))
            if (outcome.errors !== undefined && progress.counts.refused <= MOST_SHOWN) faults.push(said(outcome))
            if (visa !== undefined && visa.status !== 'revoked') standing.push(visa.visa_number)
          }
          await inParallel(standing, async (number) => {
            try {
              await patiently(() => writeVisaFiles(number, folders, desk))
            } catch (error) {
              if (!(error instanceof CallFailed) || error.status === null) throw error
              unwritten.push(`the files of ${number} were not written: ${error.message}`)
            }
          })
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
      // Only now: of a run that was cut off the report of the one before stays.
      if (report !== undefined) await rename(partOf(resolve(report)), resolve(report))
      const { refused } = progress.counts
      const more = refused > faults.length ? [`... and ${refused - faults.length} more: see --report`] : []
      if (progress.total() > 1 && !isJson) process.stderr.write(`${progress.summary()}\n`)
      const untold = unwritten.length > MOST_SHOWN ? [`... and ${unwritten.length - MOST_SHOWN} more`] : []
      const told = [...faults, ...more, ...unwritten.slice(0, MOST_SHOWN), ...untold]
      if (told.length > 0) throw new CallFailed(told.join('\n'))
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

async function isSameFile(one: string, other: string): Promise<boolean> {
  if (one === '-') return false
  const [of, at] = [await stat(resolve(one)), await stat(resolve(other)).catch(() => null)]
  return at?.isFile() === true && at.dev === of.dev && at.ino === of.ino
}

async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const next = all.values()
  const one = async () => {
    for (const value of next) await work(value)
  }
  await Promise.all(Array.from({ length: IN_PARALLEL }, one))
}

/** A list as long as one person signs, in parts as long as one call takes. */
async function* parts(all: AsyncIterable<SentApplication>, desk: AuthorityCalls) {
  for await (const list of inBatches(all, MOST_SIGNED)) {
    const signed = signedList(list, desk)
    for (let at = 0; at < list.length; at += AT_ONCE) yield { some: list.slice(at, at + AT_ONCE), signed }
  }
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

function shown({ result }: Outcome, visa: VisaAnswer): string {
  return `${result === 'issued' ? 'issued' : 'already issued'} ${describeVisa(visa)}`
}

function said({ line, errors = [] }: Outcome): string {
  return `application ${line}: ${errors.map(({ field, rule, message }) => `${field} ${message} (${rule})`).join('; ')}`
}
