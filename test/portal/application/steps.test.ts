import t from 'tap'
import { formAddress, STEPS, stepAfter, stepOfField } from '../../../portal/application/steps.ts'

t.test('each page leads to the next, and the last to itself', async (t) => {
  t.same(STEPS.map(stepAfter), [...STEPS.slice(1), 'check'])
})

t.test('addresses hold the language and the reference, and nothing of a person', async (t) => {
  t.equal(formAddress('kk', 'K7Q2M4XN9TBD', 'trip'), '/kk/applications/K7Q2M4XN9TBD/form/trip')
  t.equal(formAddress('ar', 'K7Q2M4XN9TBD'), '/ar/applications/K7Q2M4XN9TBD/form')
})

t.test('a fault leads to the page of its field', async (t) => {
  t.equal(stepOfField('trip.expected_exit'), 'trip')
  t.equal(stepOfField('copy'), 'passport-copy')
  t.equal(stepOfField('passport.mrz'), 'passport')
  t.equal(stepOfField('declaration.is_true'), 'check')
})
