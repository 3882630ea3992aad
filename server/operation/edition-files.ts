/** The files of the settings that hold editions, of the policy and of the terms: what is wrong with one stops the start. */
import { readFile } from 'node:fs/promises'
import { readEdition } from '#evisa/policy/edition-shape.ts'
import { checkTerms } from '#evisa/terms/check-terms.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { Remark } from '#evisa/written-form.ts'
import { ConfigError } from '../config.ts'
import type { PolicyContent } from '../policy/policy-content.ts'

export interface TermsContent {
  readonly editions: readonly TermsEdition[]
}

type FileSetting = 'EVISA_POLICY_FILE' | 'EVISA_TERMS_FILE'
const GIVEN = { EVISA_POLICY_FILE: 'fixtures/policy.json', EVISA_TERMS_FILE: 'fixtures/terms.json' } as const

/** Rejects with `ConfigError`, as all here do. What its editions say is asserted once it is known that they are needed. */
export async function readPolicyFile(file: string): Promise<PolicyContent> {
  return readEditions('EVISA_POLICY_FILE', file)
}

export async function readTermsFile(file: string): Promise<TermsContent> {
  return readEditions('EVISA_TERMS_FILE', file)
}

/** Of the file that is to be signed: one that was replaced by an approved policy is not asked. */
export function assertPolicy({ editions }: PolicyContent, file: string): void {
  assertEditions('EVISA_POLICY_FILE', file, editions, (written) => {
    const edition = readEdition(written)
    return edition.ok ? [] : edition.error
  })
}

/** Of the file that applies: one that was replaced by approved terms is not asked. */
export function assertTerms({ editions }: TermsContent, file: string): void {
  assertEditions('EVISA_TERMS_FILE', file, editions, (written) => {
    const checked = checkTerms(written, { before: null, policy: null })
    return checked.ok ? [] : checked.faults
  })
  const days = editions.map(({ effective_from: day }) => day)
  const late = days.findIndex((day, at) => at > 0 && day <= (days[at - 1] ?? ''))
  if (late > 0)
    throw faultOf('EVISA_TERMS_FILE', file, {
      path: `editions[${late}].effective_from`,
      message: `${days[late]} is not after that of the edition before it`,
    })
}

async function readEditions<T>(setting: FileSetting, file: string): Promise<T> {
  const content = await readJson(setting, file)
  if (!Array.isArray(content?.editions))
    throw new ConfigError(`${setting}: ${file} has no editions; compare it with ${GIVEN[setting]}`)
  return content
}

function assertEditions(
  setting: FileSetting,
  file: string,
  editions: readonly unknown[],
  faultsOf: (written: unknown) => readonly Remark[],
): void {
  for (const [at, written] of editions.entries()) {
    const [fault] = faultsOf(written)
    if (fault === undefined) continue
    const place = `editions[${at}]`
    throw faultOf(setting, file, { ...fault, path: fault.path === '' ? place : `${place}.${fault.path}` })
  }
}

function faultOf(setting: FileSetting, file: string, { path, message }: Remark): ConfigError {
  return new ConfigError(`${setting}: ${file}: ${path} ${message}; compare it with ${GIVEN[setting]}`)
}

async function readJson(setting: FileSetting, file: string) {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is no JSON' : 'cannot be read'
    throw new ConfigError(`${setting}: ${file} ${why}: ${(cause as Error).message}`, { cause })
  }
}
