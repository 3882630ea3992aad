import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { portalScene } from '../portal-scene.ts'
import { CLAIM } from './made-hosting.ts'

t.test('what is wrong is said beside its field, and what was typed stays', async (t) => {
  const scene = await portalScene(t)
  const host = scene.browser()
  await scene.signInAt(host, 'host@example.org', 'host')
  const page = await host.get('/en/host/register')
  const send = (change: Record<string, string>) => host.send(page, { ...CLAIM, ...change })
  const told = async (change: Record<string, string>, field: string, says: RegExp) => {
    const answer = await send(change)
    t.equal(answer.status, 422, field)
    t.match(answer.text(`#${field}-error`), says)
    t.match(answer.text('.govuk-error-summary'), says)
    t.equal(answer.form('/register').fields.place, (change.place ?? CLAIM.place).trim())
  }
  await told({ kind: '' }, 'kind', /Choose who invites/)
  await told({ number: '941240000194' }, 'number', /twelve digits/)
  await told({ number: '850101300004' }, 'number', /BIN|IIN/)
  await told({ name: '' }, 'name', /one line/)
  await told({ name: 'x'.repeat(201) }, 'name', /200 characters/)
  await told({ place: ' ' }, 'place', /city or district/)
  t.strictSame((await scene.asel('GET', '/v1/hosts')).body.hosts, [])
})

t.test('a host waits, is refused with the reason, and registers again with the data mended', async (t) => {
  const scene = await portalScene(t)
  const host = scene.browser()
  await scene.signInAt(host, 'host@example.org', 'host')
  const waits = await host.send(await host.get('/en/host/register'), CLAIM)
  t.equal(waits.path, '/en/host')
  t.match(waits.text('.site-card'), /Steppe Tours LLP.*Waits for an officer/)
  t.equal((await host.get('/en/host/invitations/new')).status, 409)
  t.equal((await host.get('/en/host/invitations/many')).status, 409)
  const [{ host: id }] = (await scene.asel('GET', '/v1/hosts')).body.hosts
  await scene.asel('POST', `/v1/hosts/${id}/decision`, { decision: 'refuse', reason: 'the name is another one' })
  const refused = await host.get('/en/host')
  t.match(refused.text('.site-card'), /Refused.*the name is another one/)
  const again = await host.get(`/en/host/register?from=${id}`)
  t.equal(again.form('/register').fields.name, CLAIM.name)
  const sent = await host.send(again, { name: 'Steppe Travel LLP' })
  t.ok(sent.texts('.site-card').some((card) => /Steppe Travel LLP.*Waits/.test(card)))
  for (const language of TRAVELLER_LANGUAGES) {
    const page = await host.get(`/${language}/host/register`)
    t.equal(page.status, 200)
    t.notMatch(page.html, /undefined|\[object|NaN/, language)
    const none = await host.get(`/${language}/host/invitations/new`)
    t.equal(none.status, 409)
    t.notMatch(none.html, /undefined|\[object|NaN/, language)
  }
})

t.test('in a demonstration it leads to numbers to register by, and elsewhere to none', async (t) => {
  for (const demonstrationUrl of ['http://made.example', null]) {
    const scene = await portalScene(t, { demonstrationUrl })
    const host = scene.browser()
    await scene.signInAt(host, 'host@example.org', 'host')
    const page = await host.get('/en/host/register')
    t.equal(page.document.querySelector('main a[target=_blank]')?.getAttribute('href') ?? null, demonstrationUrl)
  }
})
