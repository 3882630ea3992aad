/** Applications on their way from a file to the server: some at a time, patiently, and one bad one keeps no other. */
import { setTimeout } from 'node:timers/promises'
import type { FieldFault } from '#evisa/field-fault.ts'
import { signedApplication } from '../../platform/signed-application.ts'
import type { SentApplication } from '../terminal/split-applications.ts'
import type { VisaAnswer } from '../terminal/visa-commands.ts'
import { type AuthorityCalls, CallFailed } from './authority-calls.ts'
import { isSignatureNeeded, signAtConsole } from './sign-at-console.ts'

interface BatchResult {
  readonly visa?: VisaAnswer
  readonly is_new?: boolean
  readonly errors?: readonly FieldFault[]
}

/** What became of an application, as a line of the report. */
export interface Outcome {
  readonly line: number
  readonly reference: string | null
  readonly result: 'issued' | 'already-issued' | 'refused'
  readonly visa_number?: string
  /** Of one that was issued before: it may be revoked by now, or another may stand in its place. */
  readonly status?: string
  readonly replaced_by?: string | null
  readonly errors?: readonly FieldFault[]
}

/** A list of which all parts go by one signature, which is asked for once it is needed. */
export interface SignedList {
  /** Undefined for as long as none was needed. */
  signature(): string | undefined
  /** Has it signed; false where it was already, or cannot be. */
  sign(): Promise<boolean>
}

const noList: SignedList = { signature: () => undefined, sign: async () => false }

export function signedList(list: readonly SentApplication[], desk: Pick<AuthorityCalls, 'call'>): SignedList {
  let signature: string | undefined
  return {
    signature: () => signature,
    sign: async () => {
      if (signature !== undefined) return false
      const applications = list.filter(({ fault }) => fault === null).map(({ value }) => signedApplication(value))
      signature = (await signAtConsole(desk, { kind: 'issue', replaces: null, reason: '', applications })).signature
      return true
    },
  }
}

const PAUSES_MS = [500, 1000, 2000, 4000, 8000]

/** What became of each, in their order, with the e-visa of those that have one. Rejects with `CallFailed`. */
export async function sendApplications(
  some: readonly SentApplication[],
  desk: Pick<AuthorityCalls, 'call'>,
  signed: SignedList = noList,
): Promise<readonly (readonly [Outcome, VisaAnswer | undefined])[]> {
  const good = some.filter(({ fault }) => fault === null).map(({ value }) => value)
  const results = await sendBatch(good, desk, signed)
  const next = results.values()
  return some.map(({ line, reference, fault }) => {
    if (fault !== null) {
      const errors = [{ field: 'application', rule: 'json', message: `is no JSON (${fault})` }]
      return [{ line, reference, result: 'refused', errors }, undefined]
    }
    const { visa, is_new: isNew, errors } = next.next().value ?? {}
    if (visa === undefined) return [{ line, reference, result: 'refused', errors: errors ?? [] }, undefined]
    const { visa_number, status, replaced_by } = visa
    if (isNew) return [{ line, reference, result: 'issued', visa_number }, visa]
    return [{ line, reference, result: 'already-issued', visa_number, status, replaced_by }, visa]
  })
}

/** Those of which the server does not even read the request are sent by halves: one of them is at fault, not all. */
async function sendBatch(
  applications: readonly unknown[],
  desk: Pick<AuthorityCalls, 'call'>,
  signed: SignedList,
): Promise<readonly BatchResult[]> {
  if (applications.length === 0) return []
  try {
    const send = () =>
      desk.call<{ results: BatchResult[] }>('POST', '/v1/visa-batches', { applications }, signed.signature())
    return (await patiently(send)).results
  } catch (error) {
    if (isSignatureNeeded(error) && (await signed.sign())) return sendBatch(applications, desk, signed)
    if (!(error instanceof CallFailed) || (error.status !== 400 && error.status !== 413)) throw error
    if (applications.length === 1)
      return [{ errors: [{ field: 'application', rule: 'unreadable', message: `was not read: ${error.message}` }] }]
    const half = applications.length >> 1
    return [
      ...(await sendBatch(applications.slice(0, half), desk, signed)),
      ...(await sendBatch(applications.slice(half), desk, signed)),
    ]
  }
}

/** The same again where no answer came: no application is issued twice by its reference. */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
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
