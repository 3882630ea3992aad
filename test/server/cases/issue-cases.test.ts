import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { type IssuingServices, LONGEST_PAUSE_SECONDS } from '../../../server/cases/issue-cases.ts'
import { firstRow, type Runs, rows } from '../../../server/store/steps.ts'
import { type Opened, onBothDatabases } from '../store/both-databases.ts'
import { decideNow, issueDueCases, keepCleared, madeIssuing, WITHOUT_KEY } from './made-issuing.ts'

const look = { actor: 'operator/x', at: NOW }

interface Standing {
  readonly state: string
  readonly visaNumber: string | null
  readonly dueAt: number | null
  readonly invitation: string
  readonly visas: number
  readonly deliveries: number
  readonly waiting: number
}

/** Where a case stands, and how often it came to an e-visa and to an e-mail. */
async function standing({ read }: Runs, reference: string): Promise<Standing | null> {
  return read(() =>
    firstRow<Standing>(
      `SELECT a.state, a.visa_number AS "visaNumber", a.due_at AS "dueAt", i.state AS invitation,
         (SELECT count(*) FROM visas v WHERE v.visa_support_number = i.number) AS visas,
         (SELECT count(*) FROM deliveries d JOIN visas v ON v.number = d.visa_number
          WHERE v.visa_support_number = i.number) AS deliveries,
         (SELECT count(*) FROM issuing_outbox o WHERE o.application = a.id) AS waiting
       FROM applications a JOIN invitations i ON i.id = a.invitation WHERE a.id = ?`,
      reference,
    ),
  )
}

const DONE = {
  state: 'issued',
  visaNumber: String,
  dueAt: null,
  invitation: 'used',
  visas: 1,
  deliveries: 1,
  waiting: 0,
}
// Each of them is a transaction of its own: between two of them the process may end.
const STEPS = ['claimIssue', 'issuedApplications', 'drawStatusPlaces', 'recordVisas', 'caseIssued', 'findVisa'] as const

class Killed extends Error {
  override message = 'killed'
}

/** The store of a process that is killed before or after its nth call of a step; all that it calls later fails, too. */
function killedAt(
  store: IssuingServices['store'],
  step: (typeof STEPS)[number],
  isAfter: boolean,
): IssuingServices['store'] {
  let isDead = false
  return new Proxy(store, {
    get(target, name, receiver) {
      const act = Reflect.get(target, name, receiver)
      if (typeof act !== 'function') return act
      return async (...given: unknown[]) => {
        if (isDead || (name === step && !isAfter)) {
          isDead = true
          throw new Killed()
        }
        const result = await act.apply(target, given)
        if (name === step) {
          isDead = true
          throw new Killed()
        }
        return result
      }
    },
  })
}

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: what nobody objects to becomes one e-visa, on its way by e-mail, its invitation used`, async (t) => {
    const { store, runs } = await open(t)
    const { services, lines } = madeIssuing(store)
    const { reference, content } = await keepCleared(runs, store)
    t.equal(await issueDueCases(services), 1)
    t.equal(await issueDueCases(services), 0)
    t.match(await standing(runs, reference), DONE)
    const shown = await store.showCase(reference, look)
    const visa = await store.findVisa(shown?.visaNumber ?? '')
    t.match(visa, { applicationReference: reference, claims: { holder: content.holder, passport: content.passport } })
    t.match(await store.deliveriesOf(visa?.claims.jti ?? ''), [{ address: content.email, language: 'en' }])
    t.match(JSON.parse(lines.join('')), { event: 'case-issuing', case: reference, outcome: 'issued' })
  })

  for (const step of STEPS)
    for (const isAfter of [false, true])
      t.test(
        `${name}: a process that is killed ${isAfter ? 'after' : 'before'} ${step} leaves one e-visa`,
        async (t) => {
          const { store, runs } = await open(t)
          const { services, clock } = madeIssuing(store)
          const { reference } = await keepCleared(runs, store)
          const killed = killedAt(store, step, isAfter)
          await issueDueCases({ ...services, store: killed }).catch(() => undefined)
          await t.rejects(killed.nextIssueAt(), { message: 'killed' }, 'it was')
          // The next process waits for the claim of the one that died.
          await issueDueCases(services)
          clock.now += 61
          await issueDueCases(services)
          t.match(await standing(runs, reference), DONE)
        },
      )

  t.test(`${name}: many workers of as many processes issue each of many once`, async (t) => {
    const { store, runs } = await open(t)
    const { services } = madeIssuing(store)
    const all = []
    for (let at = 0; at < 8; at++)
      all.push(
        await keepCleared(runs, store, {
          content: { passport: { number: `N${at}000000`, issuer: 'LKA', expires: '2031-08-22' } },
        }),
      )
    // Of two that want the same one, one sees nothing to do for now.
    while ((await store.issuingBacklog()).waiting > 0)
      await Promise.all([1, 2, 3, 4].map(() => issueDueCases(services)))
    for (const { reference } of all) t.match(await standing(runs, reference), DONE)
  })

  t.test(`${name}: what the policy refuses goes back to the officers with why, and can be decided anew`, async (t) => {
    const { store, runs } = await open(t)
    const { services, policy } = madeIssuing(store)
    const { reference } = await keepCleared(runs, store)
    const { current } = policy
    if (current === null) throw new Error('no policy')
    policy.current = { ...current, passport_months_beyond_visa: 90 }
    await issueDueCases(services)
    t.match(await standing(runs, reference), { state: 'review', invitation: 'reserved', visas: 0, waiting: 0 })
    const shown = await store.showCase(reference, look)
    t.match(shown?.decisions, [{ issueFault: [{ rule: 'passport-outlasts-visa', message: /at least 90 months/ }] }])
    t.match(shown?.timeline.at(-1), { edge: 'not-issued', detail: { rules: 'passport-outlasts-visa' } })
    t.equal(await issueDueCases(services), 0, 'nothing waits')
    policy.current = current
    await decideNow(store, reference, 'bolat', { decision: 'no-objection', reason: '' })
    await issueDueCases(services)
    t.match(await standing(runs, reference), DONE)
  })

  t.test(`${name}: without a key, or a policy, it waits, longer each time, and goes on by itself`, async (t) => {
    const { store, runs } = await open(t)
    const { services, keys, clock } = madeIssuing(store)
    const { reference } = await keepCleared(runs, store)
    const pauses: number[] = []
    const before = keys.current
    keys.current = WITHOUT_KEY
    for (let tries = 0; tries < 9; tries++) {
      await issueDueCases(services)
      const next = (await store.nextIssueAt()) ?? 0
      pauses.push(next - clock.now)
      clock.now = next
    }
    t.strictSame(pauses, [5, 10, 20, 40, 80, 160, 300, 300, LONGEST_PAUSE_SECONDS])
    t.strictSame(await store.issuingBacklog(), { waiting: 1, oldestAt: NOW, altered: 0, alteredAt: null })
    t.match(await standing(runs, reference), { state: 'no-objection', dueAt: Number, visas: 0 })
    keys.current = before
    await issueDueCases(services)
    t.match(await standing(runs, reference), DONE)
  })

  t.test(`${name}: what was changed in the outbox since it was decided is not issued`, async (t) => {
    const { store, runs } = await open(t)
    const { services } = madeIssuing(store)
    const { reference } = await keepCleared(runs, store)
    await runs.act(() => rows(`UPDATE issuing_outbox SET input = replace(input, 'N1234567', 'N7654321')`))
    await issueDueCases(services)
    t.match(await standing(runs, reference), { state: 'review', visas: 0, waiting: 0 })
    t.match((await store.showCase(reference, look))?.decisions, [{ issueFault: [{ rule: 'as-decided' }] }])
  })

  t.test(`${name}: a worker that was overtaken sends nothing back`, async (t) => {
    const { store, runs } = await open(t)
    const { services, policy } = madeIssuing(store)
    const { reference } = await keepCleared(runs, store)
    const slow = {
      ...services.store,
      caseNotIssued: async (...given: Parameters<typeof store.caseNotIssued>) => {
        // Another one, under the policy that was there before, issued it meanwhile.
        policy.current = current
        await store.postponeIssue(given[0], NOW)
        await issueDueCases(services)
        return store.caseNotIssued(...given)
      },
    }
    const { current } = policy
    if (current === null) throw new Error('no policy')
    policy.current = { ...current, passport_months_beyond_visa: 90 }
    await issueDueCases({ ...services, store: slow })
    t.match(await standing(runs, reference), DONE)
  })
})
