import fc from 'fast-check'
import t from 'tap'
import { makeTd3Mrz } from '../../../../fixtures/make-mrz.ts'
import type { Typed } from '../../../../scanner-client/offline/typed-reading.ts'
import { wedgeBursts } from '../../../../scanner-client/pwa/reading/wedge-bursts.ts'
import { wedgeKeyOf } from '../../../../scanner-client/pwa/reading/wedge-keys.ts'
import { qrTextOf } from '../../../made.ts'
import { asEvent, LAYOUTS, type LayoutName, typedBy } from './keyboard-layouts.ts'

const EVISA = qrTextOf()
const MRZ = makeTd3Mrz({
  issuer: 'LKA',
  surname: 'PERERA',
  givenNames: 'NIMALI',
  number: 'N1234567',
  nationality: 'LKA',
  birthDate: '1990-03-04',
  sex: 'F',
  expires: '2031-08-22',
})
const [FIRST = '', SECOND = ''] = MRZ.split('\n')
const PASS = 'M1DOE/JANE            EABC123 DELNQZKC 0104 326Y012A0025 100'
const layouts = fc.constantFrom(...(Object.keys(LAYOUTS) as LayoutName[]))

/** What is typed, and how long after the key before each key comes. */
interface Keys {
  readonly text: string
  readonly gaps: readonly number[]
}

/** Plays keys in; the clock runs out where they leave it the time, as the page's does. */
function play(parts: readonly Keys[], computer: LayoutName = 'us') {
  const bursts = wedgeBursts()
  const texts: string[] = []
  const note = (told: readonly Typed[]) => {
    for (const typed of told) if (typed.kind !== 'more') texts.push(typed.text)
  }
  const taken: boolean[] = []
  let at = 1000
  const rest = (gap: number) => {
    for (let left = gap, patience = bursts.patience(); patience !== null && patience < left; ) {
      left -= patience
      note(bursts.pause().told)
      patience = bursts.patience()
    }
  }
  for (const { text, gaps } of parts) {
    for (const [index, pressed] of typedBy(text, 'us', computer).entries()) {
      const gap = gaps[index % gaps.length] ?? 0
      rest(gap)
      at += gap
      const key = pressed.key === 'Enter' ? 'end' : wedgeKeyOf(asEvent(pressed))
      if (key === null) throw new Error('a key that writes was expected')
      const heard = bursts.press(key, at)
      taken.push(heard.isOfReader)
      note(heard.told)
    }
  }
  rest(10_000)
  return { texts, taken }
}

/** Hand and reader take turns: nobody types into a scan within a tenth of a second. */
function afterRest({ text, gaps }: Keys): Keys[] {
  return [
    { text: text.slice(0, 1), gaps: [2000] },
    { text: text.slice(1), gaps },
  ]
}

const hand = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{0,40}$/),
    fc.array(fc.integer({ min: 55, max: 900 }), { minLength: 1, maxLength: 9 }),
  )
  .map(([text, gaps]): Keys => ({ text, gaps }))
const codes: readonly (readonly [typed: string, told: string])[] = [
  [EVISA, EVISA],
  [`${FIRST}\n${SECOND}`, MRZ],
  [`${FIRST}${SECOND}`, MRZ],
  [`${FIRST.replace(/<+$/, '')}\n${SECOND}`, MRZ],
  [PASS, PASS],
]
const scan = fc
  .record({
    code: fc.constantFrom(...codes),
    end: fc.constantFrom('', '\n', '\n\n'),
    gaps: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 }),
  })
  .map(({ code: [typed, told], end, gaps }) => ({ told, typed: { text: typed + end, gaps } }))

t.test('whatever a hand types between them, the texts of the reader come out, once and in order', async () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hand, scan), { maxLength: 5 }), hand, layouts, (turns, last, computer) => {
      const parts = turns.flatMap(([typed, { typed: scanned }]) => {
        const { text, gaps } = scanned
        return [...afterRest(typed), ...afterRest({ text, gaps })]
      })
      const { texts } = play([...parts, ...afterRest(last)], computer)
      const told = turns.map(([, { told }]) => told)
      return texts.length === told.length && texts.every((text, at) => text === told[at])
    }),
    { numRuns: 300 },
  )
})

t.test('a hand alone says nothing, and every key of it goes where it was meant', async () => {
  fc.assert(
    fc.property(fc.array(hand, { maxLength: 8 }), layouts, (typed, computer) => {
      const { texts, taken } = play(typed, computer)
      return texts.length === 0 && !taken.includes(true)
    }),
  )
})

t.test('from the twelfth key on those of a reader are its own, its line ends too', async (t) => {
  const { taken } = play([{ text: `${EVISA}\n\n`, gaps: [5] }])
  t.equal(taken.indexOf(true), 11)
  t.equal(taken.slice(11).includes(false), false)
  const { taken: later } = play([
    { text: `${EVISA}\n`, gaps: [5] },
    { text: '\n', gaps: [400] },
  ])
  t.equal(later.at(-1), false, 'the Enter of a hand is a hand’s again')
})

t.test('a line that stutters does not part a code; a rest does', async (t) => {
  const stutter = (gap: number) => play([{ text: EVISA, gaps: [...new Array(40).fill(5), gap] }]).texts
  t.same(stutter(110), [EVISA])
  t.ok(stutter(400).length > 1)
})

t.test('a reader that types slowly is known by what it has typed', async (t) => {
  for (const gaps of [[70], [115], [40, 110], [...new Array(15).fill(20), 100]]) {
    t.same(play([{ text: EVISA, gaps }]).texts, [EVISA], `${gaps}, with no end`)
    t.same(play([{ text: `${FIRST}\n${SECOND}\n`, gaps }]).texts, [MRZ], `${gaps}`)
    t.equal(play([{ text: `${EVISA}\n`, gaps }]).taken.at(-1), true, 'its Enter presses nothing')
  }
  t.same(play([{ text: `a name that is typed by a fast hand\n`, gaps: [70] }]), {
    texts: [],
    taken: new Array(36).fill(false),
  })
})

t.test('the lines of a passport belong together within a second and a half', async (t) => {
  const after = (gap: number) =>
    play([
      { text: `${FIRST}\n`, gaps: [5] },
      { text: SECOND.slice(0, 1), gaps: [gap] },
      { text: `${SECOND.slice(1)}\n`, gaps: [5] },
    ]).texts
  t.same(after(1200), [MRZ])
  t.same(after(4000), [FIRST, SECOND], 'else each is told, so that it is read again')
})

t.test('half a passport is told before the e-visa that follows it', async (t) => {
  const { texts } = play([
    { text: `${FIRST}\n`, gaps: [5] },
    { text: `${EVISA}\n`, gaps: [5] },
  ])
  t.same(texts, [FIRST, EVISA])
})

t.test('a macro that types for ever fills no memory', async (t) => {
  const { texts } = play([{ text: `${'7'.repeat(50_000)}\n`, gaps: [1] }])
  t.same(
    texts.map(({ length }) => length),
    [4096],
  )
})
