import { join } from 'node:path'
import t from 'tap'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import {
  assertPolicy,
  assertTerms,
  readPolicyFile,
  readTermsFile,
  type TermsContent,
} from '../../../server/operation/edition-files.ts'

const terms = defaultTerms()
const saying = (message: RegExp) => ({ name: 'ConfigError', message })

t.test('files with editions are read, whatever these say', async (t) => {
  const dir = t.testdir({
    'policy.json': JSON.stringify(defaultPolicy()),
    'terms.json': JSON.stringify({ editions: [terms] }),
    'half.json': '{"editions": [',
    'none.json': '{}',
  })
  t.strictSame(await readPolicyFile(join(dir, 'policy.json')), defaultPolicy())
  t.strictSame(await readTermsFile(join(dir, 'terms.json')), { editions: [terms] })
  await t.rejects(readTermsFile(join(dir, 'half.json')), saying(/^EVISA_TERMS_FILE: .*half\.json is no JSON: /))
  await t.rejects(readTermsFile(join(dir, 'none.json')), saying(/none\.json has no editions; compare .*terms\.json$/))
  await t.rejects(readPolicyFile(join(dir, 'gone.json')), saying(/^EVISA_POLICY_FILE: .*gone\.json cannot be read: /))
})

t.test('the first thing that is wrong with editions is named: the setting, the file, the place', async (t) => {
  assertPolicy(defaultPolicy(), 'policy.json')
  assertTerms({ editions: [terms] }, 'terms.json')
  t.throws(
    () => assertPolicy(defaultPolicy({ offline_entry: 'maybe' as never }), 'mine.json'),
    saying(/^EVISA_POLICY_FILE: mine\.json: editions\[0\]\.offline_entry takes "admit" or "refer"; compare it/),
  )
  const wrong =
    (...editions: readonly unknown[]) =>
    () =>
      assertTerms({ editions } as unknown as TermsContent, 'mine.json')
  t.throws(wrong(terms, {}), saying(/^EVISA_TERMS_FILE: mine\.json: editions\[1\]\.effective_from is missing; compare/))
  t.throws(wrong(7), saying(/: editions\[0\] takes an object: one edition/))
  const sources = terms.sources.filter(({ id }) => id !== 'guide')
  t.throws(wrong({ ...terms, sources }), saying(/: editions\[0\]\.purposes\[0\]\.source there is no source guide; /))
  t.throws(wrong(terms, terms), saying(/: editions\[1\]\.effective_from 2026-01-01 is not after that of the edition/))
})
