import t, { type Test } from 'tap'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { makeDeviceKey } from '../../server/dpop-device.ts'
import { type ConsoleScene, consoleScene } from './console-scene.ts'

const ROLE = ['carrier-administrator'] as const

async function scene(t: Test, deviceLimit = 9) {
  const made = await consoleScene(t)
  for (const id of ['KC', 'FS'])
    await made.built.authority('PUT', `/v1/carriers/${id}`, { name: `${id} airline`, device_limit: deviceLimit })
  const of = (name: string, carrier: string, stations: readonly string[] | null) =>
    made.make(name, ROLE, undefined, { carrier, stations })
  return { ...made, of }
}

async function enrolled({ built }: Pick<ConsoleScene, 'built'>, text: string, name: string) {
  const code = parseEnrolmentCode(text)
  if (!code.ok) throw new Error('it is no code')
  const { status, body } = await built.askToEnrol({ secret: code.value.secret, name }, await makeDeviceKey())
  return status === 201 ? String(body.id) : null
}

t.test('an administrator of some stations enrols and revokes there, and sees nothing else', async (t) => {
  const made = await scene(t)
  const { built, of, signedIn } = made
  await built.enrol('carrier', { carrier: 'KC', station: 'NQZ' })
  await built.enrol('carrier', { carrier: 'FS', station: 'ALA' })
  const at = await signedIn(await of('Dana', 'KC', ['ALA', 'GUW']))
  const home = await at.get('/en/')
  t.equal(home.path, '/en/carrier')
  t.match(home.text('main'), /KC airline.*Dana.*1 of 9 devices.*ALA, GUW.*No scanner is here yet/)
  t.same(home.texts('select option'), ['Choose', 'ALA', 'GUW'])
  t.equal(
    (await at.send(home, {}, '/code')).text('.govuk-error-summary a'),
    'Type three letters, such as NQZ; of your stations one.',
  )
  t.equal((await at.send(home, { station: 'NQZ' }, '/code')).status, 422)
  const code = await at.send(home, { station: 'GUW' }, '/code')
  t.match(code.text('main'), /Station: GUW.*Good until.*\/scan\//)
  t.match(code.document.querySelector('img.desk-picture')?.getAttribute('src'), /^data:image\/png;base64,/)
  const gate = await enrolled(made, code.text('code'), 'Gate <1>')
  t.equal(await enrolled(made, code.text('code'), 'again'), null, 'once')
  t.match((await at.get('/en/carrier')).text('table'), /Gate <1> dev-\w+ GUW\s*never\s*End its access/)
  const question = await at.get(`/en/carrier/devices/${gate}`)
  t.match(question.text('h1'), 'End the access of Gate <1>?')
  t.notMatch(question.text('title'), /Gate/)
  t.equal((await at.send(question)).text('.govuk-error-summary a'), 'Say why.')
  const after = await at.send(question, { reason: 'stolen' })
  t.equal(after.path, '/en/carrier')
  t.match(after.text('main'), /No scanner is here yet.*Ended: 1/)
  t.match((await built.store.auditAfter(0, 999)).at(-1), {
    actor: 'person/Dana',
    act: 'revoke-device',
    detail: { reason: 'stolen' },
  })
  t.equal((await at.get(`/en/carrier/devices/${gate}`)).status, 404)
  const [theirs] = (await built.store.listDevices()).filter(({ station }) => station === 'NQZ')
  t.equal((await at.get(`/en/carrier/devices/${theirs?.id}`)).status, 404)
  t.same((await at.get('/en/people')).texts('table tbody th'), ['Dana'])
  t.notMatch((await at.get('/en/people')).text('main'), /Propose somebody/)
})

t.test('two of a carrier make a third on the pages, and nobody of the authority is seen', async (t) => {
  const made = await scene(t, 1)
  const { built, of, signedIn, answer } = made
  const [a, b] = [await of('A', 'KC', null), await of('B', 'KC', null)]
  const [at, at2] = [await signedIn(a), await signedIn(b)]
  const form = await at.get('/en/people/new')
  t.equal(form.document.querySelectorAll('input[type=checkbox]').length, 0, 'there is one role')
  t.notOk(form.document.querySelector('#badge'))
  const wrong = await at.send(form, { name: 'Third', stations: 'ALA, Almaty', reason: 'works here' })
  t.equal(wrong.text('.govuk-error-summary a'), 'Type codes of three letters, such as ALA NQZ.')
  const signing = await at.send(form, { name: 'Third', stations: 'nqz, ala', reason: 'works here' })
  for (const said of ["carrier's administrator", 'KC', 'ALA, NQZ']) t.match(signing.text('dl'), said)
  await at.send(signing, await answer(at, signing, a))
  const home = await at2.get('/en/')
  t.match(home.text('.site-card'), /New: Third.*KC: ALA NQZ.*A/)
  const agreeing = await at2.send(home, {}, '/changes/agree')
  const code = await at2.send(agreeing, await answer(at2, agreeing, b))
  t.match(code.text('.site-code'), /^([2-9A-Z]{4}-){2}[2-9A-Z]{4}$/)
  t.same((await at.get('/en/people')).texts('table tbody th'), ['A', 'B', 'Third'])
  await at.send(await at.get('/en/carrier'), {}, '/code')
  const full = await at.send(await at.get('/en/carrier'), {}, '/code')
  t.match(full.text('.govuk-error-summary a'), /as many scanners and open codes as it may have/)
  const { administrators } = made
  const other = await signedIn(administrators[0])
  t.equal((await other.get('/en/carrier')).status, 404, 'the authority keeps its devices at the terminal')
  t.match((await other.get('/en/people')).text('table'), /carrier's administrator, KC: all stations/)
  const first = await other.get('/en/people/new')
  const unknown = await other.send(first, {
    ...{ name: 'X', 'role-carrier-administrator': 'yes', carrier: 'DV', stations: '', reason: 'the first' },
  })
  t.match(unknown.text('dl'), /DV.*all stations/)
  t.match(
    (await other.send(unknown, await answer(other, unknown, administrators[0]))).text('main'),
    /no airline of this code/,
  )
  t.equal((await built.store.personChanges('open', built.clock.now, 9)).length, 0)
})

t.test('many scanners come a page at a time, and the tablets of before are told of', async (t) => {
  const { built, of, signedIn } = await scene(t, 99)
  for (let at = 10; at < 62; at += 1) await built.enrol('carrier', { carrier: 'KC', station: 'NQZ', tablet: at === 10 })
  const at = await signedIn(await of('A', 'KC', null))
  const first = await at.get('/ru/carrier')
  t.match(first.text('.govuk-inset-text ~ .govuk-inset-text'), /До .*планшеты/)
  t.equal(first.document.querySelectorAll('tbody tr').length, 50)
  const next = first.document.querySelectorAll('main a').find(({ text }) => text === 'Дальше')
  const second = await at.get(next?.getAttribute('href') ?? '')
  t.equal(second.document.querySelectorAll('tbody tr').length, 2)
  t.equal((await at.get('/ru/carrier?page=-7')).document.querySelectorAll('tbody tr').length, 50)
  await of('B', 'KC', null)
  t.notMatch((await at.get('/ru/carrier')).text('main'), /планшеты/, 'two people do now')
})
