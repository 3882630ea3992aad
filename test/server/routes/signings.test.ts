/** Signing over the API: people are made by two, sign exactly what is written, and a signature counts once. */
import t from 'tap'
import { build } from '../build-app.ts'
import { codeOf, deciders, making } from '../deciders.ts'

t.test('two administrators make an officer, who signs in by the own key', async (t) => {
  const built = await build(t)
  const { administrators, console, make } = await deciders(built)
  const officer = await make('Aigul', ['case-officer'])
  t.equal((await officer.call('GET', '/v1/cases')).status, 200)
  t.equal((await officer.call('GET', '/v1/persons')).status, 403, 'an officer reads no list of people')
  const { body } = await administrators[0].call('GET', '/v1/persons')
  t.same(
    body.persons.map(({ name }: { name: string }) => name),
    ['Administrator One', 'Administrator Two', 'Aigul'],
  )
  const asked = await console.call('POST', '/v1/key-sign-ins', {})
  t.equal(asked.status, 201)
  t.equal(asked.body.options.userVerification, 'required')
  t.equal(asked.body.options.rpId, 'evisa.example')
})

t.test('a signature counts once, for its own text, and by its own person', async (t) => {
  const built = await build(t)
  const { administrators } = await deciders(built)
  const [one, two] = administrators
  const open = async () => (await one.call('POST', '/v1/signings', { act: making('Bolat', ['auditor']) })).body
  const [first, second] = [await open(), await open()]
  const sent = (id: string, assertion: object, by = one) =>
    by.call('POST', `/v1/signings/${id}/assertion`, { assertion })
  const good = one.assertion(first.text)
  const faultOf = async (answer: ReturnType<typeof sent>) => {
    const { status, body } = await answer
    return `${status} ${body.errors?.[0]?.rule ?? body.type}`
  }
  const bent: readonly [string, object, string][] = [
    ['for another text', one.assertion(second.text), '403 assertion/challenge'],
    ['for another site', one.assertion(first.text, { rpId: 'example.org' }), '403 assertion/rp'],
    ['on another page', one.assertion(first.text, { origin: 'https://desk.example.org' }), '403 assertion/origin'],
    [
      'on the page of the scanner',
      one.assertion(first.text, { origin: 'https://scan.evisa.example' }),
      '403 assertion/origin',
    ],
    ['without PIN or finger', one.assertion(first.text, { flags: 1 }), '403 assertion/unverified'],
    ['by a key of nobody', one.assertion(first.text, { credential: 'AQID' }), '403 signing/unknown-key'],
    ['by the key of somebody else', two.assertion(first.text), '403 signing/unknown-key'],
  ]
  for (const [name, assertion, fault] of bent) t.equal(await faultOf(sent(first.id, assertion)), fault, name)
  t.equal(await faultOf(sent(first.id, good, two)), '409 signing/signing-over', "another's text")
  t.equal((await sent(first.id, good)).status, 200)
  t.equal(await faultOf(sent(first.id, good)), '409 signing/signing-over', 'once')
  built.clock.now += 601
  t.equal(await faultOf(sent(second.id, one.assertion(second.text))), '409 signing/signing-over', 'ten minutes')
  const again = (id: string, by = one) => by.call('POST', '/v1/signings', { again: id })
  t.equal(await faultOf(again(second.id, two)), '409 signing/signing-over', "another's is written anew for nobody")
  t.equal(await faultOf(again(first.id)), '409 signing/signing-over', 'nor what was signed')
  const anew = (await again(second.id)).body
  t.not(anew.text, second.text)
  t.equal(await faultOf(again(second.id)), '409 signing/signing-over', 'of one text one other comes')
  t.equal(await faultOf(again(anew.id)), '409 signing/signing-over', 'which is not over yet')
  t.equal((await sent(anew.id, one.assertion(anew.text))).status, 200)
})

t.test('nobody says who oneself is, or agrees to what oneself proposed', async (t) => {
  const built = await build(t)
  const { administrators, make } = await deciders(built)
  const [one, two] = administrators
  const officer = await make('Aigul', ['case-officer'])
  const self = {
    kind: 'person-change',
    change: 'set',
    person: one.id,
    reason: 'more work',
    content: { name: one.name, roles: ['administrator', 'case-officer'] },
  }
  const own = await one.sign(self)
  t.equal(own.status, 403)
  t.match(own.body.detail, /about yourself/)
  const proposed = await two.sign(self)
  t.equal(proposed.status, 200)
  const change = proposed.body.done.change.id
  for (const by of [one, two]) t.equal((await by.sign({ kind: 'person-approval', change })).status, 403, by.name)
  const byOfficer = await officer.sign({ kind: 'person-approval', change })
  t.match(byOfficer.body.detail, /takes administrator or supervisor/)
  const byToken = await built.authority('POST', `/v1/person-changes/${change}/approval`)
  t.equal(byToken.status, 200, 'nobody else could: the third administrator is missing')
  const third = await make('Third', ['administrator'])
  const later = (await two.sign({ ...self, content: { name: one.name, roles: ['administrator'] } })).body.done.change.id
  t.equal((await built.authority('POST', `/v1/person-changes/${later}/approval`)).status, 403, 'now there is one')
  t.equal((await third.sign({ kind: 'person-approval', change: later })).status, 200)
  t.match(
    (await built.authority('POST', '/v1/administrators', { name: 'Me' })).body.detail,
    /There is an administrator/,
  )
})

t.test('who goes has no session and no key any more, and who lost one waits a day', async (t) => {
  const built = await build(t)
  const { administrators, make, register } = await deciders(built)
  const [one, two] = administrators
  const officer = await make('Aigul', ['case-officer'])
  const boss = await make('Boss', ['supervisor'])
  const lost = { kind: 'person-change', change: 'another-key', person: officer.id, reason: 'lost it' }
  const proposed = await one.sign(lost)
  const agreed = await boss.sign({ kind: 'person-approval', change: proposed.body.done.change.id })
  t.equal(agreed.status, 200, 'of a lost key a supervisor may agree')
  t.equal((await officer.call('GET', '/v1/me')).status, 401)
  const code = codeOf(proposed, agreed.body.done)
  await t.rejects(register('Aigul', code), /opens at/)
  built.clock.now += 86_400
  const again = await register('Aigul', code)
  t.equal((await again.call('GET', '/v1/me')).status, 200)
  await t.rejects(register('Aigul', code), /was used/)
  const fresh = [await one.again(), await two.again()] as const
  const gone = (await fresh[0].sign({ kind: 'person-change', change: 'end', person: again.id, reason: 'left' })).body
    .done.change.id
  t.equal((await fresh[1].sign({ kind: 'person-approval', change: gone })).status, 200)
  t.equal((await again.call('GET', '/v1/me')).status, 401)
})
