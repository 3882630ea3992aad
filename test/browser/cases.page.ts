/** The decision table in the page of a test, with what the scanner's page has for a platform. */
import { decide } from '#evisa/decide.ts'
import { verifyAssertion } from '#evisa/person-assertion.ts'
import type { AssertionCaseFile } from '../../fixtures/assertion-cases.ts'
import { type CaseFile, knowledgeOf } from '../../fixtures/case-format.ts'
import { verifyInBrowser } from '../../scanner-client/pwa/browser-platform.ts'

/** What every case comes to: its name, outcome and reason. */
export async function run(file: CaseFile): Promise<readonly (readonly [string, string, string | null])[]> {
  const results: (readonly [string, string, string | null])[] = []
  for (const { name, text, situation, knowledge, now } of file.cases) {
    const { outcome, reason } = await decide(text, situation, await knowledgeOf(file, knowledge, verifyInBrowser), now)
    results.push([name, outcome, reason])
  }
  return results
}

/** What every assertion of a person comes to. */
export async function runAssertions({ cases }: AssertionCaseFile): Promise<readonly unknown[]> {
  const results: unknown[] = []
  for (const { assertion, text, jwk, rp_id: rpId, origins, may_be_synced: mayBeSynced } of cases) {
    const result = await verifyAssertion(assertion, { text, jwk, rpId, origins, mayBeSynced })
    results.push(result.ok ? result.value : { fault: result.error })
  }
  return results
}
