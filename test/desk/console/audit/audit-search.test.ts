import t, { type Test } from 'tap'
import { auditRow } from '../../../../desk/console/audit/audit-search.ts'
import { consoleScene } from '../console-scene.ts'

async function auditScene(t: Test) {
  const scene = await consoleScene(t)
  const at = await scene.signedIn(await scene.make('Aidos', ['auditor']))
  return { ...scene, at }
}

t.test('the trail is read newest first, in pages, and narrowed without an address telling by what', async (t) => {
  const { at, built } = await auditScene(t)
  const { visa_number: number } = await built.issue()
  const note = {
    actor: 'dev-7',
    at: built.clock.now,
    act: 'look-up',
    subject: number,
    detail: { text: '<script>alert(1)</script>' },
  } as const
  await built.store.noteActs(Array.from({ length: 60 }, () => note))
  const page = await at.get('/en/audit')
  const rows = page.texts('tbody tr')
  t.equal(rows.length, 50)
  t.match(rows[0], /look-up.*dev-7.*text <script>alert\(1\)<\/script>/s)
  t.notOk(page.html.includes('<script>alert'))
  const older = page.document
    .querySelectorAll('main a')
    .find(({ text }) => text === 'Older rows')
    ?.getAttribute('href')
  t.match(older, /^\/en\/audit\?before=\d+$/)
  const next = await at.get(older ?? '')
  t.match(next.texts('tbody tr')[9], /look-up/)
  t.match(next.texts('tbody tr')[10], /issue/)
  const found = await at.send(
    page,
    { subject: `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`.toLowerCase() },
    '/find',
  )
  t.equal(found.path, '/en/audit/find')
  t.equal(found.texts('tbody tr').length, 50)
  t.notMatch(found.text('title'), number)
  const further = await at.post(
    '/en/audit/find',
    found.document
      .querySelectorAll('form')
      .flatMap((form) => (form.querySelector('[name=before]') ? [form] : []))
      .map((form) =>
        Object.fromEntries(
          form
            .querySelectorAll('input')
            .map((one) => [one.getAttribute('name') ?? '', one.getAttribute('value') ?? '']),
        ),
      )[0] ?? {},
  )
  t.equal(further.texts('tbody tr').length, 11)
  t.match(further.texts('tbody tr').at(-1), /issue/)
  const by = async (typed: object) => (await at.send(page, { ...typed }, '/find')).texts('tbody tr')
  t.equal((await by({ act: 'issue', subject: number })).length, 1)
  t.same(await by({ actor: 'Nobody' }), [])
  t.equal((await by({ day: '2026-11-22', act: 'issue' })).length, 1)
  t.same(await by({ day: '2026-11-21' }), [])
})

t.test('what was mistyped is told and kept, and only those who may read do', async (t) => {
  const { at, make, signedIn, browser } = await auditScene(t)
  const page = await at.get('/en/audit')
  const again = await at.send(page, { actor: 'Олга', act: 'DROP TABLE', day: '2026-11-31' }, '/find')
  t.equal(again.status, 422)
  t.match(again.text('.govuk-error-summary'), /Type the code.*Choose a day/)
  t.match(again.form('/find').fields, { actor: 'Олга', act: 'DROP TABLE', day: '2026-11-31' })
  t.same(again.texts('tbody tr'), [])
  t.equal((await at.get('/en/audit/find')).path, '/en/audit')
  t.match((await at.get('/en/audit?before=x')).texts('tbody tr').length, Number)
  t.match((await at.get('/en/payments')).document.querySelector('a[href="/en/audit"]')?.text, 'Audit trail')
  const guard = await signedIn(await make('Guard', ['border-supervisor'], 'KZ-3'))
  t.equal((await guard.get('/en/audit')).status, 403)
  t.match((await browser().get('/en/audit')).path, /sign-in/)
})

t.test('a row stands by its codes, with all that is noted', async (t) => {
  const row = {
    position: 7,
    prev: '',
    at: 1_796_000_000,
    actor: 'a',
    act: 'issue',
    subject: 's',
    detail: { n: 1, why: 'x' },
    hash: '',
  } as const
  t.match(auditRow(row, { language: 'en' }), { position: 7, act: 'issue', details: ['n 1', 'why x'] })
})
