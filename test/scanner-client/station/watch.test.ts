import { Readable } from 'node:stream'
import t from 'tap'
import { type MrzFields, makeTd1Mrz, makeTd3Mrz } from '../../../fixtures/make-mrz.ts'
import { type Passenger, watchLines } from '../../../scanner-client/station/watch.ts'

const person: MrzFields = {
  issuer: 'LKA',
  surname: 'PERERA',
  givenNames: 'NIMALI SANDUNI',
  number: 'N1234567',
  nationality: 'LKA',
  birthDate: '1990-03-04',
  sex: 'F',
  expires: '2031-08-22',
}
const ANNA = makeTd3Mrz(person)
const BORIS = makeTd3Mrz({ ...person, givenNames: 'BORIS', sex: 'M', number: 'N7654321' })
const CARD = makeTd1Mrz(person)
const [annaFirst = '', annaSecond = ''] = ANNA.split('\n')
const [VISA, OTHER] = [`EV1:${'1'.repeat(340)}`, `EV1:${'2'.repeat(340)}`]

/** What was decided, and what was waited for, in order. */
async function watched(...lines: string[]): Promise<(Passenger | string)[]> {
  const seen: (Passenger | string)[] = []
  await watchLines(
    Readable.from([`${lines.join('\n')}\n`]),
    async (passenger) => void seen.push(passenger),
    (what) => void seen.push(what),
  )
  return seen
}

t.test('the passport first: one decision, with both', async (t) => {
  t.same(await watched(ANNA, VISA), ['mrz-line', 'visa', { text: VISA, mrz: ANNA }])
})

t.test('the visa first: a decision at once, and another with the passport', async (t) => {
  t.same(await watched(VISA, ANNA), [{ text: VISA, mrz: undefined }, 'mrz-line', { text: VISA, mrz: ANNA }])
})

t.test("the next passenger never meets the last one's visa or passport", async (t) => {
  t.same(await watched(ANNA, VISA, BORIS, OTHER), [
    'mrz-line',
    'visa',
    { text: VISA, mrz: ANNA },
    'mrz-line',
    'visa',
    { text: OTHER, mrz: BORIS },
  ])
  t.same(await watched(VISA, ANNA, OTHER, BORIS), [
    { text: VISA, mrz: undefined },
    'mrz-line',
    { text: VISA, mrz: ANNA },
    { text: OTHER, mrz: undefined },
    'mrz-line',
    { text: OTHER, mrz: BORIS },
  ])
  t.same(await watched(VISA, OTHER), [
    { text: VISA, mrz: undefined },
    { text: OTHER, mrz: undefined },
  ])
  t.same((await watched(ANNA, BORIS, VISA)).at(-1), { text: VISA, mrz: BORIS }, 'the last passport counts')
})

t.test('reads the three lines of a card, and lower case', async (t) => {
  t.same(await watched(VISA, CARD), [{ text: VISA, mrz: undefined }, 'mrz-line', 'mrz-line', { text: VISA, mrz: CARD }])
  t.same((await watched(ANNA.toLowerCase(), VISA)).at(-1), { text: VISA, mrz: ANNA })
})

t.test('reads what readers make of a passport: one burst, framing, fillers cut off, another keyboard', async (t) => {
  for (const typed of [
    ANNA.replace('\n', ''),
    `\u0002${ANNA.replace('\n', '\r')}\r\u0003`,
    ANNA.replaceAll(/<+$/gm, ''),
    ANNA.replaceAll('<', '_'),
    ANNA.replaceAll('<', ';'),
  ]) {
    t.same((await watched(typed, VISA)).slice(-2), ['visa', { text: VISA, mrz: ANNA }], typed)
    t.same((await watched(VISA, typed)).at(-1), { text: VISA, mrz: ANNA }, typed)
  }
  const german = makeTd3Mrz({ ...person, surname: 'ZAYED' }).replaceAll('<', ';')
  t.same(await watched(german), ['mrz-line', 'layout'], 'letters that may be exchanged are nobody’s guess')
})

t.test('reads lines without a single filler: a full personal number, a full card', async (t) => {
  const full = `A12345678${annaSecond.slice(9, 28)}12345678901234${annaSecond.slice(42)}`.replaceAll('<', '1')
  t.equal(full.length, 44)
  const misread = `${annaFirst}\n${full}`
  t.same((await watched(misread, VISA)).slice(-2), ['again', { text: VISA, mrz: misread }])
  const [, second = '', third = ''] = CARD.split('\n')
  const card = `IDLKA${'1234567890'.repeat(3).slice(0, 25)}\n${second.replaceAll('<', '1')}\n${third}`
  t.same((await watched(card, VISA)).slice(-2), ['again', { text: VISA, mrz: card }])
})

t.test('a passport that cannot be read takes back what was answered without it, until it is read', async (t) => {
  const misread = ANNA.replace('N1234567', 'N1234568')
  for (const lines of [misread.split('\n'), [misread.replace('\n', '')], [annaSecond], [annaFirst.slice(1)]]) {
    const mrz = lines.join('\n')
    t.same(
      (await watched(VISA, ...lines, ANNA, OTHER)).filter((told) => told !== 'mrz-line'),
      [
        { text: VISA, mrz: undefined },
        'again',
        { text: VISA, mrz },
        { text: VISA, mrz: ANNA },
        { text: OTHER, mrz: undefined },
      ],
      mrz,
    )
  }
})

t.test('half a passport is told with whom it was read for, and goes to nobody else', async (t) => {
  t.same(await watched(VISA, annaFirst, OTHER, BORIS), [
    { text: VISA, mrz: undefined },
    'mrz-line',
    'again',
    { text: VISA, mrz: annaFirst },
    { text: OTHER, mrz: undefined },
    'mrz-line',
    { text: OTHER, mrz: BORIS },
  ])
  t.same(await watched(annaFirst, VISA), ['mrz-line', 'again', { text: VISA, mrz: annaFirst }], 'the next one’s')
  t.same(await watched(annaFirst, CARD, VISA), ['mrz-line', 'mrz-line', 'mrz-line', 'visa', { text: VISA, mrz: CARD }])
  t.same(await watched(annaFirst), ['mrz-line', 'again'])
  t.same((await watched(VISA, annaFirst, annaFirst, annaSecond)).at(-1), { text: VISA, mrz: ANNA }, 'read twice')
})

t.test('everything else is a code, and gets its answer: garbage, boarding passes', async (t) => {
  for (const text of ['garbage', 'M1PERERA/NIMALI E7X2K4 CMBNQZKC 0104', 'A'.repeat(44), '<']) {
    t.same(await watched(text), [{ text, mrz: undefined }], text)
  }
  t.same(await watched('\u0000\u001b[2J'), [{ text: '[2J', mrz: undefined }], 'no control character comes through')
  t.same(await watched('', '   ', '\t'), [])
  t.same(await watched(`  ${VISA} \r`), [{ text: VISA, mrz: undefined }])
})

t.test('waits for each answer before the next, and a fault in one ends the watch', async (t) => {
  let busy = 0
  const seen: string[] = []
  await watchLines(
    Readable.from([`${VISA}\n${OTHER}\n`, `${VISA}\n`]),
    async ({ text }) => {
      t.equal(++busy, 1)
      await new Promise((resolve) => setTimeout(resolve, 5))
      seen.push(text)
      busy--
    },
    () => undefined,
  )
  t.same(seen, [VISA, OTHER, VISA])
  await t.rejects(
    watchLines(
      Readable.from([`${VISA}\n`]),
      async () => {
        throw new RangeError('full disk')
      },
      () => undefined,
    ),
    RangeError,
  )
})
