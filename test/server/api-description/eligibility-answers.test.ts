import t from 'tap'
import { Compile } from 'typebox/schema'
import { indexPolicy } from '#evisa/policy.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { EligibilityDocument } from '../../../server/api-description/eligibility-answers.ts'
import { eligibility, WAYS_OF_ENTRY } from '../../../server/terms/eligibility.ts'

const document = Compile(EligibilityDocument)
const terms = defaultTerms()
const [policy] = indexPolicy({ ...defaultPolicy(), version: 1, iat: 0, exp: 0 }).editions
if (policy === undefined) throw new Error('an edition')

t.test('every answer to every kind of question is as it is described', async (t) => {
  for (const citizenship of ['KAZ', 'DEU', 'IND', 'CHN', 'LKA', 'AFG', 'XXA'])
    for (const { purpose } of terms.purposes)
      for (const entry of WAYS_OF_ENTRY)
        for (const [days, passportExpires] of [
          [10, null],
          [40, '2030-01-01'],
        ] as const) {
          const asked = { citizenship, purpose, days, entry, entries: null, passportExpires }
          const answer = eligibility(asked, { policy, terms, today: '2026-11-30' })
          if (!document.Check(answer)) t.fail(`${JSON.stringify(asked)}: ${JSON.stringify(document.Errors(answer))}`)
        }
  t.notOk(document.Check({ kind: 'perhaps' }))
  t.notOk(document.Check({ kind: 'visa-free', visa_free_days: 30 }), 'without what is needed for longer')
})
