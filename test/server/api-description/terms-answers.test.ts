import t from 'tap'
import { Compile } from 'typebox/schema'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { AllTermsDocument, TermsDocument } from '../../../server/api-description/terms-answers.ts'

t.test('the terms are described as they are kept, and by no id that would be there twice', async (t) => {
  t.ok(Compile(AllTermsDocument).Check({ revision: 0, editions: [defaultTerms()] }))
  t.notOk(Compile(TermsDocument).Check({ ...defaultTerms(), price: 60 }))
  t.notOk('$id' in TermsDocument)
})
