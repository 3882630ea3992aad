import t, { type Test } from 'tap'
import type { Store } from '../../../server/store/store.ts'
import { entryOf } from '../../made-device.ts'
import { ACT, cross, newVisa } from './made-visas.ts'

const STANDING = {
  ...({ status: 'valid', entriesUsed: 0, applicationReference: null } as const),
  ...{ replaces: null, replacedBy: null },
}

/** What a store does with visas. */
export function visaContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps visas`, async (t) => {
    const store = await open(t)
    const [one, two] = [await newVisa({ entries: 'multiple', category: 'B2' }), await newVisa()]
    t.equal(await store.countVisas(), 0)
    t.same(await store.recordVisas([one, two], ACT), [null, null])
    t.equal(await store.countVisas(), 2)
    t.strictSame(await store.findVisa(one.claims.jti), { ...one, ...STANDING }, 'as it was given')
    t.equal(await store.findVisa('222222222222'), null)
    t.same(await store.recordVisas([], ACT), [])
  })

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
    t.same(acts.slice(-3), [
      `set-status ${one.claims.jti}`,
      `issue ${instead.claims.jti}`,
      `queue-delivery ${instead.claims.jti}`,
    ])
    t.notMatch(JSON.stringify(await store.auditAfter(0, 99)), /example\.com/)
  })

  t.test(`${name} revokes an e-visa and records the one in its place, both or neither`, async (t) => {
    const store = await open(t)
    const [old, taken] = [await newVisa({}, { supportNumber: 'INV' }), await newVisa()]
    await store.recordVisas([old, taken], ACT)
    const number = old.claims.jti
    const wrong = await newVisa({ jti: taken.claims.jti })
    t.equal(await store.replaceVisa(number, 'a test', wrong, ACT), 'number-taken')
    t.match(await store.findVisa(number), { status: 'valid', replacedBy: null })
    t.same(await store.statusMarksAfter(0, 9), [])
    const fresh = await newVisa({}, { supportNumber: 'INV' })
    t.equal(await store.replaceVisa(number, 'a test', fresh, ACT), null, 'of the same invitation')
    t.match(await store.findVisa(number), { status: 'revoked', replacedBy: fresh.claims.jti, replaces: null })
    t.match(await store.findVisa(fresh.claims.jti), { status: 'valid', replaces: number, replacedBy: null })
    t.match(await store.statusMarksAfter(0, 9), [{ status: 'revoked' }])
    t.equal(await store.replaceVisa(number, 'a test', await newVisa(), ACT), 'revoked')
    t.equal(await store.replaceVisa('222222222222', 'a test', await newVisa(), ACT), 'not-there')
    t.equal(await store.countVisas(), 3)
    const acts = (await store.auditAfter(0, 99)).map(({ act, subject, detail }) => [act, subject, detail])
    t.same(acts.slice(2), [
      ['set-status', number, { status: 'revoked', reason: 'a test' }],
      ['issue', fresh.claims.jti, { replaces: number }],
    ])
  })
}

/** What is kept from being undone by a correction, or asked for twice by another spelling. */
export function invitationContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} replaces nothing that is suspended or was used to enter`, async (t) => {
    const store = await open(t)
    const [held, used] = [await newVisa({ entries: 'multiple' }), await newVisa({ entries: 'multiple' })]
    await store.recordVisas([held, used], ACT)
    await store.setVisaStatus(held.claims.jti, 'suspended', 'a watch list', ACT)
    t.equal(await store.replaceVisa(held.claims.jti, 'a test', await newVisa(), ACT), 'suspended')
    t.match(await cross(store, entryOf(used.claims.jti)), [{ result: 'stored' }])
    t.equal(await store.replaceVisa(used.claims.jti, 'a test', await newVisa(), ACT), 'entry-used')
    t.match(await store.findVisa(held.claims.jti), { status: 'suspended', replacedBy: null })
    t.match(await store.findVisa(used.claims.jti), { status: 'valid', entriesUsed: 1, replacedBy: null })
    t.equal(await store.countVisas(), 2)
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
}
