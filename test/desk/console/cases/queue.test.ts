import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { consoleOffice } from './console-office.ts'

t.test('what is overdue comes first and is marked, and who has a case stands there', async (t) => {
  const office = await consoleOffice(t)
  const at = await office.signedIn(office.aigul)
  t.match((await at.get('/en/')).text('header, section'), /Cases/)
  const empty = await at.get('/en/cases')
  t.match(empty.text('main'), /No case is here/)
  t.match((await at.send(empty, {}, '/next')).text('[role=status]'), /No case waits that you could take/)
  const later = await office.keep({ dueAt: NOW + 7200, flags: ['convicted'] })
  const overdue = await office.keep({ dueAt: NOW - 60 })
  const unpromised = await office.keep({ dueAt: null })
  t.match((await at.get('/en/')).text('main'), /promised time is past due since 22 Nov 2026/)
  const page = await at.get('/en/cases')
  const links = page.document.querySelectorAll('tbody a').map((link) => link.getAttribute('href'))
  t.same(
    links,
    [overdue, later, unpromised].map(({ reference }) => `/en/cases/${reference}`),
  )
  t.match(page.texts('tbody tr'), [/^overdue .*PERERA.*Sri Lanka \(LKA\) ?B12/, /convicted/, /no day promised/])
  const at2 = await office.signedIn(office.marat)
  t.equal((await at2.send(await at2.get('/en/cases'), {}, '/next')).path, `/en/cases/${overdue.reference}`)
  t.match((await at.get('/en/cases')).texts('tbody tr')[0], /Marat has it until/)
  t.equal((await at.send(page, {}, '/next')).path, `/en/cases/${later.reference}`, 'the next one is nobody else’s')
  t.match((await at2.get('/en/cases')).texts('tbody tr')[0], /You have it until/)
  t.equal((await at2.get('/en/cases/next')).path, '/en/cases', 'after a sign-in')
})

t.test('cases of another state are found by the filter, and many come a page at a time', async (t) => {
  const office = await consoleOffice(t)
  const at = await office.signedIn(office.aigul)
  const unpaid = await office.keep({ state: 'submitted' })
  t.notMatch((await at.get('/kk/cases')).html, unpaid.reference)
  const filtered = await at.get('/kk/cases?state=submitted')
  t.match(filtered.html, unpaid.reference)
  t.equal(filtered.form('/cases').fields.state, 'submitted')
  t.match(
    (await at.get('/kk/cases?state=draft')).text('main'),
    /Мұнда іс жоқ/,
    'nothing is a state of the filter’s: all that wait',
  )
  for (let at = 0; at < 51; at += 1) await office.keep({ dueAt: NOW + at })
  const first = await at.get('/en/cases')
  t.equal(first.document.querySelectorAll('tbody tr').length, 50)
  const more = first.document.querySelectorAll('main a').find(({ text }) => text === 'Further cases')
  const second = await at.get(more?.getAttribute('href') ?? '')
  t.equal(second.document.querySelectorAll('tbody tr').length, 1)
  t.match(second.text('main'), /From the first one/)
  t.equal((await at.get('/en/cases?after=x')).status, 404)
})
