import fc from 'fast-check'
import t from 'tap'
import { civilDateAt } from '#evisa/civil-date.ts'
import { decide } from '#evisa/decide.ts'
import type { BorderFacts, CarrierFacts } from '#evisa/decision.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import { type MrzFields, makeTd3Mrz } from '../../../../fixtures/make-mrz.ts'
import {
  type ComparedField,
  comparePassport,
  type Marked,
} from '../../../../scanner-client/pwa/scanning/passport-comparison.ts'
import { makeClaims, makeKnowledge, NOW, qrTextOf } from '../../../made.ts'

const DAY = civilDateAt(NOW)
const BOOTH = { audience: 'entry', checkpoint: 'NQZ' } as const

/** What a booth is shown of a visa; the carrier's part of it is the same. */
async function factsOf(change: Partial<VisaClaims> = {}): Promise<BorderFacts> {
  const { visa } = await decide(qrTextOf(makeClaims(change)), BOOTH, await makeKnowledge(), NOW)
  if (visa === null || !('claims' in visa)) throw new Error('the facts of a border device were expected')
  return visa
}

const PASSPORT: MrzFields = {
  issuer: 'IND',
  surname: 'DOE',
  givenNames: 'JANE ANN',
  number: 'N1234567',
  nationality: 'IND',
  birthDate: '1990-02-28',
  sex: 'F',
  expires: '2031-05-01',
}
const passportWith = (change: Partial<MrzFields>) => makeTd3Mrz({ ...PASSPORT, ...change })
const named = (surname: string, given_names: string) => ({ holder: { ...makeClaims().holder, surname, given_names } })

function differing(visa: CarrierFacts | BorderFacts, mrz: string): ComparedField[] {
  return comparePassport(visa, mrz, DAY).flatMap(({ field, equal }) => (equal ? [] : [field]))
}
const marked = (marks: readonly Marked[]) => marks.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('')

t.test('side by side, as the visa writes it, all the same', async (t) => {
  const rows = comparePassport(await factsOf(), passportWith({}), DAY)
  t.same(
    rows.map(({ field, onVisa, onPassport, equal }) => [field, onVisa, onPassport, equal]),
    [
      ['surname', 'DOE', 'DOE', true],
      ['given-names', 'JANE ANN', 'JANE ANN', true],
      ['passport-number', 'N1234567', 'N1234567', true],
      ['issuer', 'IND', 'IND', true],
      ['nationality', 'IND', 'IND', true],
      ['birth-date', '1990-02-28', '1990-02-28', true],
      ['sex', 'F', 'F', true],
      ['expires', '2031-05-01', '2031-05-01', true],
    ],
  )
  t.notOk(rows.some(({ visaMarks, passportMarks }) => [...visaMarks, ...passportMarks].some(({ differs }) => differs)))
})

t.test(
  'an expiry is shown in the century that the e-visa says, and not at all where the passport has none',
  async (t) => {
    const until = async (onVisa: string, read: string) => {
      const visa = await factsOf({ passport: { number: 'N1234567', issuer: 'IND', expires: onVisa } })
      return comparePassport(visa, passportWith({ expires: read }), DAY).find(({ field }) => field === 'expires')
    }
    t.match(await until('2099-12-31', '2099-12-31'), { onPassport: '2099-12-31', equal: true })
    t.match(await until('2031-05-01', '2099-12-31'), { onPassport: '1999-12-31', equal: false })
    t.match(await until('2179-06-06', ''), { onPassport: '', equal: false, passportMarks: [] })
  },
)

t.test('each field that differs is the only one that does, with its letters marked', async (t) => {
  const visa = await factsOf()
  const cases: readonly (readonly [Partial<MrzFields>, ComparedField, string, string])[] = [
    [{ number: 'N1234568' }, 'passport-number', 'N123456[7]', 'N123456[8]'],
    [{ issuer: 'LKA' }, 'issuer', '[IND]', '[LKA]'],
    [{ nationality: 'PAK' }, 'nationality', '[IND]', '[PAK]'],
    [{ birthDate: '1990-02-26' }, 'birth-date', '1990-02-2[8]', '1990-02-2[6]'],
    [{ birthDate: '1985-02-28' }, 'birth-date', '19[90]-02-28', '19[85]-02-28'],
    [{ sex: 'M' }, 'sex', '[F]', '[M]'],
    [{ expires: '2031-06-01' }, 'expires', '2031-0[5]-01', '2031-0[6]-01'],
    [{ surname: 'ROE' }, 'surname', '[D]OE', '[R]OE'],
    [{ givenNames: 'JANE AMY' }, 'given-names', 'JANE A[NN]', 'JANE A[MY]'],
  ]
  for (const [change, field, onVisa, onPassport] of cases) {
    const mrz = passportWith(change)
    t.same(differing(visa, mrz), [field])
    const row = comparePassport(visa, mrz, DAY).find((one) => one.field === field)
    t.equal(marked(row?.visaMarks ?? []), onVisa, field)
    t.equal(marked(row?.passportMarks ?? []), onPassport, field)
  }
})

t.test('what the rules forgive is shown, and is no fault', async (t) => {
  const cases = [
    ['MULLER', 'JORG', { surname: 'MUELLER', givenNames: 'JOERG' }],
    ['DOE', 'JANE ANN', { surname: 'JANE', givenNames: 'ANN DOE' }],
    ['DOE', 'JANE ANN', { sex: 'X' }],
    ['DOE', 'JANE ANNABELLA CHRISTINA MAGDALENA ELISA', { givenNames: 'JANE ANNABELLA CHRISTINA MAGDALENA ELISA' }],
  ] as const
  for (const [surname, given, change] of cases) {
    const visa = await factsOf(named(surname, given))
    const rows = comparePassport(visa, passportWith(change), DAY)
    t.ok(
      rows.every(({ equal }) => equal),
      surname,
    )
    t.ok(
      rows.some(({ visaMarks, passportMarks }) =>
        [...visaMarks, ...passportMarks].some(({ differs, cut }) => differs || cut),
      ),
      `${surname}: but it is shown`,
    )
  }
})

t.test('a name that the passport has no room for is marked as cut, and not as another one', async (t) => {
  const given = 'JANE ANNABELLA CHRISTINA MAGDALENA ELISA'
  const visa = await factsOf(named('DOE', given))
  const rows = comparePassport(visa, passportWith({ givenNames: given }), DAY)
  const row = rows.find(({ field }) => field === 'given-names')
  t.match(row, { isCut: true, equal: true, onPassport: 'JANE ANNABELLA CHRISTINA MAGDALENA' })
  t.same(row?.visaMarks, [
    { text: 'JANE ANNABELLA CHRISTINA MAGDALENA', differs: false },
    { text: ' ELISA', differs: false, cut: true },
  ])
  t.same(
    rows.filter(({ isCut }) => isCut).map(({ field }) => field),
    ['given-names'],
  )
  const other = comparePassport(visa, passportWith({ givenNames: given.replace('JANE', 'JADE') }), DAY)
  t.match(other[1], { isCut: true, field: 'given-names', equal: false })
  const surname = 'ANNABELLACHRISTINAMAGDALENAELISABETHDOE'
  const single = comparePassport(await factsOf(named(surname, '')), passportWith({ surname, givenNames: '' }), DAY)
  t.match(single[0], { field: 'surname', isCut: true, equal: true })
})

t.test('another given name is no fault of a surname that is only spelt otherwise', async (t) => {
  const visa = await factsOf(named('MULLER', 'JANE'))
  t.same(differing(visa, passportWith({ surname: 'MUELLER', givenNames: 'PETRA' })), ['given-names'])
  t.same(differing(visa, passportWith({ surname: 'MEIER', givenNames: 'JANE' })), ['surname'])
})

t.test('a single name, and a birth date that is partly unknown', async (t) => {
  const single = await factsOf(named('SUHARTO', ''))
  t.same(differing(single, passportWith({ surname: 'SUHARTO', givenNames: '' })), [])
  t.same(differing(single, passportWith({ surname: 'SUHARTO', givenNames: 'ADI' })), ['given-names'])
  const unknown = await factsOf({ holder: { ...makeClaims().holder, birth_date: '1990' } })
  t.same(differing(unknown, passportWith({ birthDate: '1990' })), [])
  t.same(differing(unknown, passportWith({ birthDate: '1990-02' })), ['birth-date'])
})

t.test('nothing is called equal that was not read', async (t) => {
  const visa = await factsOf()
  const misread = passportWith({}).replace('N1234567', 'N1234568')
  for (const mrz of [null, '', misread]) {
    const rows = comparePassport(visa, mrz, DAY)
    t.equal(rows.length, 8)
    t.ok(
      rows.every(({ onPassport, equal, passportMarks }) => onPassport === null && !equal && passportMarks.length === 0),
    )
  }
})

t.test('a carrier compares what is printed, and no more', async (t) => {
  const { visa_number, category, valid_from, valid_until, surname, given_names, passport_number } = await factsOf()
  const before = { visa_number, category, valid_from, valid_until, surname, given_names, passport_number }
  const fields = (visa: CarrierFacts) => comparePassport(visa, passportWith({}), DAY).map(({ field }) => field)
  t.same(fields({ ...before, birth_date: '1990-02-28' }), ['surname', 'given-names', 'passport-number', 'birth-date'])
  t.same(fields(before), ['surname', 'given-names', 'passport-number'], 'of a server that tells no birth date')
  t.same(differing({ ...before, birth_date: '1990-02-26' }, passportWith({})), ['birth-date'])
})

t.test('the marks are the whole text, and what is not marked is the same on both sides', async () => {
  const visa = await factsOf()
  const numbers = fc.stringMatching(/^[A-Z0-9]{1,9}$/)
  const join = (marks: readonly Marked[], keep: (one: Marked) => boolean) =>
    marks
      .filter(keep)
      .map(({ text }) => text)
      .join('')
  fc.assert(
    fc.property(numbers, numbers, (onVisa, onPassport) => {
      const rows = comparePassport({ ...visa, passport_number: onVisa }, passportWith({ number: onPassport }), DAY)
      const row = rows.find(({ field }) => field === 'passport-number')
      if (row === undefined) return false
      const [visaAll, passportAll] = [join(row.visaMarks, () => true), join(row.passportMarks, () => true)]
      const [visaSame, passportSame] = [row.visaMarks, row.passportMarks].map((marks) =>
        join(marks, (one) => !one.differs),
      )
      const isMarked = [...row.visaMarks, ...row.passportMarks].some(({ differs }) => differs)
      return (
        visaAll === onVisa &&
        passportAll === onPassport &&
        visaSame === passportSame &&
        row.equal === (onVisa === onPassport) &&
        isMarked === !row.equal
      )
    }),
  )
})
