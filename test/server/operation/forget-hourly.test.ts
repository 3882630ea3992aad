import { setTimeout } from 'node:timers/promises'
import Fastify from 'fastify'
import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { forgetHourly } from '../../../server/operation/forget-hourly.ts'
import { UPLOAD_KEPT_SECONDS } from '../../../server/passport-copies/forget-copies.ts'
import type { Outlived } from '../../../server/store/copy-store.ts'
import { ADDRESS_KEPT_SECONDS } from '../../../server/store/delivery-store.ts'
import { FLIGHT_KEPT_SECONDS } from '../../../server/store/flight-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { build } from '../build-app.ts'
import { newDelivery } from '../store/delivery-contract.ts'

t.test('forgets at the start and again and again, also after a failure, until it is closed', async (t) => {
  const forgotten: [string, number][] = []
  const edition = defaultTerms()
  const kept = edition.retention_days.sign_in.value * 86_400
  let faults = 0
  const store = {
    forgetSignIns: async (before: number) => void forgotten.push(['sign-ins', before]),
    forgetPersonSessions: async (before: number) => void forgotten.push(['people', before]),
    forgetLetterAddresses: async (before: number) => void forgotten.push(['letters', before]),
    forgetFlights: async (before: number) => void forgotten.push(['flights', before]),
    forgetAddresses: async (before: number) => {
      forgotten.push(['addresses', before])
      faults += 1
      if (faults === 2) throw new Error('away')
    },
    forgetCopies: async ({ stoppedBefore }: Outlived) => {
      forgotten.push(['copies', stoppedBefore])
      return 0
    },
    eraseForgotten: async () => void forgotten.push(['erased', 0]),
  } as unknown as Store
  const terms = { inForce: async () => ({ revision: 0, edition }) }
  const app = Fastify()
  forgetHourly(app, { store, terms, now: () => NOW }, 5)
  await app.ready()
  t.same(forgotten.slice(0, 7), [
    ['flights', NOW - FLIGHT_KEPT_SECONDS],
    ['addresses', NOW - ADDRESS_KEPT_SECONDS],
    ['sign-ins', NOW - kept],
    ['people', NOW - kept],
    ['letters', NOW - kept],
    ['copies', NOW - UPLOAD_KEPT_SECONDS],
    ['erased', 0],
  ])
  while (faults < 4) await setTimeout(5)
  await app.close()
  const count = forgotten.length
  await setTimeout(30)
  t.equal(forgotten.length, count)
})

t.test('of a delivery whose address was forgotten the rest is told, and it cannot be sent again', async (t) => {
  const { authority, store, issue } = await build(t)
  const { visa_number: visaNumber } = await issue()
  const act = { actor: 'authority', at: NOW - ADDRESS_KEPT_SECONDS - 1 }
  const { id } = await store.queueDelivery(newDelivery({ visaNumber }), act)
  await store.deliveryBounced(
    { id, attempts: (await store.claimDelivery(NOW, NOW + 9))?.attempts ?? 0 },
    { code: 'a', text: 'b' },
    act,
  )
  await store.forgetAddresses(NOW - ADDRESS_KEPT_SECONDS)
  t.match((await authority('GET', '/v1/deliveries')).body.deliveries, [{ id, email: null, state: 'bounced' }])
  t.match((await authority('POST', `/v1/deliveries/${id}/resend`)).body, {
    status: 409,
    detail: /address was forgotten/,
  })
})
