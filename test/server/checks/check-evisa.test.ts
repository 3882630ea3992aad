import t from 'tap'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { visaClaims } from '../../../fixtures/made-world.ts'
import { checkByCode, checkByNumber } from '../../../server/checks/check-evisa.ts'
import { unwrap } from '../../made.ts'
import { ARRIVAL, application, build, MRZ, NOW } from '../build-app.ts'

const carrier = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL } as const
const entry = { audience: 'entry', checkpoint: 'NQZ' } as const

t.test('by code: what was issued passes, and says where its status stands', async (t) => {
  const { issue, store, publisher, world } = await build(t)
  const visa = await issue()
  const context = { store, knowledge: await publisher.knowledge(), now: NOW }
  const { status_list } = visa.claims.status
  const place = { list: 0, place: status_list.idx }
  t.match(await checkByCode(visa.qr_text, carrier, context), { decision: { outcome: 'clear' }, place })
  t.match(await checkByCode('nothing', carrier, context), { decision: { outcome: 'refer' }, place: null })
  // Signed by the authority's own key, but never issued: what a thief of the key could make.
  const forged = qrTextOfJws(await world.sign(visaClaims()))
  t.match(forged.ok && (await checkByCode(forged.value, carrier, context)), {
    decision: { outcome: 'refuse', reason: 'key/compromised', visa: null },
    place: null,
  })
})

t.test('that a correction took its place is told to who holds the code, and by no number', async (t) => {
  const { issue, store, publisher, authority, world } = await build(t)
  const [visa, revoked] = [await issue(), await issue()]
  const { visa_support_number } = visa
  const corrected = {
    reason: 'wrong stay',
    delivery: 'by-hand',
    application: application({ visa_support_number, stay_days: 9 }),
  }
  const replaced = await authority('POST', `/v1/visas/${visa.visa_number}/replacement`, corrected)
  t.equal(replaced.status, 201, replaced.text)
  await authority('PUT', `/v1/visas/${revoked.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  const context = { store, knowledge: await publisher.knowledge(), now: NOW }
  const told = { decision: { outcome: 'refuse', reason: 'status/replaced' } }
  t.match(await checkByCode(visa.qr_text, carrier, context), told)
  t.match(await checkByCode(visa.qr_text, entry, context), told)
  const plain = { decision: { outcome: 'refuse', reason: 'status/revoked' } }
  t.match(await checkByCode(revoked.qr_text, carrier, context), plain, 'nothing took its place')
  const asked = { number: visa.visa_number, passportNumber: 'N1234567', birthDate: '1990-03-04' }
  t.match(await checkByNumber(asked, carrier, context), plain)
  t.match(await checkByNumber(asked, entry, context), plain)
  // Signed by the authority's own key under that number, but never issued.
  const forged = unwrap(qrTextOfJws(await world.sign({ ...visa.claims, stay_days: 60 })))
  t.match(await checkByCode(forged, carrier, context), plain)
})

t.test(
  'by number: the border is told that there is none, a carrier gets one answer for all that is not to be had',
  async (t) => {
    const { issue, store, publisher, authority } = await build(t)
    const [visa, revoked] = [await issue(), await issue()]
    await authority('PUT', `/v1/visas/${revoked.visa_number}/status`, { status: 'revoked', reason: 'a test' })
    const context = { store, knowledge: await publisher.knowledge(), now: NOW }
    const asked = (number: string, passportNumber = 'N1234567') => ({ number, passportNumber, birthDate: '1990-03-04' })
    t.match(await checkByNumber(asked(visa.visa_number), carrier, context), { decision: { outcome: 'clear' } })
    t.match(await checkByNumber(asked(visa.visa_number), entry, context), { decision: { audience: 'entry' } })
    t.equal(await checkByNumber(asked(visa.visa_number, 'X'), entry, context), null)
    // What a spreadsheet or a hand did to a number is compared by eye; a border reads the passport.
    const close = { decision: { outcome: 'refer', reason: 'passport/number' } }
    t.match(await checkByNumber(asked(visa.visa_number, 'NI234567'), carrier, context), close)
    t.equal(await checkByNumber(asked(visa.visa_number, 'NI234567'), entry, context), null)
    const answers = [
      await checkByNumber(asked(visa.visa_number, 'X'), carrier, context),
      await checkByNumber(asked('K7Q2M4XN9TBD'), carrier, context),
      await checkByNumber(asked(revoked.visa_number), carrier, context),
    ].map((one) => one?.decision)
    t.same(answers[1], answers[0])
    t.same(answers[2], answers[0])
  },
)

t.test('by number a birth date is compared as that of a list: what is not known is asked no further', async (t) => {
  const { issue, store, publisher, authority } = await build(t)
  const context = { store, knowledge: await publisher.knowledge(), now: NOW }
  for (const [signed, given, carrierIs, entryIs] of [
    ['1990', '1990', 'clear', 'refer passport/not-read'],
    ['1990', '1990-03-04', 'clear', 'refer passport/not-read'],
    ['1990-03', '1990-03-04', 'clear', 'refer passport/not-read'],
    ['1990-03-04', '1990', 'refer passport/birth-date', 'refer passport/birth-date'],
    ['1990-03-04', '1990-03', 'refer passport/birth-date', 'refer passport/birth-date'],
    ['1990-03', '1990', 'refer passport/birth-date', 'refer passport/birth-date'],
    ['1990', '1991-03-04', 'refuse status/revoked', null],
    ['1990-03-04', '1991', 'refuse status/revoked', null],
    ['1990-03-04', '1990-03-05', 'refuse status/revoked', null],
  ] as const) {
    const visa = await issue({ holder: { ...application().holder, birth_date: signed } })
    const asked = { number: visa.visa_number, passportNumber: 'N1234567', birthDate: given }
    const what = `signed ${signed}, given ${given}`
    const atGate = await checkByNumber(asked, carrier, context)
    const [outcome, reason = 'passport/not-read'] = carrierIs.split(' ')
    t.match(atGate?.decision, { outcome, reason: outcome === 'clear' ? 'passport/not-read' : reason }, what)
    t.equal(
      atGate?.decision.visa === null,
      outcome !== 'clear',
      `${what}: a carrier sees nothing that it may have guessed`,
    )
    const atBooth = await checkByNumber(asked, entry, context)
    t.equal(atBooth === null ? null : atBooth.decision.outcome, entryIs === null ? null : 'refer', what)
    const found = atBooth?.decision.findings.map((one) => `${one.outcome} ${one.reason}`) ?? []
    t.equal(found.includes('refer passport/birth-date'), entryIs === 'refer passport/birth-date', what)
    if (signed === '1990-03-04' && given === '1990') {
      const read = await checkByNumber(asked, { ...entry, mrz: MRZ }, context)
      t.match(read?.decision, { outcome: 'clear', findings: [] }, 'the passport tells all of it')
      const other = await checkByNumber({ ...asked, passportNumber: 'X' }, carrier, context)
      await authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
      const later = { ...context, knowledge: await publisher.knowledge() }
      const revoked = await checkByNumber(asked, carrier, later)
      t.same([revoked?.decision.reason, revoked?.decision.visa], ['status/revoked', null])
      t.same(revoked?.decision.findings, other?.decision.findings, 'as one that is not there')
    }
  }
})
