import { availableParallelism } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import type { PolicyInForce } from '#evisa/policy.ts'
import { DocumentTooSlow, makeDocumentMaker, TooManyDocuments } from '../../../server/visa-document/document-maker.ts'
import { POLICY, printedVisa, textsOf } from './made-facts.ts'

const real = async () => false

t.test('two makers make the same bytes, by the policy of the day of issue', async (t) => {
  const visa = await printedVisa()
  const asked: string[] = []
  const policyOn = (day: string): PolicyInForce => {
    asked.push(day)
    return POLICY
  }
  const [one, other] = [makeDocumentMaker(policyOn, real), makeDocumentMaker(policyOn, real)]
  t.teardown(() => Promise.all([one.close(), other.close()]))
  const made = Buffer.from(await one.pdf(visa))
  t.ok(made.equals(await other.pdf(visa)))
  t.same(new Set(asked), new Set([new Date(visa.claims.iat * 1000).toISOString().slice(0, 10)]))
  const fewer = new Map([...POLICY.checkpoints].filter(([id]) => id !== 'ALA'))
  const changed = makeDocumentMaker(() => ({ ...POLICY, checkpoints: fewer }), real)
  t.teardown(() => changed.close())
  t.notOk(made.equals(await changed.pdf(visa)))
})

t.test('what is made under the keys of a demonstration says so', async (t) => {
  const maker = makeDocumentMaker(
    () => POLICY,
    async () => true,
  )
  t.teardown(() => maker.close())
  t.ok(await maker.isSpecimen())
  t.match((await textsOf(await maker.pdf(await printedVisa()))).join(''), /SPECIMEN: .* ҮЛГІ: .* ОБРАЗЕЦ: /)
})

t.test('so many may wait and no more; the others are told', async (t) => {
  const visa = await printedVisa()
  const maker = makeDocumentMaker(() => POLICY, real, { mostWaiting: 3 })
  t.teardown(() => maker.close())
  const asked = await Promise.allSettled(Array.from({ length: 12 }, () => maker.pdf(visa)))
  const refused = asked.filter((one) => one.status === 'rejected')
  t.ok(refused.length > 0)
  for (const { reason } of refused) t.ok(reason instanceof TooManyDocuments)
  t.ok(asked.some((one) => one.status === 'fulfilled'))
})

t.test('what is drawn for ever is ended, and others are drawn after it', async (t) => {
  const visa = await printedVisa()
  const ending: AbortController[] = []
  const deadline = () => {
    const controller = new AbortController()
    ending.push(controller)
    return controller.signal
  }
  const maker = makeDocumentMaker(() => POLICY, real, { deadline })
  t.teardown(() => maker.close())
  const holder = { ...visa.claims.holder, given_names: 'LONG '.repeat(2_000_000) }
  const endless = { ...visa, claims: { ...visa.claims, holder } }
  const threads = availableParallelism()
  const slow = Promise.allSettled(Array.from({ length: threads }, () => maker.pdf(endless)))
  const behind = maker.pdf(visa)
  await setTimeout(500)
  t.equal(ending.length, threads, 'the one behind waits, and its time has not begun')
  for (const controller of ending) controller.abort()
  for (const one of await slow) t.match(one, { status: 'rejected', reason: DocumentTooSlow })
  t.ok((await behind).length > 10_000)
  t.ok((await maker.pdf(visa)).length > 10_000)
})
