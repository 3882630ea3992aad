import t from 'tap'
import { NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { digitsOfBytes } from '#evisa/qr-digits.ts'
import { readCredential } from '#evisa/read-credential.ts'
import { outcomeOf, type Reason } from '#evisa/reasons.ts'
import {
  BAD_ALGORITHMS,
  BAD_CLAIMS,
  BAD_FORMS,
  BAD_HEADERS,
  BAD_KEYS,
  BAD_SIGNATURES,
  OTHER_CODES,
} from '../hostile-texts.ts'
import { DAY, knowledgeWithVisaKey, makeClaims, makeKnowledge, NOW, qrTextOf, signVisa } from '../made.ts'
import { KEYS, signJws } from '../made-keys.ts'
import { mulberry32, mutate } from '../mutate.ts'

const knowledge = await makeKnowledge()
const read = async (text: string, known = knowledge, now = NOW) => await readCredential(text, 'carrier', known, now)
const stopped = (reason: Reason, outcome = outcomeOf(reason, 'carrier')) => ({ ok: false, error: { reason, outcome } })

t.test('a printed visa gives its claims, and so does its JWS', async (t) => {
  const claims = makeClaims()
  t.same(await read(qrTextOf(claims)), { ok: true, value: { claims, kid: KEYS.visa.kid } })
  t.same(await read(signVisa(claims)), { ok: true, value: { claims, kid: KEYS.visa.kid } })
})

t.test('hostile texts end at the gate that they are made for', async (t) => {
  const all = [
    ...OTHER_CODES,
    ...BAD_FORMS,
    ...BAD_HEADERS,
    ...BAD_ALGORITHMS,
    ...BAD_KEYS,
    ...BAD_SIGNATURES,
    ...BAD_CLAIMS,
  ]
  let slowest = { name: '', milliseconds: 0 }
  for (const { name, text, reason } of all) {
    if (text.length > 2048) t.fail(`${name} has ${text.length} characters`)
    const answer = await read(text)
    const start = performance.now()
    await read(text)
    const milliseconds = performance.now() - start
    if (milliseconds > slowest.milliseconds) slowest = { name, milliseconds }
    t.same(answer, stopped(reason), `${reason}: ${name}`)
    for (const audience of ['entry', 'exit'] as const) {
      t.same(
        await readCredential(text, audience, knowledge, NOW),
        { ok: false, error: { reason, outcome: 'refer' } },
        audience,
      )
    }
  }
  t.comment(`${all.length} texts, slowest ${slowest.milliseconds.toFixed(2)} ms: ${slowest.name}`)
})

t.test('empty, too long and enormous texts end before anything is parsed', async (t) => {
  t.same(await read(''), stopped('qr/unreadable'))
  t.same(await read('1'.repeat(2048)), stopped('qr/malformed'))
  t.same(await read('1'.repeat(2049)), stopped('qr/too-long'))
  for (const piece of ['1', 'e', ' ', 'eyJ.']) t.same(await read(piece.repeat(10_000_000)), stopped('qr/too-long'))
})

t.test('digits that were not packed are malformed', async (t) => {
  for (const bytes of [[], [0], [1], [2, 3], new Array(130).fill(0), [1, ...new Array(130).fill(255)]]) {
    t.same(await read(`EV1:${digitsOfBytes(Uint8Array.from(bytes))}`), stopped('qr/malformed'), `${bytes.length} bytes`)
  }
  t.same(await read(`${qrTextOf()}0`), stopped('qr/malformed'), 'a digit more')
})

t.test('without a trust list nothing is proven, though the form is judged', async (t) => {
  t.same(await read(qrTextOf(), NOTHING_KNOWN), stopped('data/none'))
  t.same(await read(`${signVisa()}=`, NOTHING_KNOWN), stopped('credential/format'))
})

t.test(
  'an unknown key is refused while the trust list is fresh, and referred once it may have been added since',
  async (t) => {
    const text = signVisa(makeClaims(), KEYS.stranger)
    const later = (knowledge.trust?.iat ?? 0) + DAY
    t.same(await read(text, knowledge, later), stopped('key/unknown', 'refuse'))
    t.same(await read(text, knowledge, later + 1), stopped('key/unknown', 'refer'))
    t.same(
      await read(text, { ...knowledge, policy: null }, later + 1),
      stopped('key/unknown', 'refer'),
      'a day without a policy',
    )
    t.same(
      await read(text, { ...knowledge, timeFloor: later + 1 }, NOW - DAY),
      stopped('key/unknown', 'refer'),
      'by the time floor',
    )
    t.same(
      await read(text, { ...knowledge, timeFloor: later }, NOW - DAY),
      stopped('clock/behind'),
      'by a clock that is behind nobody knows how old the list is',
    )
  },
)

t.test('a key proves nothing before and after its window, and what the clock says cannot widen it', async (t) => {
  const text = qrTextOf()
  const announced = await knowledgeWithVisaKey({ state: 'announced', active_from: NOW + 1 })
  const spent = await knowledgeWithVisaKey({ state: 'retired', verify_until: NOW - 1 })
  t.same(await read(text, announced), stopped('key/not-active'))
  t.ok((await read(text, announced, NOW + 1)).ok, 'announced and now in use: a device that was offline takes it')
  t.same(await read(text, spent), stopped('key/not-active'))
  t.same(await read(text, { ...spent, timeFloor: NOW }, NOW - DAY), stopped('key/not-active'), 'a clock set back')
  t.ok((await read(text, await knowledgeWithVisaKey({ state: 'retired', verify_until: NOW }))).ok)
})

t.test(
  'a key is judged by no clock that is not believed; what only that makes wrong is told of the clock',
  async (t) => {
    const text = qrTextOf()
    const spent = await knowledgeWithVisaKey({ state: 'retired', verify_until: NOW })
    const ahead = NOW + 400 * DAY
    t.same(await read(text, spent, ahead), stopped('key/not-active'))
    t.ok((await read(text, { ...spent, provenTime: NOW }, ahead)).ok)
    t.same(await read(text, { ...spent, provenTime: NOW + 1 }, ahead), stopped('key/not-active'))
    const announced = await knowledgeWithVisaKey({ state: 'announced', active_from: NOW + DAY })
    for (const behind of [{ timeFloor: NOW + 121 }, { provenTime: NOW + 121 }])
      t.same(await read(text, { ...announced, ...behind }), stopped('clock/behind', 'refer'), 'it may be in use by now')
    t.same(await read(text, { ...announced, timeFloor: NOW + 120 }), stopped('key/not-active'))
  },
)

t.test('of a compromised key only what its register holds is proven', async (t) => {
  const [issued, forged] = [signVisa(), signVisa()]
  const compromised = { state: 'compromised', compromised_at: NOW - DAY } as const
  const known = await knowledgeWithVisaKey(compromised, [signVisa(), issued, signVisa()])
  t.ok((await read(issued, known)).ok)
  t.same(await read(forged, known), stopped('key/compromised', 'refuse'))
  t.same(await read(forged, await knowledgeWithVisaKey(compromised, [])), stopped('key/compromised', 'refuse'))
  t.same(
    await read(issued, await knowledgeWithVisaKey(compromised)),
    stopped('key/compromised', 'refer'),
    'no register held',
  )
  const [header = '', payload = ''] = issued.split('.')
  const unsigned = `${header}.${payload}.${signVisa().split('.')[2]}`
  t.same(await read(unsigned, known), stopped('signature/invalid'), 'the register alone proves nothing')
})

t.test('the algorithm must be the one that the trust list binds to the key', async (t) => {
  const key = knowledge.trust?.keys.get(KEYS.visa.kid)
  if (!knowledge.trust || key === undefined) throw new Error('no visa key')
  const keys = new Map([[KEYS.visa.kid, { ...key, alg: 'ES384' as 'ES256' }]])
  t.same(await read(qrTextOf(), { ...knowledge, trust: { ...knowledge.trust, keys } }), stopped('credential/algorithm'))
  const other = signJws(KEYS.visa, { alg: 'ES384', kid: KEYS.visa.kid, typ: 'evisa+jwt' }, makeClaims())
  t.same(await read(other, { ...knowledge, trust: { ...knowledge.trust, keys } }), stopped('credential/algorithm'))
})

t.test('of 20,000 damaged texts none is taken for another visa', async (t) => {
  const seed = 20_261_122
  const random = mulberry32(seed)
  const claims = makeClaims()
  const originals = [qrTextOf(claims), signVisa(claims)]
  const reasons = new Map<string, number>()
  for (let count = 0; count < 20_000; count += 100) {
    const mutants = Array.from({ length: 100 }, (_, at) => mutate(originals[at % 2] ?? '', random))
    const answers = await Promise.all(mutants.map((mutant) => read(mutant)))
    for (const [at, answer] of answers.entries()) {
      const reason = answer.ok ? 'the same visa' : answer.error.reason
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      if (answer.ok && JSON.stringify(answer.value.claims) !== JSON.stringify(claims))
        t.fail(`seed ${seed}: ${mutants[at]}`)
    }
  }
  for (const [reason, times] of reasons) t.comment(`${reason}: ${times}`)
  t.ok((reasons.get('signature/invalid') ?? 0) > 1000, 'many reach the signature')
  t.ok(reasons.size >= 7, 'every gate was tried')
})
