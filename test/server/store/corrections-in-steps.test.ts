import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { rows } from '../../../server/store/steps.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { keepCleared } from '../cases/made-issuing.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { newVisa } from './made-visas.ts'

const act = { actor: 'operator/asel', at: NOW }
const ASKED = { holder: { surname: 'PERERRA' } }
const LEFT = {
  visaNumber: null,
  reason: 'it is as the passport has it',
  letter: { kind: 'correction-refused', content: { reference: 'x', reason: 'it is as the passport has it' } },
} as const

async function asked({ store, runs }: Opened) {
  const { reference } = await keepCleared(runs, store)
  const visa = { ...(await newVisa()), application: { reference, contentHash: 'h' } }
  await store.recordVisas([visa], act)
  await store.caseIssued(reference, visa.claims.jti, act)
  const id = randomUUID()
  await runs.act(function* () {
    yield* takeEdge(APPLICATION, reference, 'ask-correction', act)
    yield* rows(
      'INSERT INTO corrections (id, application, asked, asked_at) VALUES (?, ?, ?, ?)',
      ...[id, reference, JSON.stringify(ASKED), NOW],
    )
  })
  const shown = () => store.showCase(reference, act)
  return { store, runs, reference, id, visa, number: visa.claims.jti, shown }
}

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: what is asked for waits with its e-visa, and is left as it is with a letter`, async (t) => {
    const { store, runs, reference, id, number, shown } = await asked(await open(t))
    const open1 = {
      id,
      asked: ASKED,
      visaNumber: number,
      became: null,
      said: null,
      address: 'nimali@example.org',
      language: 'en',
    }
    t.match(await store.openCorrection(reference), { ok: true, value: open1 })
    t.match(await store.decideCorrection(reference, id, 'asel', LEFT, act), { ok: true })
    t.match(await shown(), {
      state: 'issued',
      corrections: [{ decidedBy: 'asel', decidedAt: NOW, reason: LEFT.reason }],
    })
    t.match(await runs.read(() => rows('SELECT kind FROM letters')), [{ kind: 'correction-refused' }])
    t.match(await store.decideCorrection(reference, id, 'asel', LEFT, act), { error: 'none-asked' })
    t.match(await store.openCorrection(reference), { error: 'none-asked' })
    t.match(await store.openCorrection('none'), { error: 'not-there' })
    t.match(await store.decideCorrection('none', id, 'asel', LEFT, act), { error: 'not-there' })
  })

  t.test(`${name}: once its e-visa is there it is found again, and cannot be left as it is`, async (t) => {
    const { store, reference, id, visa, number, shown } = await asked(await open(t))
    const corrected = {
      ...(await newVisa({}, { supportNumber: visa.visaSupportNumber })),
      application: { reference: id, contentHash: 'h' },
    }
    await store.replaceVisa(number, 'a typo', corrected, act)
    const visaNumber = corrected.claims.jti
    t.match(await store.openCorrection(reference), { value: { became: visaNumber, visaNumber } })
    t.match(await store.decideCorrection(reference, id, 'asel', LEFT, act), { error: 'corrected-already' })
    t.match(await store.decideCorrection(reference, id, 'asel', { visaNumber, reason: '' }, act), { ok: true })
    t.match(await shown(), { state: 'corrected', visaNumber, corrections: [{ visaNumber }] })
  })
})
