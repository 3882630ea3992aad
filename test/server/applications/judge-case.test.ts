import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { judgeCase, NO_INVITATION, typedPages } from '../../../server/applications/judge-case.ts'
import type { ApplicationCase } from '../../../server/store/application-store.ts'
import { type Built, build } from '../build-app.ts'
import { contextOf, type ReadyApplication, readyApplication, TERMS } from '../made-application.ts'
import { actOf } from '../store/made-applications.ts'

async function scene(built: Built, ready: ReadyApplication) {
  const found = await built.store.findApplication(ready)
  if (found === null) throw new Error('not there')
  const judge = (
    change: object = {},
    by: Parameters<typeof judgeCase>[2] = { accepted: TERMS },
    of: ApplicationCase = found,
  ) => judgeCase(of, typedPages(of.pages), by, actOf(ready.account), contextOf(built, change))
  return { found, judge }
}

t.test('a case is judged by the terms that were accepted, if they are those of today', async (t) => {
  const built = await build(t)
  const { judge } = await scene(built, await readyApplication(built))
  t.match(await judge(), { ok: true, value: { fee: { minor: 6000 }, terms: { revision: 0 } } })
  t.match(await judge({}, { accepted: { ...TERMS, effectiveFrom: '2025-01-01' } }), {
    error: { kind: 'terms-changed', message: /The fee is 60\.00/ },
  })
  const free = { ...defaultTerms(), fees: [] }
  t.match(
    await judge({}, { frozen: { revision: 9, edition: free } }),
    { error: { kind: 'faulty' } },
    'or by those that it was submitted under',
  )
  const none = { inForce: async () => null, editionOf: async () => null }
  t.match(await judge({ terms: none }), { error: 'no-terms-yet' })
  t.match(await judge({ publisher: { policyInForce: async () => null } }), { error: 'no-policy-yet' })
})

t.test('an invitation is looked for once the answers can be read, and a miss is counted', async (t) => {
  const built = await build(t)
  const ready = await readyApplication(built, { invitation: { visa_support_number: '4719302835' } })
  const { found, judge } = await scene(built, ready)
  let taken = 0
  const guard = {
    take: () => {
      taken += 1
      return () => {
        taken -= 1
      }
    },
  }
  t.strictSame(await judge({ guard }), { ok: false, error: { kind: 'faulty', faults: [NO_INVITATION] } })
  t.equal(taken, 1)
  const empty = { ...found, pages: [], copy: null }
  t.match(await judge({ guard }, { accepted: TERMS }, empty), {
    error: { kind: 'faulty', faults: [{ field: 'trip.purpose' }] },
  })
  t.equal(taken, 1)
  const { judge: good } = await scene(built, await readyApplication(built))
  t.match(await good({ guard }), { ok: true })
  t.equal(taken, 1, 'what was right is given back')
})

t.test('pages that nobody knows any more are left out', async (t) => {
  const page = { revision: 1, keptAt: 1, answers: { a: 'b' } }
  t.strictSame(
    typedPages([
      { ...page, page: 'trip' },
      { ...page, page: 'shoe-size' },
    ]),
    { trip: { a: 'b' } },
  )
})
