import t from 'tap'
import { FORM_PAGES, type FormPage } from '../../../portal/application/form-pages.ts'

const page = (step: FormPage['step']) => {
  const found = FORM_PAGES.find((one) => one.step === step)
  if (found === undefined) throw new Error(step)
  return found
}

t.test('a day is one answer and three fields, and comes back as it was typed', async (t) => {
  const { answersOf, valuesOf } = page('trip')
  const typed = { 'expected_entry-day': '5', 'expected_entry-month': 'DEC', 'expected_entry-year': '2026' }
  const answers = answersOf(typed)
  t.same(answers, { purpose: '', expected_entry: '5 DEC 2026', expected_exit: '' })
  t.match(valuesOf(answers), { ...typed, 'expected_exit-day': '' })
})

t.test('a form that is sent without a field has no answer for it, and no other fields', async (t) => {
  t.same(page('contact').answersOf({ phone: '1', stranger: 'x' }), { phone: '1', place_of_stay: '' })
})

t.test('choices that another program kept as true or false are ticked', async (t) => {
  t.match(page('background').valuesOf({ refused_before: true, overstayed: false }), {
    refused_before: 'yes',
    overstayed: 'no',
    convicted: '',
  })
})
