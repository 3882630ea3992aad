import t, { type Test } from 'tap'
import type { Store } from '../../../server/store/store.ts'
import { ACT, newVisa } from './made-visas.ts'

/** What of new visas is taken already, and what is recorded together with them. */
export function newVisaContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} says what is taken and records the rest of the batch`, async (t) => {
    const store = await open(t)
    const first = await newVisa()
    await store.recordVisas([first], ACT)
    const place = { index: first.claims.status.status_list.idx }
    const fresh = await newVisa()
    t.same(
      await store.recordVisas(
        [
          await newVisa({ jti: first.claims.jti }),
          await newVisa({}, place),
          fresh,
          await newVisa({}, { supportNumber: first.visaSupportNumber }),
          await newVisa({}, { supportNumber: fresh.visaSupportNumber }),
        ],
        ACT,
      ),
      ['number-taken', 'status-index-taken', null, 'support-number-used', 'support-number-used'],
    )
    t.equal(await store.countVisas(), 2)
    t.not(await store.findVisa(fresh.claims.jti), null)
    t.same(
      await store.recordVisas([await newVisa({}, { ...place, list: 1 })], ACT),
      [null],
      'the same index of another list',
    )
  })

  t.test(`${name} gives a person one standing visa an invitation`, async (t) => {
    const store = await open(t)
    const first = await newVisa({}, { supportNumber: 'INV-ONE' })
    const again = () => newVisa({}, { supportNumber: 'INV-ONE' })
    await store.recordVisas([first], ACT)
    const passport = { ...first.claims.passport, number: 'X7654321' }
    t.same(
      await store.recordVisas([await newVisa({ passport }, { supportNumber: 'INV-ONE' })], ACT),
      [null],
      'a companion',
    )
    const elsewhere = { ...first.claims.passport, issuer: 'IND' }
    t.same(await store.recordVisas([await newVisa({ passport: elsewhere }, { supportNumber: 'INV-ONE' })], ACT), [null])
    await store.setVisaStatus(first.claims.jti, 'suspended', 'asked about', ACT)
    t.same(await store.recordVisas([await again()], ACT), ['support-number-used'], 'a suspended one still stands')
    await store.setVisaStatus(first.claims.jti, 'revoked', 'wrong name', ACT)
    t.same(await store.recordVisas([await again()], ACT), [null])
    t.same(await store.recordVisas([await again()], ACT), ['support-number-used'])
  })

  t.test(`${name} knows an invitation by its number, however it is spelled`, async (t) => {
    const store = await open(t)
    const of = (supportNumber: string) => newVisa({}, { supportNumber })
    const first = await of('KZ-2026/001')
    const passport = `${first.claims.passport.issuer}:${first.claims.passport.number}`
    t.same(await store.recordVisas([first, await of('KZ2026001')], ACT), [null, 'support-number-used'])
    t.same(await store.recordVisas([await of('KZ/2026-001')], ACT), ['support-number-used'])
    t.equal(await store.visaOfInvitation('KZ-2026-001', passport), first.claims.jti)
    t.equal(await store.visaOfInvitation('KZ-2026-001', 'KAZ:X'), null)
    t.match(await store.findVisa(first.claims.jti), { visaSupportNumber: 'KZ-2026/001' }, 'kept as it was written')
    await store.setVisaStatus(first.claims.jti, 'revoked', 'a test', ACT)
    t.equal(await store.visaOfInvitation('KZ2026001', passport), null)
    t.same(await store.recordVisas([await of('KZ2026001')], ACT), [null])
  })

  t.test(`${name} issues an application of a reference once`, async (t) => {
    const store = await open(t)
    const of = (reference: string, contentHash = 'h') => ({ application: { reference, contentHash } })
    const [one, two] = [
      { ...(await newVisa()), ...of('A') },
      { ...(await newVisa()), ...of('A') },
    ]
    t.same(await store.recordVisas([one, two, { ...(await newVisa()), ...of('B') }], ACT), [
      null,
      'reference-taken',
      null,
    ])
    t.same(await store.recordVisas([{ ...(await newVisa()), ...of('B') }], ACT), ['reference-taken'])
    t.equal(await store.countVisas(), 2)
    t.match(await store.findVisa(one.claims.jti), { applicationReference: 'A' })
    t.same(
      [...(await store.issuedApplications(['A', 'none', "'; --"]))],
      [['A', { contentHash: 'h', visaNumber: one.claims.jti }]],
    )
    const many = await Promise.all(
      Array.from({ length: 8 }, async () => store.recordVisas([{ ...(await newVisa()), ...of('C') }], ACT)),
    )
    t.equal(many.flat().filter((fault) => fault === null).length, 1, 'whoever asks at the same time')
  })

  t.test(`${name} queues a delivery with the e-visa that it is of, both or neither`, async (t) => {
    const store = await open(t)
    const mailed = async (address: string, of = newVisa()) => {
      const visa = await of
      const id = visa.claims.jti
      return { ...visa, delivery: { id, visaNumber: id, address, language: 'kk', resendOf: null } as const }
    }
    const [one, two] = [await mailed('a@example.com'), await mailed('b@example.com')]
    const taken = await mailed('c@example.com', newVisa({ jti: one.claims.jti }))
    t.same(await store.recordVisas([one, await newVisa(), two, taken], ACT), [null, null, null, 'number-taken'])
    t.match(
      (await store.deliveries(null, 9, '')).map(({ visaNumber, address }) => [visaNumber, address]).toSorted(),
      [one, two].map(({ claims, delivery }) => [claims.jti, delivery.address]).toSorted(),
    )
    t.match(await store.deliveriesOf(one.claims.jti), [
      { state: 'waiting', language: 'kk', attempts: 0, nextAt: ACT.at, createdAt: ACT.at, requestedBy: ACT.actor },
    ])
    const instead = await mailed('d@example.com')
    t.equal(await store.replaceVisa('222222222222', 'a test', instead, ACT), 'not-there')
    t.same(await store.deliveriesOf(instead.claims.jti), [])
    t.equal(await store.replaceVisa(one.claims.jti, 'a test', instead, ACT), null)
    t.match(await store.deliveriesOf(instead.claims.jti), [{ address: 'd@example.com' }])
    const acts = (await store.auditAfter(0, 99)).map(({ act, subject }) => `${act} ${subject}`)
    t.same(acts.slice(-4), [
      `set-status ${one.claims.jti}`,
      `delivery-bounced ${one.claims.jti}`,
      `issue ${instead.claims.jti}`,
      `queue-delivery ${instead.claims.jti}`,
    ])
    t.notMatch(JSON.stringify(await store.auditAfter(0, 99)), /example\.com/)
  })
}
