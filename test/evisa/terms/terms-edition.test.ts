import t from 'tap'
import { HOST_KINDS } from '../../../evisa/terms/terms-edition.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'

t.test('the terms to start from name who invites for each purpose that is asked for online', async (t) => {
  const online = defaultTerms().purposes.filter((rule) => rule.ask === 'online')
  t.ok(online.length >= 4)
  for (const { purpose, invited_by } of online)
    t.ok(
      invited_by.every((kind) => HOST_KINDS.includes(kind)),
      purpose,
    )
})
