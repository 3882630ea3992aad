/** Whoever writes in the database has nothing issued by it: every decision is looked at again by its signature. */
import t from 'tap'
import { faultOfDecision } from '../../../server/cases/prove-decision.ts'
import { decisionText } from '../../../server/signing/decision-text.ts'
import { rows, type Value } from '../../../server/store/steps.ts'
import { keepCase } from './case-scene.ts'
import { AGREE, CLEAR, type SignedOffice, signedOffice } from './signed-office.ts'

const OTHERS_NAME = ['PERERA', 'PEREIRA'] as const

const alter = ({ runs }: SignedOffice, sql: string, ...values: readonly Value[]) => runs.act(() => rows(sql, ...values))

/** What becomes of a case by the worker: `issued`, or the rule and the words by which it came back. */
async function outcome(office: SignedOffice, reference: string): Promise<string> {
  await office.issueAll()
  const { state, decisions } = (await office.boss.call('GET', `/v1/cases/${reference}`)).body
  const fault = decisions.at(-1).issue_fault?.[0]
  return fault ? `${state} ${fault.rule} ${fault.message}` : state
}

async function cleared(office: SignedOffice, flags: readonly string[] = []): Promise<string> {
  const { reference } = await keepCase(office.runs, { flags })
  await office.sign(office.aigul, reference, CLEAR)
  if (flags.length > 0) await office.sign(office.marat, reference, AGREE)
  return reference
}

t.test(
  'what was altered in the database goes back to the officers, is told, and is issued once it is decided anew',
  async (t) => {
    const office = await signedOffice(t)
    const both = async (reference: string, change: string, ...values: readonly Value[]) => {
      await alter(office, `UPDATE issuing_outbox SET input = ${change} WHERE application = ?`, ...values, reference)
      await alter(office, `UPDATE decisions SET input = ${change} WHERE application = ?`, ...values, reference)
    }
    const ofSignature = (set: string) => (reference: string) =>
      alter(office, `UPDATE signatures SET ${set} WHERE subject = ?`, reference)
    const rows: readonly [string, RegExp, (reference: string) => Promise<unknown>][] = [
      [
        'the outbox alone',
        /is not what the officer decided/,
        (reference) => alter(office, 'UPDATE issuing_outbox SET input = ? WHERE application = ?', '{}', reference),
      ],
      [
        'outbox and decision',
        /not what the officer signed/,
        (reference) => both(reference, 'replace(input, ?, ?)', ...OTHERS_NAME),
      ],
      [
        'outbox, decision and the text that was signed',
        /a signature that does not hold/,
        async (reference) => {
          await both(reference, 'replace(input, ?, ?)', ...OTHERS_NAME)
          await alter(
            office,
            'UPDATE signatures SET text = replace(text, ?, ?) WHERE subject = ?',
            ...OTHERS_NAME,
            reference,
          )
        },
      ],
      ['the signature', /a signature that does not hold/, ofSignature("signature = 'AQID'")],
      [
        'no signature',
        /was signed by nobody/,
        (reference) => alter(office, 'UPDATE decisions SET signature = NULL WHERE application = ?', reference),
      ],
      [
        "the signature of somebody's other decision",
        /not what the officer signed/,
        (reference) =>
          alter(
            office,
            `UPDATE decisions SET signature = (SELECT max(id) FROM signatures WHERE kind = 'case' AND subject <> ?) WHERE application = ?`,
            ...[reference, reference],
          ),
      ],
      ['when it was signed', /could not decide it then/, ofSignature('at = at + 86400')],
      [
        'who could decide it',
        /could not decide it then/,
        () =>
          alter(
            office,
            `UPDATE person_changes SET content = replace(content, 'case-officer', 'auditor') WHERE person = ?`,
            office.aigul.id,
          ),
      ],
    ]
    await cleared(office)
    for (const [name, says, change] of rows) {
      await t.test(name, async (t) => {
        const reference = await cleared(office)
        await change(reference)
        const became = await outcome(office, reference)
        t.match(became, /^review as-decided /)
        t.match(became, says)
        t.equal((await office.store.issuingBacklog()).waiting, 0)
        await office.sign(office.boss, reference, CLEAR)
        t.equal(await outcome(office, reference), 'issued', 'it is decided anew')
      })
    }
    const { altered } = await office.store.issuingBacklog()
    t.equal(altered, rows.length)
    const ready = (await office.nobody('GET', '/health/ready')).text
    t.match(ready, /altered/)
    t.match((await office.authority('GET', '/metrics')).text, new RegExp(`evisa_decisions_altered ${rows.length}`))
  },
)

t.test('where two are needed both are looked at, and they are two', async (t) => {
  const office = await signedOffice(t)
  t.equal(await outcome(office, await cleared(office, ['convicted'])), 'issued')
  const sole = await cleared(office, ['convicted'])
  await alter(
    office,
    `UPDATE decisions SET signature = (SELECT min(id) FROM signatures WHERE kind = 'case' AND subject = ?)
     WHERE application = ? AND place = 'second'`,
    ...[sole, sole],
  )
  t.match(await outcome(office, sole), /takes two officers, and one of them signed it/)
  const bent = await cleared(office, ['convicted'])
  await alter(
    office,
    `UPDATE signatures SET signature = 'AQID' WHERE id = (SELECT min(id) FROM signatures WHERE kind = 'case' AND subject = ?)`,
    bent,
  )
  t.match(await outcome(office, bent), /does not hold/)
})

t.test('one who signs for both is found, whatever wrote the rows', async (t) => {
  const office = await signedOffice(t)
  const reference = await cleared(office, ['convicted'])
  const [first, second] = await office.store.signaturesOf('case', reference)
  if (first === undefined || second === undefined) throw new Error('two signatures were missing')
  const decided = JSON.parse(second.text)
  const text = decisionText({ ...decided, signer: { id: office.aigul.id, name: 'Aigul' } })
  const { authenticator_data, client_data, signature } = office.aigul.assertion(text)
  await alter(
    office,
    'UPDATE signatures SET text = ?, person = ?, credential = ?, authenticator_data = ?, client_data = ?, signature = ? WHERE id = ?',
    ...[text, office.aigul.id, office.aigul.credential, authenticator_data, client_data, signature, second.id],
  )
  t.match(await outcome(office, reference), /the same one signed it twice/)
})

t.test('without a place of keys no signature holds, and in a demonstration one may lack', async (t) => {
  const due = { reference: 'K7Q2M4XN9TBD', attempts: 1, input: '{}', decided: '{}', signature: null }
  const none = { empoweredSignature: async () => null }
  const fault = (change: object, mustSign: boolean) =>
    faultOfDecision({ ...due, ...change }, { store: none, keyPlace: null, mustSign })
  t.equal(await fault({}, false), null)
  t.equal(await fault({}, true), 'not-signed')
  t.equal(await fault({ signature: 'x' }, false), 'signature-invalid')
  t.equal(await fault({ decided: '{ }' }, false), 'not-as-decided')
})
