import t from 'tap'
import { correctVisas } from '../../../demonstration/officers/correct-visas.ts'
import { madeScene } from '../made-scene.ts'

async function issued(t: Parameters<typeof madeScene>[0]) {
  const made = await madeScene(t)
  const one = await made.paid(made.nimali)
  await made.decide(made.asel, one, { decision: 'no-objection' })
  await made.issueAll()
  const path = `/v1/applications/${one.reference}/corrections`
  const ask = async (fields: object) => {
    const asked = await made.nimali.call('POST', path, { asked: fields, reason: 'a typing mistake' })
    if (asked.status >= 300) throw new Error(asked.text)
  }
  const shown = async () => (await made.authority('GET', `/v1/cases/${one.reference}`)).body
  return { ...made, ask, shown }
}

t.test('a typo is corrected by one officer', async (t) => {
  const { ask, work, shown } = await issued(t)
  await ask({ given_names: 'NIMALI SANDUNIE' })
  await work(correctVisas)
  t.match(await shown(), { state: 'corrected', corrections: [{ decided_by: 'demo-asel' }] })
})

t.test('what makes it another passport takes both, one a round', async (t) => {
  const { ask, work, shown } = await issued(t)
  await ask({ number: 'N1234999' })
  await work(correctVisas)
  t.match(await shown(), { state: 'correction-asked', corrections: [{ said: { by: 'demo-asel' } }] })
  await work(correctVisas)
  t.match(await shown(), { state: 'corrected', corrections: [{ decided_by: 'demo-bauyrzhan' }] })
})

t.test('what cannot be printed stays, and its traveller is told what to say', async (t) => {
  const { ask, work, shown } = await issued(t)
  await ask({ expires: '2026-12-31' })
  await work(correctVisas)
  t.match(await shown(), { state: 'issued', corrections: [{ reason: /say which field/ }] })
})
