import t from 'tap'
import { build, problemOf } from '../build-app.ts'
import { type Person, people } from '../people.ts'

const begin = async ({ call }: Pick<Person, 'call'>) =>
  (await call('POST', '/v1/applications', { language: 'en' })).body.reference
const page = (reference: string, name: string) => `/v1/applications/${reference}/pages/${name}`
const seen = (revision: number) => ({ 'if-match': String(revision) })

t.test('what is typed is kept as it is, and its faults are told by their field', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const nimali = await applicant('nimali@example.org')
  const reference = await begin(nimali)
  const answers = {
    number: 'N12\u0421',
    surname: 'Перера',
    expires: '03/04/2031',
    birth_date: '29 FEB 1991',
    sex: '🙂',
    given_names: 'a\0b',
    mrz: '<<',
  }
  const kept = await nimali.call('PUT', page(reference, 'passport'), answers, seen(1))
  t.equal(kept.status, 200)
  t.equal(kept.body.revision, 2)
  t.strictSame(
    kept.body.faults.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`),
    [
      'number look-alike',
      'issuer required',
      'expires date-ambiguous',
      'surname mrz-spelling',
      'given_names control-character',
      'sex sex',
      'birth_date calendar',
      'nationality required',
      'mrz passport-lines',
    ],
  )
  const shown = await nimali.call('GET', `/v1/applications/${reference}`)
  const found = shown.body.pages.find((one: { page: string }) => one.page === 'passport')
  t.strictSame(found, { page: 'passport', revision: 2, answers, faults: kept.body.faults })
})

t.test('two windows never overwrite each other in silence', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const [window1, window2] = [await applicant('nimali@example.org'), await applicant('nimali@example.org')]
  const reference = await begin(window1)
  const trip = { purpose: 'tourism', expected_entry: '25 NOV 2026' }
  t.equal((await window1.call('PUT', page(reference, 'trip'), trip, seen(1))).body.revision, 2)
  const late = await window2.call('PUT', page(reference, 'trip'), { purpose: 'business' }, seen(1))
  t.equal(late.status, 409)
  t.equal(problemOf(late), 'conflict')
  t.match(late.body, { revision: 2, stands: trip, detail: /Nothing was overwritten/ })
  t.match(
    (await window2.call('PUT', page(reference, 'trip'), trip, seen(1))).body,
    { revision: 2 },
    'the same again is no conflict',
  )
  t.match(
    (await window2.call('PUT', page(reference, 'contact'), { phone: '1' }, seen(1))).body,
    { revision: 3 },
    'nor is another page',
  )
  t.match((await window2.call('PUT', page(reference, 'trip'), { purpose: 'business' }, { 'if-match': '"3"' })).body, {
    revision: 4,
  })
})

t.test('what no page has, and what is no page, is said', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const nimali = await applicant('nimali@example.org')
  const reference = await begin(nimali)
  const put = (name: string, body: object, headers: Record<string, string> = seen(1)) =>
    nimali.call('PUT', page(reference, name), body, headers)
  t.match((await put('trip', { porpose: 'tourism' })).body, {
    status: 400,
    detail: /no field porpose; it has purpose, expected_entry, expected_exit/,
  })
  for (const [name, body, headers] of [
    ['trap', {}, seen(1)],
    ['trip', { purpose: 'x'.repeat(4001) }, seen(1)],
    ['trip', { purpose: ['tourism'] }, seen(1)],
    ['trip', {}, {}],
    ['trip', {}, { 'if-match': '*' }],
  ] as const)
    t.equal(problemOf(await put(name, body, headers)), 'bad-request', JSON.stringify([name, headers]))
})
