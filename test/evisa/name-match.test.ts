import fc from 'fast-check'
import t from 'tap'
import { readMrz } from '#evisa/mrz.ts'
import { compareNames, type NameMatch, type PersonName } from '#evisa/name-match.ts'
import { makeTd1Mrz, makeTd3Mrz } from '../../fixtures/make-mrz.ts'

/** `SURNAME/GIVEN NAMES`. */
function person(name: string): PersonName {
  const [surname = '', givenNames = ''] = name.split('/')
  return { surname, givenNames }
}

function compare(visa: string, read: string, nameTruncated = false): NameMatch {
  return compareNames(person(visa), { ...person(read), nameTruncated })
}

function fieldsOf({ surname, givenNames }: PersonName) {
  const rest = { issuer: 'LKA', number: 'N1234567', nationality: 'LKA', birthDate: '1990-03-04', expires: '2031-08-22' }
  return { ...rest, sex: 'F', surname, givenNames } as const
}

type Row = readonly [visa: string, read: string, match: NameMatch]

const EQUAL = 'equal'
const CLOSE = 'close'
const DIFFERENT = 'different'

/** Both names whole: the answer must be the same the other way round. */
const WHOLE: Readonly<Record<string, readonly Row[]>> = {
  'the same name': [
    ['PERERA/NIMALI SANDUNI', 'PERERA/NIMALI SANDUNI', EQUAL],
    ['GURUNG/', 'GURUNG/', EQUAL],
    ['GURUNG/', '/GURUNG', EQUAL],
    ['Perera/Nimali Sanduni', 'PERERA/NIMALI SANDUNI', EQUAL],
    ['PERERA/NIMALI  SANDUNI ', 'PERERA/NIMALI SANDUNI', EQUAL],
    ["O'CONNOR/SEAN", 'OCONNOR/SEAN', EQUAL],
    ['SMITH-JONES/ANNE-MARIE', 'SMITH JONES/ANNE MARIE', EQUAL],
  ],
  'another order': [
    ['PERERA/NIMALI SANDUNI', 'SANDUNI/PERERA NIMALI', EQUAL],
    ['SOK/DARA', 'DARA/SOK', EQUAL],
    ['BEN SALAH/AMIRA', 'SALAH BEN/AMIRA', EQUAL],
    ['ALI/ALI HASSAN', 'HASSAN/ALI ALI', EQUAL],
    ['ALI/ALI HASSAN', 'HASSAN/HASSAN ALI', DIFFERENT],
  ],
  'diacritics left on a side': [
    ['NÚÑEZ/JOSÉ', 'NUNEZ/JOSE', EQUAL],
    ['NÚÑEZ/JOSÉ', 'NUNXXEZ/JOSE', EQUAL],
    ['NUNEZ/JOSE', 'NUNXXEZ/JOSE', EQUAL],
    ['YILDIRIM/GÖKÇE', 'YILDIRIM/GOKCE', EQUAL],
    ['NGUYỄN/THỊ ĐÀO', 'NGUYEN/THI DAO', EQUAL],
    ['GROSS/ANNA', 'GROß/ANNA', EQUAL],
  ],
  'German and Nordic letters': [
    ['MUELLER/HANS', 'MULLER/HANS', EQUAL],
    ['MUELLER/HANS', 'MUXXLLER/HANS', EQUAL],
    ['MULLER/HANS', 'MUXXLLER/HANS', EQUAL],
    ['Müller/HANS', 'MUELLER/HANS', EQUAL],
    ['Müller/HANS', 'MULLER/HANS', EQUAL],
    ['JAEGER/JOERG', 'JAGER/JORG', EQUAL],
    ['SOERENSEN/LARS', 'SORENSEN/LARS', EQUAL],
    ['AAKESSON/AASA', 'AKESSON/ASA', EQUAL],
    ['AAKESSON/AASA', 'ÅKESSON/ÅSA', EQUAL],
    ['AEAS/OEE', 'AAS/OE', EQUAL],
    ['JAEGER/HANS', 'MULLER/JAGER', DIFFERENT],
    ['SAEED/ALI', 'SAED/ALI', EQUAL],
    ['MUELLER/ANNA', 'MULLER/HANNE', CLOSE],
  ],
  'close is not equal: only what the book lets one letter be is one': [
    ['SAEED/ALI', 'SAAD/ALI', CLOSE],
    ['SAEED/ALI', 'SAD/ALI', CLOSE],
    ['SAEED/', 'SAAD/', CLOSE],
    ['SAEED/', 'SAD/', CLOSE],
    ['JAEGER/HANS', 'JAAGER/HANS', CLOSE],
    ['MUEELLER/HANS', 'MULLER/HANS', CLOSE],
    ['AAAKESSON/AASA', 'AKESSON/AASA', CLOSE],
    ['UXXXXNAL/AASA', 'UNAL/AASA', CLOSE],
    ['NOOR/AHMED', 'NOR/AHMED', CLOSE],
    ['GROSS/ANNA', 'GROS/ANNA', CLOSE],
  ],
  'shortened by somebody': [
    ['ERIKSSON/ANNA MARIA', 'ERIKSSON/ANNA M', CLOSE],
    ['PERERA/NIMALI SANDUNI', 'PERERA/N S', CLOSE],
    ['PERERA/NIMALI SANDUNI', 'PERERA/NIMALI SAND', CLOSE],
    ['PERERA/NIMALI SANDUNI', 'PERERA/N F', DIFFERENT],
    ['PERERA/NIMALI SANDUNI', 'P/N S', DIFFERENT],
    ['BENNELONG WOOLOOMOOLOO WARRANDYTE/DINGO', 'BENNELONG W W/DINGO', CLOSE],
  ],
  'Cyrillic left on a side': [
    ['ИВАНОВ/ЮРИЙ', 'IVANOV/IURII', EQUAL],
    ['ИВАНОВ/ЮРИЙ', 'IVANOV/YURIY', EQUAL],
    ['ЩЕРБАКОВ/ФЁДОР', 'SHCHERBAKOV/FEDOR', EQUAL],
    ['ЩЕРБАКОВ/ФЁДОР', 'SHCHERBAKOV/FYODOR', EQUAL],
    ['ГОНЧАРЕНКО/ЯРОСЛАВА', 'HONCHARENKO/YAROSLAVA', EQUAL],
    ['ҚАЙРАТҰЛЫ/ЕРЛАН', 'KAIRATULY/YERLAN', EQUAL],
    ['ҚАЙРАТҰЛЫ/ЕРЛАН', 'YERLAN/QAYRATULY', EQUAL],
    ['ИВАНОВ/ЮРИЙ', 'IVANOVA/IURII', CLOSE],
    ['ИВАНОВ/ЮРИЙ ПЕТРОВИЧ', 'IVANOV/YURIY', CLOSE],
    ['ИВАНОВ/ЮРИЙ', 'PETROV/OLEG', DIFFERENT],
  ],
  'tokens missing': [
    ['PERERA/NIMALI SANDUNI', 'PERERA/NIMALI', CLOSE],
    ['PERERA/NIMALI SANDUNI', 'PERERA/', CLOSE],
    ['PERERA/NIMALI SANDUNI', 'SANDUNI/PERERA', CLOSE],
    ['ALI/ALI HASSAN', 'ALI/HASSAN', CLOSE],
    ['PERERA/NIMALI', 'PERERA/SANDUNI', DIFFERENT],
    ['PERERA/NIMALI SANDUNI', 'FERNANDO/NIMALI', DIFFERENT],
    ['BEN SALAH/AMIRA', 'BENSALAH/AMIRA', CLOSE],
  ],
  'letters mistyped': [
    ['PERERA/NIMALI', 'PEREIRA/NIMALI', CLOSE],
    ['PERERA/NIMALI', 'PEREAR/NIMALI', CLOSE],
    ['PERERA/NIMALI', 'PEREIRA/NIMALY', CLOSE],
    ['PERERA/NIMALI', 'PEERRA/NIMAIL', CLOSE],
    ['PERERA/NIMALI', 'PERIERRA/NIMALI', CLOSE],
    ['PERERA/NIMALI', 'PEREIRA/NYMALY', DIFFERENT],
    ['PERERA/NIMALI', 'PERERAXX/NIMALI', CLOSE],
    ['PERERA/NIMALI', 'PERERAXXX/NIMALI', DIFFERENT],
    ['PERERA/NIMALI', 'FERNANDO/KUMARI', DIFFERENT],
  ],
  'very short names': [
    ['LI/', 'WU/', DIFFERENT],
    ['LI/', 'LU/', DIFFERENT],
    ['LI/', 'LIN/', DIFFERENT],
    ['O/', 'U/', DIFFERENT],
    ['ANA/', 'ANE/', CLOSE],
    ['ANA/', 'INE/', DIFFERENT],
    ['LI/NA', 'WU/NA', DIFFERENT],
    ['LI/NA', 'LU/NA', CLOSE],
    ['WANG/LI', 'WANG/WU', CLOSE],
    ['LI/WEI', 'LI/', CLOSE],
  ],
  'nothing to compare': [
    ['/', '/', DIFFERENT],
    ['PERERA/', '/', DIFFERENT],
    ['-/', "'/", DIFFERENT],
    ['李/伟', 'LI/WEI', DIFFERENT],
    ['李/伟', '李/伟', DIFFERENT],
    ['LI/伟', 'LI/伟', DIFFERENT],
    [`${'A'.repeat(150)}/${'A'.repeat(50)}`, `${'A'.repeat(150)}/${'A'.repeat(50)}`, DIFFERENT],
    [`${'A'.repeat(201)}/`, `${'A'.repeat(201)}/`, DIFFERENT],
  ],
}

for (const [what, rows] of Object.entries(WHOLE)) {
  t.test(`${what}: the same answer both ways`, async (t) => {
    for (const [visa, read, match] of rows) {
      t.equal(compare(visa, read), match, `${visa} against ${read}`)
      t.equal(compare(read, visa), match, `${read} against ${visa}`)
    }
  })
}

/** The passport's name field is full to its last letter. */
const TRUNCATED: readonly Row[] = [
  ['ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAYED', 'ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAY', EQUAL],
  ['ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAY', 'ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAY', EQUAL],
  // The examples of Doc 9303-4.
  ['NILAVADHANANANDA/CHAYAPA DEJTHAMRONG KRASUANG', 'NILAVADHANANANDA/CHAYAPA DEJTHAMRONG K', EQUAL],
  ['NILAVADHANANANDA/ARNPOL PETCH CHARONGUANG', 'NILAVADHANANANDA/ARNPOL PETCH CHARONGU', EQUAL],
  ['BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL/DINGO POTOROO', 'BENNELONG WOOLOOMOOLOO WARRANDYTE W/DI', EQUAL],
  ['BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL/DINGO POTOROO', 'BENNELONG W W W/DINGO POTOROO', EQUAL],
  ['BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL/DINGO POTOROO', 'BENNELON WOOLOOM WARRAND WARNAM/DINGO P', EQUAL],
  ['PAPANDROPOULOUS/JONATHON ALEC WARREN THEOPHILUS', 'PAPANDROPOULOUS/J A WARREN THEOPHILUS', EQUAL],
  ['PAPANDROPOULOUS/JONATHON ALEC WARREN THEOPHILUS', 'PAPANDROPOULOUS/JONATHON THEOPHILUS', EQUAL],
  ['MUELLER LUEDENSCHEIDT/MAXIMILIAN ALEXANDER', 'MULLER LUDENSCHEIDT/MAXIMILIAN ALEXAN', EQUAL],
  ['ПЕТРОПАВЛОВСКИЙ/АЛЕКСАНДР КОНСТАНТИНОВИЧ', 'PETROPAVLOVSKII/ALEKSANDR KONSTANTINO', EQUAL],
  // Not without the surname, not in another order, not with other letters.
  ['PAPANDROPOULOUS/JONATHON ALEC WARREN THEOPHILUS', '/JONATHON ALEC WARREN THEOPHILUS', CLOSE],
  ['PAPANDROPOULOUS/JONATHON ALEC WARREN THEOPHILUS', 'PAPANDROPOULOUS/WARREN JONATHON ALEC THEO', CLOSE],
  ['ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAYED', 'ABDELRAHMEN/MOHAMED AHMED HASSAN ELSAY', CLOSE],
  ['ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAYED', 'ABDELREHMEN/MOHAMAD AHMED HASSAN ELSAY', DIFFERENT],
  ['ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAYED', 'ABDELRAHMAN/MOHAMED AHMED HUSSEIN ELSAY', DIFFERENT],
  ['ABDELRAHMAN/MOHAMED AHMED HASSAN', 'ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAY', CLOSE],
  ['ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAYED', 'FERNANDO/KUMARI', DIFFERENT],
]

t.test('a passport’s name cut to its field is equal to the whole one', async (t) => {
  for (const [visa, read, match] of TRUNCATED) t.equal(compare(visa, read, true), match, `${visa} against ${read}`)
})

t.test('a name that is not cut must be whole', async (t) => {
  for (const [visa, read, match] of [
    ['PAPANDROPOULOUS/JONATHON ALEC WARREN THEOPHILUS', 'PAPANDROPOULOUS/J A WARREN THEOPHILUS', CLOSE],
    ['PAPANDROPOULOUS/JONATHON ALEC WARREN THEOPHILUS', 'PAPANDROPOULOUS/JONATHON THEOPHILUS', CLOSE],
    ['PERERA/NIMALI SANDUNI', 'P/NIMALI SANDUNI', DIFFERENT],
  ] as const) {
    t.equal(compare(visa, read), match, `${visa} against ${read}`)
  }
})

t.test('a cut just before a token, which ends in a filler, is one too', async (t) => {
  const visa = 'ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAA IBRAHIM'
  t.equal(compare(visa, 'ABDELRAHMAN/MOHAMED AHMED HASSAN ELSAA', true), EQUAL, '39 characters')
  t.equal(compare(visa.replace('ELSAA', 'ELSA'), 'ABDELRAHMAN/MOHAMED AHMED HASSAN ELSA'), EQUAL, '38 and a filler')
  t.equal(compare(visa.replace('ELSAA', 'ELS'), 'ABDELRAHMAN/MOHAMED AHMED HASSAN ELS'), CLOSE, '37: there was room')
  t.equal(compare(`${'A'.repeat(38)}/BABAJIDE`, `${'A'.repeat(38)}/`), EQUAL, 'a surname and a filler')
  t.equal(compare(`${'A'.repeat(37)}/BABAJIDE`, `${'A'.repeat(37)}/`), EQUAL, 'a surname and two fillers')
  t.equal(compare(`${'A'.repeat(36)}/BABAJIDE`, `${'A'.repeat(36)}/`), CLOSE, 'an initial was to follow')
})

const tokens = fc.stringMatching(/^[A-Z]{1,14}( [A-Z]{1,14}){0,4}$/)
const people = fc
  .record({ surname: tokens, givenNames: fc.oneof(tokens, fc.constant('')) })
  .filter(({ surname, givenNames }) => surname.length <= 80 && givenNames.length <= 80)

t.test('a made passport of any name reads back as the same name', async () => {
  const reads = (name: PersonName, text: string) => {
    const reading = readMrz(text)
    return reading.ok ? compareNames(name, reading.value) : 'different'
  }
  fc.assert(
    fc.property(people, (name) => reads(name, makeTd3Mrz(fieldsOf(name))) === 'equal'),
    { numRuns: 2000 },
  )
  // Cut just before a token, a card looks like a passport whose name had room.
  fc.assert(
    fc.property(people, (name) => {
      const text = makeTd1Mrz(fieldsOf(name))
      const cut = `${name.surname}<<${name.givenNames}`.length > 30 && text.endsWith('<')
      return reads(name, text) === 'equal' || (cut && reads(name, text) !== 'different')
    }),
    { numRuns: 2000 },
  )
})

const letters = fc.constantFrom(...'ABEOUXNABEOUXN ÄÖÜßÅÑЮЯЙ-')
const short = fc.record({
  surname: fc.string({ unit: letters, maxLength: 8 }),
  givenNames: fc.string({ unit: letters, maxLength: 8 }),
})

t.test('is symmetric for names that are not cut', async () => {
  const alike = fc.oneof(
    fc.tuple(short, short),
    people
      .filter(({ surname, givenNames }) => surname.length + givenNames.length < 36)
      .chain((name) =>
        fc
          .tuple(fc.constant(name), fc.nat(30))
          .map(([one, at]): [PersonName, PersonName] => [
            one,
            { surname: one.surname.slice(0, at), givenNames: one.givenNames.slice(at > 3 ? 1 : 0) },
          ]),
      ),
  )
  fc.assert(
    fc.property(alike, ([one, other]) => {
      const there = compareNames(one, { ...other, nameTruncated: false })
      return there === compareNames(other, { ...one, nameTruncated: false })
    }),
    { numRuns: 5000 },
  )
})

/** Damerau-Levenshtein by the full table, as the textbooks have it. */
function distance(one: string, other: string): number {
  const far = one.length + other.length
  const last = new Map<string, number>()
  const table = new Map<string, number>()
  const get = (i: number, j: number) =>
    i < 0 || j < 0 ? far : i === 0 ? j : j === 0 ? i : (table.get(`${i},${j}`) ?? far)
  for (let i = 1; i <= one.length; i++) {
    let column = 0
    for (let j = 1; j <= other.length; j++) {
      const [row, here] = [last.get(other[j - 1] ?? '') ?? 0, column]
      const same = one[i - 1] === other[j - 1]
      if (same) column = j
      const swap = row > 0 && here > 0 ? get(row - 1, here - 1) + (i - row - 1) + 1 + (j - here - 1) : far
      const least = Math.min(get(i - 1, j - 1) + (same ? 0 : 1), get(i, j - 1) + 1, get(i - 1, j) + 1, swap)
      table.set(`${i},${j}`, least)
    }
    last.set(one[i - 1] ?? '', i)
  }
  return get(one.length, other.length)
}

t.test('counts edits as Damerau and Levenshtein do', async (t) => {
  t.equal(distance('CA', 'ABC'), 2)
  t.equal(distance('KITTEN', 'SITTING'), 3)
  // Single names of one token, in letters without variants, so that nothing but the distance decides.
  const words = fc.string({ unit: fc.constantFrom(...'BCD'), minLength: 1, maxLength: 8 })
  const seen = new Set<string>()
  fc.assert(
    fc.property(words, words, (one, other) => {
      const edits = distance(one, other)
      const near = edits <= 2 && edits < Math.min(one.length, other.length) / 2
      const expected = edits === 0 ? 'equal' : near ? 'close' : 'different'
      seen.add(expected)
      return compare(`${one}/`, `${other}/`) === expected
    }),
    { numRuns: 20_000 },
  )
  t.equal(seen.size, 3)
})

t.test('never throws, whatever the names', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 90 }), fc.string({ unit: letters, maxLength: 90 }))
  const anyone = fc.record({ surname: text, givenNames: text })
  fc.assert(
    fc.property(anyone, anyone, fc.boolean(), (visa, read, nameTruncated) =>
      ['equal', 'close', 'different'].includes(compareNames(visa, { ...read, nameTruncated })),
    ),
    { numRuns: 500 },
  )
})

t.test('ends soon, even for hostile names', async (t) => {
  const mrz = (unit: string) => unit.repeat(100).slice(0, 39).trim()
  const visas = ['A', 'A ', 'AB ', 'AE', 'AE ', 'ABC'].map((unit) => unit.repeat(80).slice(0, 79).trim())
  for (const surname of visas) {
    for (const read of [mrz('A'), mrz('A '), mrz('AB '), mrz('BCA'), `${surname.slice(1)}B/${surname}`]) {
      // The least of several: the machine may be busy.
      let least = Number.POSITIVE_INFINITY
      for (let run = 0; run < 3; run++) {
        const start = performance.now()
        compare(`${surname}/${surname}`, read, true)
        least = Math.min(least, performance.now() - start)
      }
      t.ok(least < 500, `${least.toFixed(2)} ms`)
    }
  }
})
