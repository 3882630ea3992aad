import t from 'tap'
import { checkFaults, checkSections, pageFaults } from '../../../portal/application/check-view.ts'
import type { OwnCase } from '../../../portal/own-case.ts'
import { stateOf } from '../../server/hostile/hostile-scene.ts'
import { portalScene } from '../portal-scene.ts'

const REFERENCE = 'K7Q2M4XN9TBD'

t.test('all answers stand in the order of the pages, each with a way to change it', async (t) => {
  const scene = await portalScene(t)
  const one = await scene.ready(scene.nimali)
  const application: OwnCase = await stateOf(scene.nimali, one)
  const sections = checkSections(application, 'en')
  t.same(
    sections.map(({ step }) => step),
    ['invitation', 'passport-copy', 'passport', 'trip', 'contact', 'background'],
  )
  for (const { step, change } of sections) t.equal(change, `/en/applications/${one.reference}/form/${step}?from=check`)
  const rows = sections.flatMap((section) => section.rows)
  t.match(
    rows.find(({ label }) => label === 'Purpose'),
    { text: 'tourism', isCode: false },
  )
  t.match(
    rows.find(({ label }) => label === 'Visa support number'),
    { text: one.number, isCode: true },
  )
  t.notOk(
    rows.some(({ label }) => label === 'What happened and when'),
    'what may be empty is not shown empty',
  )
})

t.test('a fault leads to the field of its page, and says what it is called', async (t) => {
  const faults = checkFaults(
    REFERENCE,
    [
      { field: 'contact.phone', rule: 'required', message: 'is missing' },
      { field: 'copy', rule: 'required', message: 'is missing' },
      { field: 'declaration.is_true', rule: 'agreed', message: '' },
    ],
    'en',
  )
  t.match(faults, [
    { text: /^Telephone: /, href: `/en/applications/${REFERENCE}/form/contact?from=check#phone` },
    { text: /^Add a picture/, href: `/en/applications/${REFERENCE}/form/passport-copy?from=check` },
    { text: /^Tick/, href: '#is_true' },
  ])
})

t.test('what is missing is told of the pages and the picture, and not of the declaration', async (t) => {
  const missing = { rule: 'required', message: 'is missing' }
  const pages = [
    { page: 'contact' as const, revision: 0, answers: {}, faults: [{ field: 'phone', ...missing }] },
    { page: 'declaration' as const, revision: 0, answers: {}, faults: [{ field: 'is_true', ...missing }] },
  ]
  const fields = (copy: OwnCase['copy']) => pageFaults({ pages, copy }).map(({ field, rule }) => [field, rule])
  t.same(fields({ id: 'c', state: 'accepted' }), [['contact.phone', 'required']])
  t.same(fields({ id: 'c', state: 'refused' }).at(-1), ['copy', 'copy-refused'])
  t.same(fields(null).at(-1), ['copy', 'required'])
})
