import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { answersKept } from '../../../portal/passport/passport-answers.ts'
import { fieldsView, linesView } from '../../../portal/passport/passport-views.ts'
import { linesOfPassport } from '../../server/made-application.ts'

const place = { language: 'en', reference: 'REF', state: 'draft', copy: null, revision: 3, from: '' } as const
const MRZ = linesOfPassport('N1234567')

t.test('lines are shown as they were typed; what is wrong is told once they were sent', async (t) => {
  const typed = { first: 'p<lka', second: '' }
  t.match(linesView(place, typed, false), { revision: 3, form: { values: typed, errors: [] }, pictures: [] })
  const { form } = linesView(place, typed, true)
  t.match(form.errorOf, { first: { text: 'has 5 of 44' }, second: { text: 'has 0 of 44' } })
})

t.test('what the lines say stands in fields, with the faults of each', async (t) => {
  const answers = answersKept({ surname: 'PERERA', issuer: 'LKA', mrz: MRZ })
  const faults = [{ field: 'number', rule: 'required', message: 'is missing' }]
  const view = fieldsView({ ...place, from: 'check' }, answers, faults)
  t.match(view, { hasLines: true, from: 'check', linesPage: '/en/applications/REF/form/passport?as=lines&from=check' })
  t.match(view.form.values, { surname: 'PERERA', issuer: 'LKA' })
  t.ok(view.form.errorOf.number?.text)
  t.equal(view.lines.first, MRZ.split('\n')[0])
  t.equal(fieldsView(place, answersKept({}), []).hasLines, false)
})

t.test('the picture stands beside it in every language', async (t) => {
  const copy = {
    id: 'one',
    state: 'accepted',
    pages: 1,
    size: 1,
    received: 1,
    findings: [],
    created_at: 0,
    changed_at: 0,
  } as const
  for (const language of TRAVELLER_LANGUAGES) {
    const { pictures } = linesView(
      { ...place, language, copy: { ...copy, findings: [] } },
      { first: '', second: '' },
      false,
    )
    t.equal(pictures[0]?.href, `/${language}/applications/REF/form/passport-copy/one/pages/1.jpg`)
  }
})

t.test('where the line had no room for all of a name, the person is told to complete it', async (t) => {
  const first = 'P<EGYABDELRAHMAN<<MOHAMED<AHMED<HASSAN<ELSAY'
  const second = 'A123456784EGY7811056M2802149<<<<<<<<<<<<<<<2'
  t.equal(fieldsView(place, answersKept({ mrz: `${first}\n${second}` }), []).isCut, true)
  t.equal(fieldsView(place, answersKept({ mrz: MRZ }), []).isCut, false)
  t.equal(fieldsView(place, answersKept({}), []).isCut, false)
})
