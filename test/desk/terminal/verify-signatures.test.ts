/** `audit --verify` over people's signatures: each thing that somebody changed in the database is named. */
import t, { type Test } from 'tap'
import { auditPages } from '../../../desk/calls/read-audit-trail.ts'
import { SignedFacts } from '../../../desk/terminal/signed-facts.ts'
import { type SignedVerdict, verifySignatures } from '../../../desk/terminal/verify-signatures.ts'
import { lookBack } from '../../../server/looking-back/look-back.ts'
import { rows, type Value } from '../../../server/store/steps.ts'
import type { Built } from '../../server/build-app.ts'
import { keepCase } from '../../server/cases/case-scene.ts'
import { AGREE, CLEAR, type SignedOffice, signedOffice } from '../../server/cases/signed-office.ts'

async function verify({ authority }: Built): Promise<SignedVerdict> {
  const call = async (method: 'GET', path: string) => (await authority(method, path)).body
  const desk = { call } as Parameters<typeof verifySignatures>[0]
  const facts = new SignedFacts()
  for await (const page of auditPages(desk)) for (const row of page.rows) facts.add(row)
  return verifySignatures(desk, facts)
}

const alter = ({ runs }: SignedOffice, sql: string, ...values: readonly Value[]) => runs.act(() => rows(sql, ...values))

/** Two cases that were issued: one that one officer decided, and one that two did. */
async function scene(t: Test): Promise<SignedOffice & { readonly one: string; readonly two: string }> {
  const office = await signedOffice(t)
  const [one, two] = [await keepCase(office.runs), await keepCase(office.runs, { flags: ['convicted'] })]
  await office.sign(office.aigul, one.reference, CLEAR)
  await office.sign(office.aigul, two.reference, CLEAR)
  await office.sign(office.marat, two.reference, AGREE)
  await office.issueAll()
  return { ...office, one: one.reference, two: two.reference }
}

t.test('what nobody changed holds: people, keys, decisions and e-visas', async (t) => {
  const office = await scene(t)
  t.match(await verify(office), { erased: 0, byToken: 0, faults: [] })
  t.equal((await verify(office)).signatures, (await office.store.signaturesAfter(null, 1000)).length)
})

t.test('each change in the database is named', async (t) => {
  type Office = Awaited<ReturnType<typeof scene>>
  const changes: readonly [string, string, (office: Office) => Promise<unknown>][] = [
    [
      'a text',
      'signature/invalid',
      (o) => alter(o, "UPDATE signatures SET text = replace(text, 'PERERA', 'PEREIRA') WHERE subject = ?", o.one),
    ],
    [
      'what was decided',
      'signature/otherwise',
      (o) => alter(o, "UPDATE decisions SET input = replace(input, 'PERERA', 'PEREIRA') WHERE application = ?", o.one),
    ],
    [
      'why it was decided',
      'signature/otherwise',
      (o) => alter(o, "UPDATE decisions SET reason = 'x' WHERE application = ?", o.one),
    ],
    [
      'an e-visa',
      'signature/visa',
      (o) =>
        alter(
          o,
          "UPDATE visas SET claims = replace(claims, 'PERERA', 'PEREIRA') WHERE number = (SELECT visa_number FROM applications WHERE id = ?)",
          o.one,
        ),
    ],
    [
      'a decision that was unsigned',
      'signature/otherwise',
      (o) => alter(o, 'UPDATE decisions SET signature = NULL WHERE application = ?', o.one),
    ],
    [
      'a signature that was removed',
      'signature/missing',
      async (o) => {
        await alter(o, 'UPDATE decisions SET signature = NULL WHERE application = ?', o.one)
        await alter(o, 'DELETE FROM signatures WHERE subject = ?', o.one)
      },
    ],
    [
      'the signature of the second officer',
      'signature/invalid',
      (o) => alter(o, "UPDATE signatures SET signature = 'AQID' WHERE subject = ? AND person = ?", o.two, o.marat.id),
    ],
    [
      'the signature of the first officer',
      'signature/second',
      (o) => alter(o, "UPDATE signatures SET signature = 'AQID' WHERE subject = ? AND person = ?", o.two, o.aigul.id),
    ],
    [
      'a key',
      'signature/key',
      async (o) => {
        await alter(
          o,
          'UPDATE person_keys SET jwk_x = (SELECT jwk_x FROM person_keys k WHERE k.person = ?), jwk_y = (SELECT jwk_y FROM person_keys k WHERE k.person = ?) WHERE person = ?',
          o.marat.id,
          o.marat.id,
          o.aigul.id,
        )
        const [kept] = await o.store.signaturesOf('case', o.one)
        const by = await o.marat.assertion(kept?.text ?? '')
        await alter(
          o,
          'UPDATE signatures SET client_data = ?, authenticator_data = ?, signature = ? WHERE id = ?',
          by.client_data,
          by.authenticator_data,
          by.signature,
          kept?.id ?? '',
        )
      },
    ],
    [
      'whose signature it is',
      'signature/invalid',
      (o) =>
        alter(
          o,
          'UPDATE signatures SET person = ?, credential = ? WHERE subject = ?',
          o.marat.id,
          o.marat.credential,
          o.one,
        ),
    ],
    [
      'what it is about',
      'signature/otherwise',
      (o) => alter(o, "UPDATE signatures SET subject = 'K7Q2M4XN9TBD' WHERE subject = ?", o.one),
    ],
    [
      'when it was made',
      'signature/otherwise',
      (o) => alter(o, 'UPDATE signatures SET at = at + 3600 WHERE subject = ?', o.one),
    ],
  ]
  for (const [name, reason, change] of changes) {
    await t.test(name, async (t) => {
      const office = await scene(t)
      await change(office)
      const { faults } = await verify(office)
      t.ok(
        faults.some((fault) => fault.reason === reason),
        `${reason}, not ${JSON.stringify(faults)}`,
      )
    })
  }
})

t.test('who looked at a case again is checked likewise', async (t) => {
  const office = await scene(t)
  office.clock.now += 86_400
  const { store, clock } = office
  await lookBack({ store, now: () => clock.now, randomInt: () => 0, officeLanguage: 'en' })
  const boss = await office.boss.again()
  t.equal((await boss.sign({ kind: 'second-look', reference: office.one, verdict: 'right' })).status, 200)
  t.same((await verify(office)).faults, [])
  await alter(office, "UPDATE signatures SET text = replace(text, 'right', 'wrong') WHERE kind = 'second-look'")
  t.match((await verify(office)).faults, [{ reason: 'signature/invalid' }])
})

t.test('who lost a power or a key is believed for what was signed before, and for nothing after', async (t) => {
  const office = await scene(t)
  const [by, other] = office.people.administrators
  office.clock.now += 60
  const content = { name: 'Aigul', roles: ['auditor'] }
  const set = { kind: 'person-change', change: 'set', person: office.aigul.id, content, reason: 'other work' }
  const change = (await by.sign(set)).body.done.change.id
  t.equal((await other.sign({ kind: 'person-approval', change })).status, 200)
  t.same((await verify(office)).faults, [])
  const end = { kind: 'person-change', change: 'end', person: office.marat.id, reason: 'left' }
  const ended = (await by.sign(end)).body.done.change.id
  t.equal((await other.sign({ kind: 'person-approval', change: ended })).status, 200)
  t.same((await verify(office)).faults, [])
  // As if she had signed it after she lost the power.
  await alter(
    office,
    'UPDATE signatures SET at = at + 120, text = replace(text, \'"time":\', \'"time":1\') WHERE subject = ?',
    office.one,
  )
  t.match((await verify(office)).faults[0], { reason: 'signature/invalid' })
})

t.test('what a token decided is told, and is no fault in a demonstration alone', async (t) => {
  const office = await signedOffice(t, { mustSign: false })
  const { reference } = await keepCase(office.runs)
  t.equal((await office.decide(office.asel, reference, CLEAR)).status, 200)
  await office.issueAll()
  t.match(await verify(office), { byToken: 2, faults: [] })
  const real = await signedOffice(t)
  const other = await keepCase(real.runs)
  await real.asel('POST', `/v1/cases/${other.reference}/claim`)
  // As a program that asks nobody would do it.
  const { decideNow } = await import('../../server/cases/made-issuing.ts')
  await decideNow(real.store, other.reference, 'asel', { decision: 'no-objection', reason: '' }, real.clock.now)
  t.match((await verify(real)).faults, [{ reason: 'signature/none', about: /application-clear/ }])
})

t.test('what was erased is counted, and that it was signed is known still', async (t) => {
  const office = await scene(t)
  await alter(office, "UPDATE signatures SET text = '' WHERE subject = ?", office.one)
  t.match(await verify(office), { erased: 1, faults: [] })
})
