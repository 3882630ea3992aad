import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { type Hosting, hosting, idIn } from './made-hosting.ts'

const asked = async ({ sent, asel }: Hosting) => {
  const page = await sent()
  const id = idIn(page)
  await asel('POST', `/v1/invitations/${id}/take-up`)
  await asel('POST', `/v1/invitations/${id}/question`, { text: 'Which hotel?\nAnd for whom?' })
  return { id, path: page.path }
}

t.test('a host answers the question of an officer, once', async (t) => {
  const scene = await hosting(t)
  const { host, asel } = scene
  const { id, path } = await asked(scene)
  const page = await host.get(path)
  t.match(page.text('.site-card'), /Question for you.*your turn.*Which hotel\?.*Answer/)
  const form = await host.get(`${path}/answer`)
  t.match(form.text('blockquote'), 'Which hotel?')
  const short = await host.send(form, { text: ' x ' })
  t.equal(short.status, 422)
  t.match(short.text('#text-error'), '3 to 2000')
  const answered = await host.send(short, { text: 'The Steppe, in Almaty' })
  t.equal(answered.path, path)
  t.match(answered.text('.site-list'), /Which hotel\?.*The Steppe, in Almaty/)
  t.match(answered.text('.site-card'), "officers' turn")
  t.equal((await host.send(form, { text: 'once more' })).path, path, 'it was answered before')
  t.equal((await asel('GET', `/v1/invitations/${id}`)).body.messages.length, 2)
})

t.test('a host calls off, and is asked first', async (t) => {
  const { host, sent } = await hosting(t)
  const { path } = await sent()
  const sure = await host.get(`${path}/call-off`)
  t.match(sure.text('main'), 'cannot be taken back')
  t.match((await host.get(path)).text('.site-card'), 'Submitted', 'a look changes nothing')
  const off = await host.send(sure)
  t.match(off.text('.site-card'), /Called off.*It is over/)
  t.equal((await host.send(sure)).path, path, 'the same form sent twice')
  const again = off.document.querySelectorAll('a').find(({ textContent }) => /Ask again/.test(textContent))
  t.equal((await host.get(again?.getAttribute('href') ?? '')).form('/new').fields.surname, 'PERERA')
})

t.test('the number is seen once it is used, and the arrival is reported and mended', async (t) => {
  const { host, sent, asel, bolat, store, clock } = await hosting(t)
  const { path } = await sent()
  const id = idIn({ path } as Awaited<ReturnType<typeof sent>>)
  await asel('POST', `/v1/invitations/${id}/take-up`)
  await bolat('POST', `/v1/invitations/${id}/approval`)
  t.equal((await host.get(`${path}/arrival`)).path, path, 'nothing to report yet')
  const { number } = (await asel('GET', `/v1/invitations/${id}`)).body
  await store.useIssued([{ number, passport: 'LKA:N1234567' }], { actor: 'test', at: clock.now })
  const issued = await host.get(path)
  t.match(issued.text('.site-card'), /E-visa issued.*traveller's turn.*within 3 business days/is)
  t.match(issued.text('.site-card'), number)
  await store.setArrivalDue(id, clock.now + 3 * 86_400)
  const used = await host.get(path)
  t.match(used.text('.site-card'), /Report the arrival.*your turn.*Report it by 2\d November 2026.*\d{10}/)
  const form = await host.get(`${path}/arrival`)
  const day = (of: string) => ({ 'day-day': of, 'day-month': '11', 'day-year': '2026' })
  const future = await host.send(form, day('30'))
  t.equal(future.status, 422)
  t.match(future.text('.govuk-error-summary'), 'yet to come')
  t.match((await host.send(form, day('31'))).text('.govuk-error-summary'), /day/)
  const done = await host.send(future, day('21'))
  t.match(done.text('.site-card'), /Arrival reported.*21 November 2026/)
  const again = await host.get(`${path}/arrival`)
  t.equal(again.form('/arrival').fields['day-day'], '21')
  t.match((await host.send(again, day('20'))).text('.site-card'), '20 November 2026')
})

t.test("another host's invitation is not there, on any page and for any act", async (t) => {
  const scene = await hosting(t)
  const { path } = await asked(scene)
  const other = scene.browser()
  await scene.signInAt(other, 'other@example.org', 'host')
  const own = await other.get('/en/host/register')
  const { fields } = own.form('/register')
  for (const page of ['', '/change', '/answer', '/call-off', '/arrival']) {
    t.equal((await other.get(path + page)).status, 404, `GET ${page}`)
    const sent = { ...fields, text: 'let me see', 'day-day': '1', 'day-month': '11', 'day-year': '2026', revision: '1' }
    const posted = await other.post(path + page, sent)
    const none = await other.post(`/en/host/invitations/THERE-IS-NONE${page}`, sent)
    t.equal(posted.status, 404, `POST ${page}`)
    t.equal(posted.text('main'), none.text('main'), 'as one that is not there')
  }
  t.equal((await other.get(`/en/host/invitations/new?from=${idIn({ path } as typeof own)}`)).status, 404)
  t.match((await scene.host.get(path)).text('.site-card'), 'Question for you')
})

t.test('the pages of acts are there in every language', async (t) => {
  const scene = await hosting(t)
  const { path } = await asked(scene)
  for (const language of TRAVELLER_LANGUAGES)
    for (const act of ['', '/answer', '/call-off']) {
      const page = await scene.host.get(path.replace('/en/', `/${language}/`) + act)
      t.equal(page.status, 200)
      t.notMatch(page.html, /undefined|\[object|NaN/, `${language} ${act}`)
    }
})
