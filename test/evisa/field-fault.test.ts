import t from 'tap'
import { Compile } from 'typebox/schema'
import { FieldFault } from '#evisa/field-fault.ts'

t.test('names the field, the rule and what to do', async (t) => {
  const fault = Compile(FieldFault)
  t.ok(fault.Check({ field: 'holder.nationality', rule: 'shape', message: 'takes three letters, such as LKA' }))
  for (const missing of ['field', 'rule', 'message'])
    t.notOk(fault.Check({ field: 'a', rule: 'b', message: 'c', [missing]: undefined }), missing)
})
