import t from 'tap'
import { askCorrection, CORRECTED_FIELDS, readChange, whyNot } from '../../../server/applications/ask-correction.ts'
import { rows } from '../../../server/store/steps.ts'
import { build } from '../build-app.ts'
import { contextOf, madeApplication, runsBeside } from '../made-application.ts'
import { actOf, takeEdges } from '../store/made-applications.ts'

t.test('a correction is asked for while the e-visa is valid and unused', async (t) => {
  const built = await build(t)
  const made = await madeApplication(built)
  const ask = (asked: Record<string, string>, owned = made) =>
    askCorrection(owned, { asked, reason: 'I mistyped it' }, actOf(made.account), contextOf(built))
  t.match(await ask({ surname: 'SILVA' }), { error: { kind: 'wrong-state', state: 'submitted' } })
  t.match(await ask({ surname: 'SILVA' }, { ...made, account: 'another' }), { error: 'not-there' })
  const { visa_number } = await built.issue()
  const runs = runsBeside(built)
  await takeEdges(runs, made.reference, 'pay', 'take-up', 'clear', 'issue')
  await runs.act(() => rows('UPDATE applications SET visa_number = ? WHERE id = ?', visa_number, made.reference))
  t.match(await ask({ surname: 'SILVA' }), { ok: true })
  t.match(await ask({ surname: 'SILVA' }), { error: { kind: 'wrong-state', state: 'correction-asked' } })
})

t.test('why nothing is corrected any more is said', async (t) => {
  const { store, issue, clock } = await build(t)
  const { visa_number } = await issue()
  const visa = await store.findVisa(visa_number)
  if (visa === null) return t.fail('not issued')
  t.equal(whyNot(visa, clock.now), null)
  t.equal(whyNot({ ...visa, status: 'revoked' }, clock.now), 'revoked')
  t.equal(whyNot({ ...visa, status: 'suspended' }, clock.now), 'suspended')
  t.equal(whyNot({ ...visa, entriesUsed: 1 }, clock.now), 'used')
  t.equal(whyNot({ ...visa, claims: { ...visa.claims, valid_until: '2026-11-21' } }, clock.now), 'over')
  t.equal(
    whyNot({ ...visa, claims: { ...visa.claims, valid_until: '2026-11-22' } }, clock.now),
    null,
    'not on its last day',
  )
})

t.test('only what is to be other is asked for, by the parts of an e-visa', async (t) => {
  const { store, issue } = await build(t)
  const visa = await store.findVisa((await issue()).visa_number)
  if (visa === null) return t.fail('not issued')
  t.strictSame(
    readChange({ surname: 'silva', given_names: ' ', sex: 'F', number: 'n 7', expires: '22 AUG 2031' }, visa),
    {
      ok: true,
      value: { holder: { surname: 'SILVA', given_names: '' }, passport: { number: 'N7' } },
    },
  )
  t.match(readChange({ surname: visa.claims.holder.surname, sex: 'f' }, visa), {
    error: { faults: [{ field: 'asked', rule: 'required' }] },
  })
  t.match(readChange({ surname: '🙂', birth_date: '29.02.1991', issuer: '' }, visa), {
    error: {
      faults: [
        { field: 'asked.surname' },
        { field: 'asked.birth_date', rule: 'calendar' },
        { field: 'asked.issuer', rule: 'state' },
      ],
    },
  })
  t.equal(CORRECTED_FIELDS.length, 8)
})
