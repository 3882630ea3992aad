/** What others publish, and what another parser says: the package `mrz`, which served here before. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { parse } from 'mrz'
import t from 'tap'
import { type PassportReading, readMrz } from '#evisa/mrz.ts'
import { type MrzFields, makeTd1Mrz, makeTd2Mrz, makeTd3Mrz } from '../../fixtures/make-mrz.ts'

interface Vector {
  readonly source: string
  readonly mrz: readonly string[]
  readonly read: Partial<PassportReading> | null
}

const file = new URL('../../fixtures/reference/mrz-vectors.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }

t.test('reads the specimens that others publish', async (t) => {
  t.ok(vectors.length > 30)
  for (const { source, mrz, read } of vectors) {
    const reading = readMrz(mrz.join('\n'))
    if (read === null) t.same(reading, { ok: false, error: 'passport/misread' }, `${source}: ${mrz}`)
    else t.match(reading, { ok: true, value: read }, `${source}: ${mrz}`)
  }
})

const PROVEN = ['documentNumberCheckDigit', 'birthDateCheckDigit', 'expirationDateCheckDigit', 'compositeCheckDigit']

/** The same by the package, as far as it goes; null where a check digit is wrong to it. */
function byPackage(text: string): Partial<PassportReading> | null {
  const { fields, details } = parse(text.split('\n'))
  const isRight = details.every(({ field, valid }) => field === null || !PROVEN.includes(field) || valid)
  const [number, surname, givenNames] = [fields.documentNumber, fields.lastName, fields.firstName]
  if (!isRight || !number) return null
  return {
    number: number.replaceAll(' ', ''),
    surname: surname ?? '',
    givenNames: givenNames ?? '',
    birthDate: fields.birthDate ?? '',
  }
}

// States and dates that the package knows, and surnames that leave room: it does not take a single name.
const people = (longest: number) =>
  fc.record({
    issuer: fc.constantFrom('LKA', 'DEU', 'KAZ', 'GBR'),
    nationality: fc.constantFrom('LKA', 'IND', 'XXA'),
    surname: fc.stringMatching(/^[A-Z]{1,9}( [A-Z]{1,6}){0,2}$/),
    givenNames: fc.stringMatching(/^[A-Z]{1,8}( [A-Z]{1,8}){0,3}$/),
    number: fc.string({ unit: fc.constantFrom(...'ABCXYZ0123456789'), minLength: 1, maxLength: longest }),
    birthDate: fc.constantFrom('1985-03-17', '2012-12-31', '1960-01-01'),
    sex: fc.constantFrom('F', 'M', 'X'),
    expires: fc.constantFrom('2031-08-22', '2029-12-31'),
  })

const LETTERS = [...'<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']

t.test('says of made documents, right and with a letter changed, what the package says', async (t) => {
  const seen = { right: 0, misread: 0 }
  const same = (make: (fields: MrzFields) => string, longest: number, name: number) =>
    fc.assert(
      fc.property(people(longest), fc.nat(89), fc.constantFrom(...LETTERS), (made, at, letter) => {
        const right = make(made)
        // The name has no check digit, and what may stand in it is asked of ours alone.
        const changed =
          right[at] === '\n' || right[at] === undefined ? right : right.slice(0, at) + letter + right.slice(at + 1)
        for (const text of right.split('\n')[name] === changed.split('\n')[name] ? [right, changed] : [right]) {
          const [ours, theirs] = [readMrz(text), byPackage(text)]
          if (!ours.ok) {
            seen.misread++
            continue
          }
          // Where a filler stands for the digit of a number that does not go on, theirs takes what follows for it.
          if (!ours.value.isNumberProven) continue
          seen.right++
          const found = Object.entries(theirs ?? { number: null })
          if (!found.every(([field, value]) => ours.value[field as keyof PassportReading] === value)) {
            throw new Error(`${text}\n${JSON.stringify([ours.value, theirs])}`)
          }
        }
      }),
      { numRuns: 3000 },
    )
  same(makeTd3Mrz, 9, 0)
  same(makeTd2Mrz, 14, 0)
  same(makeTd1Mrz, 22, 2)
  t.ok(seen.right > 9000 && seen.misread > 1000, JSON.stringify(seen))
})

t.test('misreads nothing that the package proves and that can be', async (t) => {
  // Any second line whose check digits the package proves is read, if its fields can hold what they hold.
  let proven = 0
  const digits = fc.stringMatching(/^[0-9]{6}$/)
  fc.assert(
    fc.property(people(9), digits, digits, (made, birth, expires) => {
      const dated = { ...made, birthDate: `19${birth}`, expires: `20${expires}` }
      const text = makeTd3Mrz(dated)
      if (byPackage(text) === null) throw new Error(`the package misreads ${text}`)
      proven++
      const month = (date: string) => Number(date.slice(2, 4))
      const day = (date: string) => Number(date.slice(4))
      const can =
        month(birth) <= 12 &&
        day(birth) <= 31 &&
        month(expires) % 13 > 0 &&
        month(expires) <= 12 &&
        day(expires) > 0 &&
        day(expires) <= 31
      return readMrz(text).ok === can
    }),
    { numRuns: 2000 },
  )
  t.equal(proven, 2000)
})
