import t from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { referralOf, secondLineOf, unprovenReferral } from '../../made-device.ts'
import { NOW } from '../../server/build-app.ts'
import { madeDesk } from '../made-desk.ts'

t.test('says who is waiting at second line, who took them, and who was forgotten', async (t) => {
  const desk = await madeDesk(t)
  t.match(await desk.run('referrals'), {
    text: 'nobody is waiting at second line',
    json: [{ referrals: [], next: null }],
  })
  const [{ visa_number: number }, booth, second] = [
    await desk.issue(),
    await desk.enrol('border'),
    await desk.enrol('border'),
  ]
  const one = referralOf(number, { operator: 'KZ-1', reasons: ['passport/name', 'dates/not-yet'] })
  const two = unprovenReferral({ checkpoint: 'ALA', at: NOW + 60 })
  await booth.handIn(one, two)
  await second.handIn(secondLineOf(number, one.id, { at: NOW + 30 }))
  const { text } = await desk.run('referrals')
  t.same(text.split('\n'), [
    '2026-11-22T10:00:00+05:00 at NQZ: entry, passport/name, dates/not-yet',
    `  TAKEN by KZ-3, ${second.id}, 2026-11-22T10:00:30+05:00`,
    `  e-visa ${formatVisaNumber(number)}, sent by KZ-1, ${booth.id} (record ${one.id})`,
    '',
    '2026-11-22T10:01:00+05:00 at ALA: entry, signature/invalid',
    '  WAITING: nobody has taken it',
    `  nobody's e-visa, sent by nobody named, ${booth.id} (record ${two.id})`,
    ...(two.passport ?? []).map((line) => `    ${line}`),
  ])
  t.match((await desk.run('referrals', '--checkpoint', 'ALA')).json[0].referrals, [{ event: { id: two.id } }])
  t.match(await desk.run('referrals', '--forgotten'), { text: 'nobody was forgotten at second line' })
  await second.handIn(secondLineOf(null, two.id, { did: 'closed', checkpoint: 'ALA', at: NOW + 90 }))
  t.equal((await desk.run('referrals')).json[0].referrals.length, 1)
  t.match((await desk.run('referrals', '--all')).text, /\n {2}CLOSED by KZ-3, /)
  desk.clock.now += 86_401
  t.match((await desk.run('referrals', '--forgotten')).json[0].referrals, [{ event: { id: one.id } }])
  await t.rejects(desk.run('referrals', '--forgotten', '--all'), { message: /cannot be used with/ })
})

t.test('names the next page', async (t) => {
  const desk = await madeDesk(t)
  const booth = await desk.enrol('border')
  await booth.handIn(...Array.from({ length: 101 }, (_, at) => unprovenReferral({ at: NOW - at })))
  const { text } = await desk.run('referrals')
  const [, after = ''] = text.match(/there are more: the same with --after (\S+)$/) ?? []
  t.equal((await desk.run('referrals', '--after', after)).json[0].referrals.length, 1)
})
