import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { CLAIM, hosting, idIn, TYPED } from './made-hosting.ts'

t.test('every field that is wrong is told where it stands, and the spelling of a name is suggested', async (t) => {
  const { host, draft } = await hosting(t)
  const page = await draft({
    surname: 'Иванов',
    'birth_date-day': '31',
    'birth_date-month': '2',
    email: 'none',
    visa: '',
  })
  t.equal(page.status, 422)
  t.match(page.text('#surname-error'), 'IVANOV')
  t.match(page.text('#birth_date-group-error'), /day/)
  t.match(page.text('#visa-error'), 'needed')
  t.equal(page.form('/new').fields.surname, 'Иванов', 'what was typed stays')
  const mended = await host.send(page, TYPED)
  t.equal(mended.text('h1'), 'PERERA, NIMAL')
  t.match(mended.text('#visa'), 'Tourism, one entry (category B12)')
})

t.test('the same form sent twice is one invitation', async (t) => {
  const { host } = await hosting(t)
  const form = await host.get('/en/host/invitations/new')
  const [one, two] = [await host.send(form, TYPED), await host.send(form, TYPED)]
  t.equal(idIn(one), idIn(two))
})

t.test('a draft that another window changed is not overwritten', async (t) => {
  const { host, draft } = await hosting(t)
  const { path } = await draft()
  const [here, there] = [await host.get(`${path}/change`), await host.get(`${path}/change`)]
  t.match((await host.send(there, { stay_days: '10' })).text('#stay_days'), '10 days')
  const late = await host.send(here, { stay_days: '5' })
  t.equal(late.status, 422)
  t.match(late.text('.govuk-error-summary'), 'in another window')
  t.equal(late.form('/change').fields.stay_days, '5')
  await host.send(await host.get(path))
  t.equal((await host.get(`${path}/change`)).path, path, 'what was submitted is changed no more')
})

t.test('of several hosts one is chosen, and each is offered what it may invite for', async (t) => {
  const { host, hostId, asel } = await hosting(t)
  await host.send(await host.get('/en/host/register'), {
    ...CLAIM,
    kind: 'medical-institution',
    number: '941140000192',
  })
  const waiting: readonly { readonly host: string }[] = (await asel('GET', '/v1/hosts')).body.hosts
  for (const one of waiting) await asel('POST', `/v1/hosts/${one.host}/decision`, { decision: 'confirm' })
  const which = await host.get('/en/host/invitations/new')
  t.equal(which.texts('.site-rows a').length, 2)
  const other = waiting.find((one) => one.host !== hostId)?.host ?? ''
  const visas = async (id: string) => (await host.get(`/en/host/invitations/new?host=${id}`)).text('form#form')
  t.match(await visas(other), 'Medical treatment')
  t.notMatch(await visas(hostId), 'Medical treatment')
  t.equal((await host.get('/en/host/invitations/new?host=SOMEBODY')).texts('.site-rows a').length, 2)
})

t.test('the form is there in every language, with and without faults', async (t) => {
  const { host, draft } = await hosting(t)
  const { path } = await draft()
  for (const language of TRAVELLER_LANGUAGES) {
    const form = await host.get(`/${language}/host/invitations/new`)
    const faulty = await host.send(form, { ...TYPED, surname: 'Иванов', stay_days: 'x' })
    const change = await host.get(`${path.replace('/en/', `/${language}/`)}/change`)
    t.strictSame([form.status, faulty.status, change.status], [200, 422, 200])
    for (const page of [form, faulty, change]) t.notMatch(page.html, /undefined|\[object|NaN/, language)
    t.notMatch(faulty.text('.govuk-error-summary'), language === 'en' ? /^$/ : /Type|Write/)
  }
})
