import t from 'tap'
import { formatRefusalNumber, refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { entryOf, refusalOf, unprovenRefusal, voidOf } from '../../made-device.ts'
import { build, NOW, problemOf } from '../build-app.ts'

const numberOf = ({ id }: { readonly id: string }) => formatRefusalNumber(refusalNumber(id))

t.test('the authority finds a refusal by the number of its form, as the booth signed it', async (t) => {
  const { enrol, issue, authority, operator } = await build(t)
  const booth = await enrol('border')
  const { visa_number: number } = await issue()
  const refusal = refusalOf(number, { operator: 'KZ-1', flight: 'KC904', reason: 'status/revoked' })
  await booth.handIn(refusal, entryOf(number, { at: NOW + 1 }))
  for (const call of [authority, await operator('Dana')]) {
    t.match((await call('GET', `/v1/refusals/${numberOf(refusal).toLowerCase()}`)).body, {
      number: numberOf(refusal),
      refusals: [
        {
          event: { id: refusal.id, visa_number: number, operator: 'KZ-1', flight: 'KC904', device: booth.id },
          ...{ ground: 'visa-withdrawn', voided: false, standing: 'counts', received_from: booth.id },
        },
      ],
    })
  }
  await booth.handIn(voidOf(number, refusal.id, { at: NOW + 60 }))
  t.match((await authority('GET', `/v1/refusals/${numberOf(refusal)}`)).body.refusals, [{ voided: true }])
})

t.test('also that of somebody without an e-visa, by the lines of the passport', async (t) => {
  const { enrol, authority } = await build(t)
  const booth = await enrol('border')
  const stranger = unprovenRefusal()
  await booth.handIn(stranger)
  t.match((await authority('GET', `/v1/refusals/${numberOf(stranger)}`)).body.refusals, [
    {
      event: { visa_number: null, passport: stranger.passport },
      ...{ ground: 'visa-not-proven', voided: false, standing: 'counts' },
    },
  ])
})

t.test('what is no number is told from one that nobody handed in, and devices ask for none', async (t) => {
  const { enrol, issue, authority, nobody } = await build(t)
  const [booth, carrier] = [await enrol('border'), await enrol('carrier')]
  const { visa_number: number } = await issue()
  const entry = entryOf(number)
  await booth.handIn(entry)
  for (const one of [refusalOf(number), entry])
    t.equal(problemOf(await authority('GET', `/v1/refusals/${numberOf(one)}`)), 'not-found', one.action)
  const wrong = numberOf(refusalOf(number)).split('')
  wrong[0] = wrong[0] === '2' ? '3' : '2'
  for (const typed of [wrong.join(''), number, 'x', '%3Cscript%3E', '%00'])
    t.equal(problemOf(await authority('GET', `/v1/refusals/${typed}`)), 'bad-request', typed)
  for (const { call } of [booth, carrier])
    t.equal(problemOf(await call('GET', `/v1/refusals/${numberOf(entry)}`)), 'not-allowed')
  t.equal(problemOf(await nobody('GET', `/v1/refusals/${numberOf(entry)}`)), 'not-signed-in')
})
