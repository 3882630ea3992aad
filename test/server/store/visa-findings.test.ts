import t from 'tap'
import { accountEntries, type Crossing } from '#evisa/entry-account.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { VisaTerms } from '../../../server/store/ledger-view.ts'
import { accountsOf, findingsOf, settleVisas } from '../../../server/store/visa-findings.ts'
import { TERMS } from './made-terms.ts'

const [OLD, NEW, NEWEST] = ['K7Q2AAAAAAAA', 'K7Q2BBBBBBBB', 'K7Q2CCCCCCCC']
const DOUBLE = { ...TERMS, allowed: 2 }

function crossing(id: string, at: number, change: Partial<Crossing> = {}): Crossing {
  const common = { id, at: NOW + at, visa_number: NEW, device: 'dev-1', checkpoint: 'NQZ' }
  return { ...common, action: 'entry', standing: 'counts', ...change }
}

/** What is found, whatever the order in which it came: `kind:id`. */
function found(crossings: readonly Crossing[], terms: VisaTerms | undefined = TERMS, isLaterUsed = false): string[] {
  const of = (some: readonly Crossing[]) =>
    findingsOf(accountEntries(some), terms, isLaterUsed).flatMap(([kind, all]) => all.map(({ id }) => `${kind}:${id}`))
  t.same(of(crossings.toReversed()), of(crossings), 'the same in any order')
  return of(crossings)
}

t.test('two who enter on one double-entry e-visa are told of, and who left in between is not', async (t) => {
  const [one, two] = [crossing('1', 0), crossing('2', 60, { device: 'dev-2' })]
  t.same(found([one, two], DOUBLE), ['open-stay:2'])
  t.same(found([one, crossing('x', 30, { action: 'exit' }), two], DOUBLE), [])
  t.same(found([one, two]), ['over-use:2'], 'of one entry too many that alone is said')
  t.same(found([one, two, crossing('3', 90)], DOUBLE), ['over-use:3', 'open-stay:2'])
  t.same(found([one, crossing('x', 30, { action: 'exit' }), two, crossing('3', 90)], DOUBLE), ['over-use:3'])
})

t.test(
  'an entry from the second of a revocation or suspension on is told of, and none before or after it',
  async (t) => {
    const withdrawn = (status: 'revoked' | 'suspended', until?: number): VisaTerms => ({
      ...DOUBLE,
      status: until === undefined ? status : 'valid',
      statusChanges: [
        { status, at: NOW + 100 },
        ...(until === undefined ? [] : [{ status: 'valid' as const, at: NOW + until }]),
      ],
    })
    for (const status of ['revoked', 'suspended'] as const) {
      t.same(found([crossing('1', 99)], withdrawn(status)), [], status)
      t.same(found([crossing('1', 100)], withdrawn(status)), ['withdrawn-use:1'], status)
    }
    t.same(found([crossing('1', 199)], withdrawn('suspended', 200)), ['withdrawn-use:1'], 'it was reinstated since')
    t.same(found([crossing('1', 200)], withdrawn('suspended', 200)), [])
    t.same(found([crossing('1', 150, { standing: 'refused' })], withdrawn('revoked')), [], 'nobody was let in')
    t.same(found([crossing('1', 150, { action: 'exit' })], withdrawn('revoked')), [], 'who leaves uses nothing')
  },
)

t.test('what was never issued here is told of, entries and exits', async (t) => {
  const all = [crossing('1', 0), crossing('x', 5, { action: 'exit' }), crossing('r', 6, { action: 'refusal' })]
  const unknown = (some: readonly Crossing[]) =>
    findingsOf(accountEntries(some), undefined, false).flatMap(([kind, of]) =>
      kind === 'unknown-visa' ? of.map(({ id }) => id) : [],
    )
  t.same(unknown(all), ['1', 'x'])
  t.same(found(all), [])
  for (const standing of ['held', 'refused'] as const) {
    const attempt = crossing('a', 0, { standing })
    t.same(unknown([attempt]), ['a'], `${standing}: who was not let in used it, too`)
    t.same(found([attempt]), [], 'of a number that is known nothing is said')
    const stead = crossing('s', 0, { instead_of: 'a' })
    t.same(unknown([attempt, stead]), ['a'], 'an attempt and its stead are one')
    t.same(unknown([attempt, crossing('v', 9, { action: 'void', voids: 'a' })]), [], 'a mistake')
  }
})

t.test('every green ADMIT that nobody confirmed is told of, until it is taken back as a mistake', async (t) => {
  const unresolved = crossing('u', 0, { action: 'unresolved' })
  t.same(found([unresolved]), ['unresolved:u'])
  t.same(found([unresolved, crossing('1', 60)]), ['unresolved:u'], 'a later entry does not settle it')
  t.same(found([crossing('u', 0, { action: 'unresolved', standing: 'held' })]), [])
  t.same(found([unresolved, crossing('v', 9, { action: 'void', voids: 'u', standing: 'accepted' })]), [])
})

t.test('every override is told of, and what it was misused for', async (t) => {
  const note = crossing('o', 0, { action: 'override' })
  const by = (id: string, at: number, change: Partial<Crossing> = {}) => crossing(id, at, { override: 'o', ...change })
  const exit = crossing('x', 2, { action: 'exit' })
  t.same(found([note, by('1', 1)]), ['override:o'])
  t.same(found([note, by('1', 1), exit, by('2', 3)], DOUBLE), ['override:o', 'override-misused:2'])
  t.same(found([by('1', 1)]), ['override-misused:1'], 'there is none')
  t.same(found([note, by('1', 1, { device: 'dev-2' })]), ['override:o', 'override-misused:1'], "another booth's")
  const stead = by('s', 1, { instead_of: '1' })
  t.same(found([note, by('1', 1, { standing: 'refused' }), stead]), ['override:o'], 'an attempt and its stead are one')
})

function known(crossings: readonly Crossing[], standing: readonly string[] = []): Parameters<typeof settleVisas>[1] {
  const chain = [OLD, NEW, NEWEST]
  return {
    visa: (number) => ({
      ...TERMS,
      replaces: chain[chain.indexOf(number) - 1] ?? null,
      replacedBy: chain[chain.indexOf(number) + 1] ?? null,
    }),
    provenEntries: () => null,
    accountOf: accountsOf((number) => crossings.filter(({ visa_number }) => visa_number === number)),
    standing: (number) => (number === NEW ? standing : []),
  }
}

t.test('the use of both an e-visa and one in its place is told of, whichever came last', async (t) => {
  const [old, newest] = [crossing('1', 0, { visa_number: OLD }), crossing('2', 9, { visa_number: NEWEST })]
  for (const touched of [OLD, NEW, NEWEST]) {
    const { raised, settled } = settleVisas([touched], known([old, newest]), NOW)
    t.match(raised, [{ id: 'replaced-use:1', visaNumber: OLD, matter: `replaced-use:${OLD}` }], touched)
    t.same([raised.length, settled.length], [1, 0])
  }
  t.same(settleVisas([OLD], known([old]), NOW).raised, [])
  t.same(settleVisas([OLD], known([newest]), NOW).raised, [])
})

t.test('what stands already is not raised again, and what stands no more is settled', async (t) => {
  const twice = [crossing('1', 0), crossing('2', 9)]
  t.match(settleVisas([NEW], known(twice), NOW), { raised: [{ id: 'over-use:2', raisedAt: NOW }], settled: [] })
  t.same(settleVisas([NEW], known(twice, ['over-use:2']), NOW), { raised: [], settled: [] })
  const undone = [...twice, crossing('v', 10, { action: 'void', voids: '2' })]
  t.same(settleVisas([NEW], known(undone, ['over-use:2']), NOW), { raised: [], settled: ['over-use:2'] })
})
