import type { RouteOptions } from 'fastify'
import t, { type Test } from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { people } from '../../../server/people.ts'
import { consoleScene } from '../console-scene.ts'

const ERROR = { code: 'smtp/550', text: '<b>no</b> such user' }

async function mailScene(t: Test) {
  const scene = await consoleScene(t)
  const { built, make, signedIn } = scene
  const { visa_number: number } = await built.issue()
  const { body } = await built.authority('POST', `/v1/visas/${number}/deliveries`, { email: 'holder@example.com' })
  const at = await signedIn(await make('Olga', ['operator']))
  const bounce = async () => {
    const claim = await built.store.claimDelivery(built.clock.now, built.clock.now + 60)
    await built.store.deliveryBounced(claim ?? { id: '', attempts: 0 }, ERROR, { actor: 'mail', at: built.clock.now })
  }
  return { ...scene, number, id: body.id as string, at, bounce }
}

t.test('what came back stands first, and is sent again by a press, by name', async (t) => {
  const { at, built, bounce, number, id } = await mailScene(t)
  t.match((await at.get('/en/mails')).text('main'), /There is none/)
  await bounce()
  t.match((await at.get('/en/')).document.querySelector('a[href="/en/mails"]')?.text, /E-mails that no server took/)
  const list = await at.get('/en/mails')
  t.match(list.texts('.site-rows li'), [
    new RegExp(
      `${formatVisaNumber(number)}.*holder@example.com · came back.*smtp/550: <b>no</b> such user.*Send again`,
      's',
    ),
  ])
  t.notMatch(list.text('title'), /holder/)
  const again = await at.send(list, {}, '/again')
  t.equal(again.path, '/en/mails?done=again')
  t.match(again.text('[role=status]'), /It is sent again/)
  const waiting = (await built.authority('GET', '/v1/deliveries?state=waiting')).body.deliveries
  t.match(waiting, [{ resend_of: id, requested_by: 'person/Olga' }])
  t.match((await at.get('/en/mails?state=waiting')).texts('.site-rows li'), [/waits/])
  t.match((await at.get('/en/mails?state=all')).texts('.site-rows li').length, 2)
  await built.authority('PUT', `/v1/visas/${number}/status`, { status: 'revoked', reason: 'asked for' })
  const late = await at.send(list, {}, '/again')
  t.equal(late.status, 409)
  t.match(late.text('.govuk-error-summary'), /It was not sent again/)
  t.equal((await at.get(`/en/mails/${id}/again`)).path, '/en/mails')
})

t.test('letters are told by what they are about, and never what they say; an auditor sends nothing', async (t) => {
  const { at, built, bounce, make, signedIn } = await mailScene(t)
  await bounce()
  await (await people(built)).applicant('anna@example.org')
  const list = await at.get('/en/mails?list=letters&state=all')
  t.match(list.texts('.site-rows li'), [/Code to sign in.*anna@example.org · waits/s])
  t.notMatch(list.html, /\b\d{6}\b.*is your code/)
  t.equal(list.document.querySelector('main form[method=post]'), null)
  t.match(list.text('main'), /a letter said is forgotten/)
  const auditor = await signedIn(await make('Aidos', ['auditor']))
  const read = await auditor.get('/en/mails')
  t.equal(read.texts('.site-rows li').length, 1)
  t.equal(read.document.querySelector('main form[method=post]'), null)
})

t.test('fifty stand on a page, the newest first', async (t) => {
  const { at, built } = await mailScene(t)
  const { applicant } = await people(built)
  for (let n = 0; n < 51; n += 1) {
    built.clock.now += 60
    await applicant(`n${n}@example.org`)
  }
  const first = await at.get('/en/mails?list=letters&state=all')
  const rows = first.texts('.site-rows li')
  t.equal(rows.length, 50)
  t.match(rows[0], /n50@/)
  const next = first.document.querySelectorAll('main a').find(({ text }) => text === 'Older ones')
  const second = await at.get(next?.getAttribute('href') ?? '')
  t.match(second.texts('.site-rows li'), [/n0@/])
  t.ok(second.document.querySelectorAll('main a').some(({ text }) => text === 'The newest'))
})

t.test('nothing of the mails is open without a session', async (t) => {
  const routes: RouteOptions[] = []
  const { browser } = await consoleScene(t, { noteRoute: (route) => void routes.push(route) })
  for (const { url, method } of routes.filter(({ url }) => url.startsWith('/:language/mails'))) {
    const path = url.replace(':language', 'en').replace(':id', '0'.repeat(36))
    if (method === 'GET') t.match((await browser().get(path)).path, /^\/en\/(sign-in|mails)/, path)
    if (method === 'POST') t.equal((await browser().post(path, {})).status, 403, path)
  }
})
