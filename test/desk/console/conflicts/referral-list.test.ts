import t from 'tap'
import { referralOf, secondLineOf, unprovenReferral } from '../../../made-device.ts'
import { NOW } from '../../../server/build-app.ts'
import { borderScene } from './border-scene.ts'

const DAY = 86_400

t.test('lists who waits at second line, those of a checkpoint, and who was forgotten for a day', async (t) => {
  const { built, at } = await borderScene(t)
  t.match((await at.get('/en/referrals')).text('main'), 'Nobody waits at second line.')
  const { visa_number } = await built.issue()
  const booth = await built.enrol('border')
  const first = referralOf(visa_number, { checkpoint: 'ALA', at: NOW - 60, operator: 'KZ-1' })
  await booth.handIn(
    first,
    unprovenReferral({ at: NOW - 30 }),
    secondLineOf(visa_number, first.id, { checkpoint: 'ALA' }),
  )
  const list = await at.get('/en/referrals')
  t.match(list.texts('.site-rows > li'), [
    /^ALA, entering ?22 Nov 2026, 09:59.*taken · KZ-3.*\(status\/suspended\).*KZ-1/,
    /^NQZ, entering.*waits.*nobody's e-visa.*P<CHNZHANG<<WEI.*nobody is named/,
  ])
  t.match((await at.get('/en/referrals?list=open&checkpoint=nqz')).texts('.site-rows > li'), [/^NQZ/])
  const only = list.document.querySelector('.site-rows a')?.getAttribute('href') ?? ''
  t.match((await at.get(only)).texts('.site-rows > li'), [/^ALA/])
  t.match((await at.get('/ru/referrals?list=forgotten')).text('main'), 'На второй линии никого не забыли.')
  built.clock.now += DAY + 60
  t.equal((await at.get('/en/')).path, '/en/sign-in?next=%2Fen%2F', 'a session is over by then')
})

t.test('many are given page by page; what cannot have been chosen asks for nothing', async (t) => {
  const { built, at } = await borderScene(t)
  const booth = await built.enrol('border')
  const { visa_number } = await built.issue()
  await booth.handIn(...Array.from({ length: 51 }, (_, at) => referralOf(visa_number, { at: NOW - 100 + at })))
  const first = await at.get('/en/referrals')
  t.equal(first.texts('.site-rows > li').length, 50)
  const next = first.document.querySelectorAll('main p a').find(({ text }) => text === 'Later ones')
  t.equal((await at.get(next?.getAttribute('href') ?? '')).texts('.site-rows > li').length, 1)
  for (const odd of ['list=x', 'after=1.x', 'after=%00', 'checkpoint=', 'list=open&list=all'])
    t.equal((await at.get(`/en/referrals?${odd}`)).texts('.site-rows > li').length, 50, odd)
  t.equal((await at.get(`/en/referrals?checkpoint=${'<b>'.repeat(60)}`)).status, 200)
})

t.test('who may not is told so', async (t) => {
  const { make, signedIn } = await borderScene(t)
  const clerk = await signedIn(await make('Dana', ['invitation-officer']))
  t.equal((await clerk.get('/en/referrals')).status, 403)
})
