import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { decideCorrection } from '../../../server/cases/correct-case.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { rows } from '../../../server/store/steps.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { type Opened, onBothDatabases } from '../store/both-databases.ts'
import { issueDueCases, keepCleared, madeIssuing, UNSIGNED } from './made-issuing.ts'

const ACT = { officer: 'asel', actor: 'operator/asel', at: NOW }
const CHANGE = { holder: { given_names: 'NIMALI' } }

const SECOND = { officer: 'bolat', actor: 'operator/bolat', at: NOW + 5 }
const ANOTHER = { holder: { birth_date: '1990-01-02' }, passport: { number: 'X7654321' } }

async function asked({ store, runs }: Opened, change: object = CHANGE) {
  const { services } = madeIssuing(store)
  const { reference } = await keepCleared(runs, store)
  await issueDueCases(services)
  await runs.act(function* () {
    yield* takeEdge(APPLICATION, reference, 'ask-correction', ACT)
    yield* rows(
      'INSERT INTO corrections (id, application, asked, asked_at) VALUES (?, ?, ?, ?)',
      ...[randomUUID(), reference, JSON.stringify(change), NOW],
    )
  })
  const shown = () => store.showCase(reference, ACT)
  return { store, services, reference, shown, first: (await shown())?.visaNumber ?? '' }
}

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(
    `${name}: a process that ends between the new e-visa and its case is followed by one that ends it`,
    async (t) => {
      const { store, services, reference, shown, first } = await asked(await open(t))
      const dying = {
        ...services,
        store: { ...store, decideCorrection: () => Promise.reject(new Error('killed')) },
      }
      await t.rejects(decideCorrection(reference, { correct: true }, UNSIGNED, ACT, dying), /killed/)
      t.match(await shown(), { state: 'correction-asked' })
      const left = { correct: false, reason: 'no mistake' } as const
      t.match(await decideCorrection(reference, left, UNSIGNED, ACT, { ...services, store }), {
        error: 'corrected-already',
      })
      // Whatever the second one says: the e-visa is there.
      const other = { correct: true, change: { holder: { given_names: 'ANOTHER' } } } as const
      t.match(await decideCorrection(reference, other, UNSIGNED, ACT, { ...services, store }), { ok: true })
      const { replacedBy } = (await store.findVisa(first)) ?? {}
      t.match(await shown(), { state: 'corrected', visaNumber: replacedBy })
      t.match((await store.findVisa(replacedBy ?? ''))?.claims.holder, CHANGE.holder)
    },
  )

  t.test(`${name}: of two officers who correct at once one e-visa comes`, async (t) => {
    const { store, services, reference, shown } = await asked(await open(t))
    const both = await Promise.all(
      [1, 2].map(() => decideCorrection(reference, { correct: true }, UNSIGNED, ACT, { ...services, store })),
    )
    t.ok(both.some(({ ok }) => ok))
    t.match(await shown(), { state: 'corrected' })
    t.equal(await store.countVisas(), 2)
  })

  t.test(`${name}: one that was used to enter, or is revoked, stays as it is`, async (t) => {
    const { store, services, reference, first } = await asked(await open(t))
    await store.setVisaStatus(first, 'suspended', 'a look', ACT)
    t.match(await decideCorrection(reference, { correct: true }, UNSIGNED, ACT, { ...services, store }), {
      error: { kind: 'not-corrected', faults: [{ rule: 'standing-visa', message: /suspended/ }] },
    })
    await store.setVisaStatus(first, 'revoked', 'lost', ACT)
    t.match(await decideCorrection(reference, { correct: true }, UNSIGNED, ACT, { ...services, store }), {
      error: 'none-asked',
    })
  })

  t.test(`${name}: another passport takes two officers who say the same`, async (t) => {
    const { store, services, reference, shown, first } = await asked(await open(t), ANOTHER)
    for (const officer of ['asel', 'bolat']) await store.setOperator(officer, `hash of ${officer}`, ACT)
    const correct = (by: typeof ACT, change?: object) =>
      decideCorrection(reference, { correct: true, ...(change && { change }) }, UNSIGNED, by, { ...services, store })
    t.match(await correct(ACT), { ok: true })
    t.match(await shown(), {
      state: 'correction-asked',
      visaNumber: first,
      corrections: [{ said: { by: 'asel', change: ANOTHER }, decidedBy: null }],
    })
    t.match(await correct(ACT), { error: 'same-officer' })
    t.equal(await store.countVisas(), 1, 'nothing was issued')

    t.match(await correct(SECOND, { passport: { number: 'X7654322' } }), { ok: true })
    t.match(
      await shown(),
      { state: 'correction-asked', corrections: [{ said: { by: 'bolat' } }] },
      'it is another word',
    )

    t.match(await correct(ACT), { ok: true })
    await store.removeOperator('asel', ACT)
    t.match(await correct(SECOND), { ok: true })
    t.match(await shown(), { state: 'correction-asked' }, 'who is gone agrees to nothing')
    await store.setOperator('dana', 'hash of dana', ACT)
    t.match(await correct({ ...SECOND, officer: 'dana', actor: 'operator/dana' }), { ok: true })
    t.match(await shown(), { state: 'corrected', corrections: [{ decidedBy: 'dana' }] })
    const { replacedBy } = (await store.findVisa(first)) ?? {}
    t.match((await store.findVisa(replacedBy ?? ''))?.claims, ANOTHER)
  })

  t.test(`${name}: what was said meanwhile is not written over`, async (t) => {
    const { store, reference, shown } = await asked(await open(t), ANOTHER)
    const read = await store.openCorrection(reference)
    if (!read.ok) throw new Error(JSON.stringify(read))
    const correction = { ...read.value, reference }
    t.match(await store.sayCorrection(correction, 'asel', ANOTHER, ACT), { ok: true })
    t.match(await store.sayCorrection(correction, 'bolat', CHANGE, SECOND), { error: 'said-meanwhile' })
    t.match(await shown(), { corrections: [{ said: { by: 'asel', change: ANOTHER } }] })
    const decided = { visaNumber: null, reason: 'no', letter: { kind: 'correction-refused', content: {} } } as const
    t.match(await store.decideCorrection(reference, read.value.id, 'bolat', decided, SECOND), { ok: true })
    t.match(await store.sayCorrection(correction, 'asel', ANOTHER, ACT), { error: 'none-asked' })
  })
})
