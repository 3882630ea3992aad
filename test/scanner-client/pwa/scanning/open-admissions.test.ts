import fc from 'fast-check'
import t from 'tap'
import {
  type Admission,
  type Admissions,
  afterShown,
  allEnded,
  CONFIRM_WITHIN_SECONDS,
  NO_ADMISSIONS,
  setAside,
  settled,
  swapped,
  timedOut,
  unrecorded,
  walkedAway,
  written,
} from '../../../../scanner-client/pwa/scanning/open-admissions.ts'

interface Made extends Admission {
  readonly name: string
}
const made = (name: string, visa_number = name, decided_at = 0): Made => ({ name, visa_number, decided_at })
const [ANN, BOB, CAT] = [made('ANN'), made('BOB'), made('CAT')]
const none: Admissions<Made> = NO_ADMISSIONS

t.test('a green that nobody confirmed is pending once the next traveller is shown, green or not', async (t) => {
  const first = afterShown(none, ANN, false)
  t.same(first, { front: ANN, pending: null, ended: [] })
  t.same(afterShown(first, BOB, false), { front: BOB, pending: ANN, ended: [] })
  t.same(afterShown(first, null, false), { front: null, pending: ANN, ended: [] })
  t.same(setAside(first), { front: null, pending: ANN, ended: [] })
  t.same(setAside(setAside(first)), setAside(first), 'once')
})

t.test('at most one is pending: the older one ends, since its time is over', async (t) => {
  const two = afterShown(afterShown(none, ANN, false), BOB, false)
  const ended = [{ admission: ANN, because: 'timed-out' }]
  t.same(afterShown(two, CAT, false), { front: CAT, pending: BOB, ended })
  t.same(afterShown(two, null, false), { front: null, pending: BOB, ended })
  t.same(afterShown(afterShown(setAside(afterShown(none, ANN, false)), null, false), null, false).ended, [])
})

t.test('the same traveller again is nobody before: by a passport, by the code once more, or when back', async (t) => {
  const front = afterShown(none, ANN, false)
  const again = made('ANN again', 'ANN', 20)
  t.same(afterShown(front, again, true), { front: again, pending: null, ended: [] })
  t.same(afterShown(front, again, false), { front: again, pending: null, ended: [] })
  t.same(afterShown(setAside(front), again, false), { front: again, pending: null, ended: [] })
  t.same(afterShown(front, null, true), front, 'what was green once is not forgotten when it is green no more')
})

t.test('an act on one leaves the other: recorded, walked away, decided anew', async (t) => {
  const two = afterShown(afterShown(none, ANN, false), BOB, false)
  t.same(settled(two, 'front'), { front: null, pending: ANN, ended: [] })
  t.same(settled(two, 'pending'), { front: BOB, pending: null, ended: [] })
  t.same(walkedAway(two), { front: BOB, pending: null, ended: [{ admission: ANN, because: 'walked-away' }] })
  t.same(swapped(two), { front: ANN, pending: BOB, ended: [] })
})

t.test('five minutes, or another officer, end what is left', async (t) => {
  const late = made('LATE', 'LATE', 60)
  const two = afterShown(afterShown(none, ANN, false), late, false)
  t.equal(timedOut(two, CONFIRM_WITHIN_SECONDS - 1), two)
  t.same(timedOut(two, CONFIRM_WITHIN_SECONDS), {
    front: late,
    pending: null,
    ended: [{ admission: ANN, because: 'timed-out' }],
  })
  t.same(timedOut(two, 60 + CONFIRM_WITHIN_SECONDS).front, null)
  t.same(
    allEnded(two, 'officer-changed').ended.map(({ admission }) => admission.name),
    ['ANN', 'LATE'],
  )
  t.equal(allEnded(none, 'officer-changed'), none)
})

const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('green', 'same-green'),
    visa: fc.constantFrom('A', 'B', 'C', 'D'),
  }),
  fc.record({
    kind: fc.constantFrom('amber', 'same-amber', 'aside', 'confirm', 'admit', 'walk', 'swap', 'end', 'time', 'write'),
    visa: fc.constant(''),
  }),
)

t.test(
  'whatever happens in whatever order: no green is lost, none is told twice, and at most one is pending',
  async () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let all: Admissions<Made> = NO_ADMISSIONS
        let now = 0
        const shown: Made[] = []
        const done = new Map<string, string>()
        const note = (one: Made | null, what: string) => {
          if (one === null) return
          if (done.has(one.name)) throw new Error(`${one.name}: ${done.get(one.name)} and ${what}`)
          done.set(one.name, what)
        }
        for (const { kind, visa } of steps) {
          now += 7
          const before = all
          switch (kind) {
            case 'green':
            case 'same-green': {
              // The passport of the traveller in front makes a verdict about the same e-visa.
              const of = kind === 'green' ? visa : (all.front?.visa_number ?? visa)
              const green = made(`${of}-${shown.length}`, of, now)
              shown.push(green)
              for (const one of [all.front, all.pending]) if (one?.visa_number === of) note(one, 'decided anew')
              all = afterShown(all, green, kind !== 'green')
              break
            }
            case 'amber':
            case 'same-amber':
              all = afterShown(all, null, kind === 'same-amber')
              break
            case 'aside':
              all = setAside(all)
              break
            case 'confirm':
              note(all.front, 'recorded')
              all = settled(all, 'front')
              break
            case 'admit':
              note(all.pending, 'recorded')
              all = settled(all, 'pending')
              break
            case 'walk':
              all = walkedAway(all)
              break
            case 'swap':
              all = swapped(all)
              break
            case 'end':
              all = allEnded(all, 'officer-changed')
              break
            case 'time':
              now += 200
              all = timedOut(all, now)
              break
            default: {
              const [first] = all.ended
              if (first === undefined) break
              note(first.admission, 'unresolved')
              all = written(all, first)
            }
          }
          if (all.front !== null && all.front === all.pending) throw new Error(`${kind}: one in two places`)
          if (before.pending !== null && all.pending === null && kind === 'amber') throw new Error('wiped')
        }
        const left = unrecorded(all).map(({ name }) => name)
        for (const name of left) note({ ...ANN, name }, 'still open')
        const lost = shown.filter(({ name }) => !done.has(name))
        if (lost.length > 0) throw new Error(`lost: ${lost.map(({ name }) => name)}`)
      }),
      { numRuns: 2000 },
    )
  },
)
