import t from 'tap'
import { fail } from '#evisa/result.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { askByCode, askByNumber, LOOK_UP_MILLISECONDS } from '../../../server/checks/ask-evisa.ts'
import { lookUpGuard, MAX_MISSES } from '../../../server/checks/look-up-guard.ts'
import { ARRIVAL, build, NOW } from '../build-app.ts'

const carrier = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL } as const
const entry = { audience: 'entry', checkpoint: 'NQZ' } as const
const gate = { actor: 'dev-1', owner: 'KC', isCarrier: true }
const booth = { actor: 'dev-2', owner: 'dev-2', isCarrier: false }
const person = { passportNumber: 'N1234567', birthDate: '1990-03-04' }
const unknown = makeVisaNumber((count) => new Uint8Array(count).fill(7))

t.test('an answer says what it is about: the e-visa that was shown, or else what was sent', async (t) => {
  const { issue, store, publisher } = await build(t)
  const visa = await issue()
  const context = { store, publisher, guard: lookUpGuard(), now: () => NOW }
  const shown = { visaNumber: visa.visa_number, passportNumber: 'N1234567', text: null }
  t.match(await askByCode(visa.qr_text, carrier, context), { decision: { outcome: 'clear' }, document: shown })
  t.match(await askByCode('nothing', carrier, context), {
    decision: { visa: null },
    document: { visaNumber: null, passportNumber: null, text: 'nothing' },
  })
  const ask = (number: string) => askByNumber({ ...person, number }, carrier, gate, context)
  t.match(await ask(visa.visa_number.toLowerCase()), { ok: true, value: { document: shown } })
  t.match(await ask(unknown), { value: { document: { visaNumber: unknown, passportNumber: 'N1234567', text: null } } })
})

t.test('a look-up is noted before it is made, and never fast; what is no number is neither', async (t) => {
  const { store, publisher } = await build(t)
  const context = { store, publisher, guard: lookUpGuard(), now: () => NOW }
  const failing = { ...context, store: { ...store, noteActs: () => Promise.reject(new Error('disk')) } }
  await t.rejects(askByNumber({ ...person, number: unknown }, entry, booth, failing), { message: 'disk' })
  const from = performance.now()
  t.strictSame(await askByNumber({ ...person, number: unknown }, entry, booth, context), fail('no-such-visa'))
  t.ok(performance.now() - from >= LOOK_UP_MILLISECONDS - 1)
  t.match(await askByNumber({ ...person, number: 'x' }, entry, booth, context), { error: { kind: 'no-number' } })
  const acts = (await store.auditAfter(0, 99)).filter(({ act }) => act === 'look-up')
  t.match(acts, [{ actor: 'dev-2', subject: unknown, at: NOW }])
  t.equal(acts.length, 1)
})

t.test('a carrier that missed too often looks nothing up, and the border goes on', async (t) => {
  const { store, publisher } = await build(t)
  const guard = lookUpGuard()
  const context = { store, publisher, guard, now: () => NOW }
  const ask = (number: string) => askByNumber({ ...person, number }, carrier, gate, context)
  for (let misses = 1; misses < MAX_MISSES; misses++) guard.take('KC', NOW)
  t.ok((await ask(unknown)).ok, 'the last one that it may')
  t.strictSame(await ask(unknown), fail('too-many-misses'))
  t.strictSame(await ask('x'), fail('too-many-misses'), 'whatever it asks')
  t.strictSame(await askByNumber({ ...person, number: unknown }, entry, booth, context), fail('no-such-visa'))
})

t.test('who knows less of a birth date than the e-visa may be guessing, and misses', async (t) => {
  const { store, publisher, issue } = await build(t)
  const { visa_number: number } = await issue()
  const guard = lookUpGuard()
  const context = { store, publisher, guard, now: () => NOW }
  const ask = (birthDate: string) =>
    askByNumber({ number, passportNumber: 'N1234567', birthDate }, carrier, gate, context)
  for (let misses = 1; misses < MAX_MISSES; misses++) guard.take('KC', NOW)
  t.match(await ask('1990-03-04'), { value: { decision: { outcome: 'clear' } } }, 'which takes nothing')
  t.match(await ask('1990'), { value: { decision: { outcome: 'refer', visa: null } } })
  t.strictSame(await ask('1990-03-04'), fail('too-many-misses'))
})

t.test('of many at once no more are answered than may miss, and what could not be looked up is no miss', async (t) => {
  const { store, publisher, issue } = await build(t)
  const guard = lookUpGuard()
  for (let misses = 2; misses < MAX_MISSES; misses++) guard.take('KC', NOW)
  const ask = (number: string, findVisa = store.findVisa) =>
    askByNumber({ ...person, number }, carrier, gate, {
      store: { ...store, findVisa },
      publisher,
      guard,
      now: () => NOW,
    })
  for (let times = 0; times < 3; times++) {
    t.match(await ask('x'), { error: { kind: 'no-number' } })
    t.match(await ask((await issue()).visa_number), { ok: true })
    await t.rejects(
      ask(unknown, () => Promise.reject(new Error('away'))),
      { message: 'away' },
    )
  }
  const all = await Promise.all(Array.from({ length: 6 }, () => ask(unknown)))
  t.equal(all.filter(({ ok }) => ok).length, 2)
  t.strictSame(
    all.filter(({ ok }) => !ok),
    Array.from({ length: 4 }, () => fail('too-many-misses')),
  )
})
