import t from 'tap'
import { parseSituation } from '#evisa/situation.ts'
import { claimsFault } from '#evisa/visa-claims.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import {
  decisionExample,
  decisionExamples,
  VERIFICATION_REQUESTS,
} from '../../../server/api-description/decision-examples.ts'

t.test('an example has the outcome and the words of the table', async (t) => {
  t.match(decisionExample('status/revoked', 'carrier'), {
    outcome: 'refuse',
    reason: 'status/revoked',
    findings: [{ reason: 'status/revoked', outcome: 'refuse' }],
    instruction: { en: /./, ru: /./, kk: /./ },
  })
  t.match(decisionExample('status/revoked', 'exit'), { outcome: 'refer' })
  t.equal(decisionExample('stay/overstayed', 'carrier'), null, 'it does not apply')
  t.match(decisionExample(null, 'entry'), { outcome: 'clear', reason: null, findings: [] })
})

t.test(
  'nothing is shown of a credential that is not proven, and of a proven one what the audience may see',
  async (t) => {
    t.equal(decisionExample('signature/invalid', 'entry')?.visa, null)
    const carrier = decisionExample('dates/expired', 'carrier')?.visa ?? {}
    const border = decisionExample('dates/expired', 'entry')?.visa
    t.notOk('claims' in carrier)
    t.ok(border && 'claims' in border && claimsFault(border.claims) === null, 'claims that could be true')
  },
)

t.test('the examples can be told apart, and the requests are well formed', async (t) => {
  const examples = Object.values(decisionExamples())
  t.equal(new Set(examples.map(({ value }) => `${value.reason} ${value.audience}`)).size, examples.length)
  for (const { value } of Object.values(VERIFICATION_REQUESTS)) {
    t.ok(parseSituation(value.situation).ok)
    if ('visa_number' in value) t.ok(parseVisaNumber(String(value.visa_number)).ok)
  }
})
