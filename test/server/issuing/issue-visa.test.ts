import { randomBytes } from 'node:crypto'
import t from 'tap'
import { jwsOfText } from '#evisa/qr-text.ts'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { isVisaNumber } from '#evisa/visa-number.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { type IssueContext, issueVisa, issueVisas } from '../../../server/issuing/issue-visa.ts'
import type { VisaApplication } from '../../../server/issuing/read-application.ts'
import { replaceVisa } from '../../../server/issuing/replace-visa.ts'
import { shuffledPlaces } from '../../../server/issuing/shuffle-places.ts'
import { application } from '../build-app.ts'
import { INVITED, keepPaper, newInvitation } from '../store/made-invitations.ts'
import { context, KEY } from './made-context.ts'

t.test('an issued visa is recorded, numbered, and its code brings its JWS back', async (t) => {
  const given = context(t)
  const asked = application()
  const issued = await issueVisa(asked, given)
  if (!issued.ok) return t.fail(JSON.stringify(issued.error))
  const { claims, qrText, jws } = issued.value
  t.ok(isVisaNumber(claims.jti))
  t.strictSame(jwsOfText(qrText), { ok: true, value: jws })
  t.strictSame(JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()), claims)
  const { isNew, ...stored } = issued.value
  t.equal(isNew, true)
  t.strictSame(await given.store.findVisa(claims.jti), stored)
  t.match(claims, { iss: 'KAZ', iat: NOW, enter_by: 'international-airport', holder: asked.holder })
  t.equal(issued.value.visaSupportNumber, asked.visa_support_number)
  t.notOk(jws.includes('visa_support_number') || 'visa_support_number' in claims, 'the invitation is not in the code')
})

t.test('a batch is answered in order: the good are issued, the bad are told why', async (t) => {
  const given = context(t)
  const twin = application()
  const issued = await issueVisas(
    [
      twin,
      application({ entries: 2 }),
      twin,
      application({ valid_from: '2026-02-30', valid_until: '2026-12-21', category: 'C12' }),
      application(),
    ],
    given,
  )
  t.same(
    issued.map((one) => (one.ok ? 'issued' : one.error.map(({ field, rule }) => `${field} ${rule}`).join())),
    [
      'issued',
      'entries category-entries',
      'visa_support_number one-visa-an-invitation',
      'valid_from calendar',
      'issued',
    ],
  )
  t.equal(await given.store.countVisas(), 2)
  for (const one of issued) if (one.ok) t.ok(await given.store.findVisa(one.value.claims.jti))
  t.same(await issueVisas([], given), [])
})

t.test(
  'an invitation that is kept here is used by what is issued on its number, however that is spelled',
  async (t) => {
    const given = context(t)
    const asked = application({ visa_support_number: 'KZ-2026/0417' })
    const { passport, holder } = asked
    const content = { ...INVITED, passport: { number: passport.number, issuer: passport.issuer } }
    const kept = (number: string) => ({ ...newInvitation(null, { ...content, surname: holder.surname }), number })
    const [own, other] = [kept('KZ20260417'), kept('KZ20260418')]
    await keepPaper(given.store, own, other)
    t.ok((await issueVisa(asked, given)).ok)
    t.match(await given.store.invitation(own.id, null), { state: 'used' })
    t.match(await given.store.invitation(other.id, null), { state: 'approved' })
  },
)

t.test('a day that does not exist is no day', async (t) => {
  const given = context(t)
  const { holder, passport } = application()
  for (const change of [
    { valid_until: '2027-02-29', category: 'C12', entries: 1 },
    { passport: { ...passport, expires: '2031-06-31' } },
    { holder: { ...holder, birth_date: '1990-02-29' } },
    { valid_from: '9999-11-22', valid_until: '9999-12-01', category: 'C12', stay_days: 1 },
  ] as const) {
    const issued = await issueVisa(application(change), given)
    t.match(
      issued,
      { ok: false, error: [{ rule: /calendar|printable|passport-outlasts-visa|key-outlasts-visa/ }] },
      JSON.stringify(change),
    )
  }
  t.equal(await given.store.countVisas(), 0)
})

t.test('a visa number that is taken is drawn again, and its place in the list is not given to another', async (t) => {
  const given = context(t)
  // Dice that show the same number three times.
  const numbers = [1, 1, 1, 2].map((number) => new Uint8Array(11).fill(number))
  const drawing = { ...given, randomBytes: (count: number) => (count === 11 && numbers.shift()) || randomBytes(count) }
  const places = new Set<number>()
  const asked: number[] = []
  const store: IssueContext['store'] = {
    ...given.store,
    drawStatusPlaces: async (count, shuffle) => {
      asked.push(count)
      const drawn = await given.store.drawStatusPlaces(count, shuffle)
      for (const { place } of drawn) places.add(place)
      return drawn
    },
  }
  const one = await issueVisa(application(), { ...drawing, store })
  const two = await issueVisa(application(), { ...drawing, store })
  if (!one.ok || !two.ok) return t.fail('both are issued')
  t.not(one.value.claims.jti, two.value.claims.jti)
  t.equal(await given.store.countVisas(), 2)
  t.same(asked, [1, 1, 1, 1], 'the second was drawn three times')
  t.equal(places.size, 4, 'never the same place')
})

t.test('places are given out in an order that tells nothing, each once', async (t) => {
  const given = context(t)
  const all = await issueVisas(
    Array.from({ length: 40 }, () => application()),
    given,
  )
  const places = all.map((one) => (one.ok ? one.value.claims.status.status_list.idx : -1))
  t.equal(new Set(places).size, 40)
  t.ok(places.every((place) => place >= 0 && place < VISAS_A_LIST))
  t.notSame(
    places,
    places.toSorted((one, other) => one - other),
  )
  const neighbours = places.filter((place, at) => Math.abs(place - (places[at - 1] ?? -10)) === 1)
  t.ok(neighbours.length < 3)
})

t.test('a list that is full is followed by the next', async (t) => {
  const given = context(t)
  await given.store.drawStatusPlaces(VISAS_A_LIST - 2, () => shuffledPlaces(randomBytes))
  const all = await issueVisas([application(), application(), application()], given)
  t.same(
    all.map((one) => one.ok && one.value.claims.status.status_list.uri),
    [0, 0, 1].map((list) => `urn:evisa:KAZ:status:${list}`),
  )
})

t.test('a visa is never believed longer than the key that signs it', async (t) => {
  const lastDay = '2027-03-10'
  // The key ends in the middle of the day after.
  const key = { ...KEY, verifyUntil: Date.UTC(2027, 2, 11, 7) / 1000 }
  const given = context(t, { key })
  const until = (valid_until: string) => ({ category: 'A5', entries: 2, valid_until, stay_days: 1 }) as const
  t.match(await issueVisa(application(until(lastDay)), given), { ok: true })
  for (const day of ['2027-03-11', '2027-03-12', '2028-01-01']) {
    t.same(await issueVisa(application(until(day)), given), {
      ok: false,
      error: [
        {
          field: 'valid_until',
          rule: 'key-outlasts-visa',
          message: 'a visa signed today is believed until 2027-03-10 at most: issue it later, under the next key',
        },
      ],
    })
  }
  t.equal(await given.store.countVisas(), 1)
  const holder = { ...application().holder, nationality: 'AFG' }
  const both = await issueVisa(application({ ...until('2027-03-11'), holder }), given)
  t.match(
    both,
    { error: [{ rule: 'eligible-nationality' }, { rule: 'key-outlasts-visa' }] },
    'told with all other faults',
  )
  // In Kazakhstan the next day begins at 19:00 UTC.
  const evening = { ...KEY, verifyUntil: Date.UTC(2027, 2, 11, 19) / 1000 }
  t.match(await issueVisa(application(until('2027-03-11')), context(t, { key: evening, store: given.store })), {
    ok: true,
  })
})

t.test('gives up aloud where no number is ever free', async (t) => {
  const { store, ...rest } = context(t)
  let drawn = 0
  const full: IssueContext['store'] = {
    ...store,
    drawStatusPlaces: async (count, shuffle) => {
      drawn += count
      return store.drawStatusPlaces(count, shuffle)
    },
    recordVisas: async (visas) => visas.map(() => 'number-taken'),
  }
  await t.rejects(issueVisa(application(), { ...rest, store: full }), { message: 'no free visa number was drawn' })
  t.equal(drawn, 8)
})

t.test('records nothing where signing fails', async (t) => {
  const sign = async () => {
    throw new Error('the key is gone')
  }
  const given = context(t, { key: { ...KEY, sign } })
  await t.rejects(issueVisa(application(), given), { message: 'the key is gone' })
  t.equal(await given.store.countVisas(), 0)
})

t.test(
  'the same reference again is the same e-visa, in a batch and later, whatever the policy says by then',
  async (t) => {
    const given = context(t)
    const asked = application({ application_reference: 'REF-1' })
    const [one, twin, other] = await issueVisas([asked, asked, { ...asked, stay_days: 7 }], given)
    if (!one?.ok || !twin?.ok) return t.fail('both are answered')
    t.same([one.value.isNew, twin.value.isNew], [true, false])
    t.equal(twin.value.claims.jti, one.value.claims.jti)
    t.match(other, { ok: false, error: [{ field: 'application_reference', rule: 'one-visa-a-reference' }] })
    t.equal(await given.store.countVisas(), 1)
    const later = await issueVisa(asked, { ...given, now: NOW + 300 * DAY })
    t.match(later, { ok: true, value: { isNew: false, claims: { jti: one.value.claims.jti } } })
    const reordered = { ...Object.fromEntries(Object.entries(asked).reverse()) } as VisaApplication
    t.match(await issueVisa(reordered, given), { ok: true, value: { isNew: false } })
    t.equal(await given.store.countVisas(), 1)
  },
)

t.test('an e-visa that is asked for with an e-mail address is queued with it, once', async (t) => {
  const given = context(t)
  const asked = application({ application_reference: 'REF-1', email: 'a@example.com' })
  const [one, twin, other] = await issueVisas([asked, asked, { ...asked, email: 'b@example.com' }], given)
  if (!one?.ok || !twin?.ok) return t.fail('both are answered')
  t.match(other, { ok: false, error: [{ rule: 'one-visa-a-reference' }] }, 'another address is not dropped in silence')
  await issueVisa(asked, given)
  t.match(await given.store.deliveries(null, 9, ''), [
    { visaNumber: one.value.claims.jti, address: 'a@example.com', language: 'en', state: 'waiting' },
  ])
  t.equal((await given.store.deliveries(null, 9, '')).length, 1)
  t.notMatch(one.value.jws + JSON.stringify(one.value.claims), /email|language/)
})

t.test('what is taken names the e-visa that took it', async (t) => {
  const given = context(t)
  const asked = application({ application_reference: 'REF-1' })
  const first = await issueVisa(asked, given)
  if (!first.ok) return t.fail('issued')
  const number = first.value.claims.jti
  const spelled = asked.visa_support_number.replaceAll('-', '/')
  for (const again of [asked.visa_support_number, spelled])
    t.match(await issueVisa({ ...asked, application_reference: 'REF-2', visa_support_number: again }, given), {
      ok: false,
      error: [
        {
          rule: 'one-visa-an-invitation',
          message: `already gave this passport ${number}; replace that one to change it`,
        },
      ],
    })
  t.match(await issueVisa({ ...asked, email: 'a@example.com' }, given), {
    ok: false,
    error: [{ rule: 'one-visa-a-reference', message: new RegExp(`became the e-visa ${number}: .*use deliver`) }],
  })
  const second = await replaceVisa(
    {
      number,
      reason: 'a test',
      application: { ...asked, application_reference: 'REF-3', stay_days: 9 },
      isByHand: true,
    },
    given,
  )
  if (!second.ok) return t.fail('replaced')
  t.match(
    await replaceVisa(
      {
        number,
        reason: 'a test',
        application: { ...asked, application_reference: 'REF-4', stay_days: 8 },
        isByHand: true,
      },
      given,
    ),
    {
      ok: false,
      error: [
        { rule: 'standing-visa', message: `was replaced before: ${second.value.claims.jti} stands in its place` },
      ],
    },
  )
})
