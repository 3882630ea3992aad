import t from 'tap'
import { Compile } from 'typebox/schema'
import { VisaDocument, visaDocument } from '../../../server/api-description/visa-answers.ts'
import { build } from '../build-app.ts'

t.test('an e-visa is answered in the form that is described', async (t) => {
  const { store, issue } = await build(t)
  const { visa_number } = await issue()
  const visa = await store.findVisa(visa_number)
  if (visa === null) return t.fail('it is there')
  t.ok(Compile(VisaDocument).Check(visaDocument(visa)))
  t.match(visaDocument({ ...visa, replacedBy: '222222222222' }), { replaces: null, replaced_by: '222222222222' })
})
