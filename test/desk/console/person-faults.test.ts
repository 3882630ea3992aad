import t from 'tap'
import { wordsOf } from '../../../desk/console/area.ts'
import { personFaults } from '../../../desk/console/person-faults.ts'
import { Refused } from '../../../pages/answers.ts'

const words = wordsOf({ language: 'en' })
const of = (...errors: readonly [string, string][]) =>
  personFaults(
    new Refused(400, {
      type: 'urn:evisa:problem:bad-request',
      detail: 'All of it.',
      errors: errors.map(([field, rule]) => ({ field, rule, message: 'x' })),
    }),
    words,
  )

t.test('each fault stands beside its field; what is of none beside the button', async (t) => {
  t.same(of(['name', 'format'], ['badge', 'required']), [
    { field: 'name', text: words.people.faults.name },
    { field: 'badge', text: words.people.faults.badgeMissing },
  ])
  t.same(of(['badge', 'format']), [{ field: 'badge', text: words.people.faults.badge }])
  t.same(of(), [{ field: 'propose', text: 'All of it.' }])
  t.same(of(['', 'change/own']), [{ field: 'propose', text: words.faults.byRule['change/own'] }])
})
