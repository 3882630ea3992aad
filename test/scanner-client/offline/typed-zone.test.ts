import fc from 'fast-check'
import t from 'tap'
import { type MrzFields, makeTd1Mrz, makeTd3Mrz } from '../../../fixtures/make-mrz.ts'
import { formOf, mayGoOn, provenZone } from '../../../scanner-client/offline/typed-zone.ts'
import { LAYOUTS, type LayoutName, typedBy } from '../pwa/reading/keyboard-layouts.ts'

const PERERA: MrzFields = {
  issuer: 'LKA',
  surname: 'PERERA',
  givenNames: 'NIMALI SANDUNI',
  number: 'N1234567',
  nationality: 'LKA',
  birthDate: '1990-03-04',
  sex: 'F',
  expires: '2031-08-22',
}
const MRZ = makeTd3Mrz(PERERA)
const CARD = makeTd1Mrz(PERERA)
const TD2 = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6'
const STICKER = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C<3UTO6908061F94062366E184226B<<<<<<<'
const linesOf = (zone: string) => zone.split('\n').map((line) => [line])
const typedOn = (text: string, computer: LayoutName) =>
  typedBy(text, 'us', computer)
    .map(({ key }) => key)
    .join('')

t.test('a zone is read with its fillers cut off, or written as another sign', async (t) => {
  for (const zone of [MRZ, CARD, TD2, STICKER]) {
    t.equal(provenZone(linesOf(zone)), zone)
    t.equal(provenZone(linesOf(zone.toLowerCase())), zone)
    t.equal(provenZone(linesOf(zone.replaceAll(/<+$/gm, ''))), zone, `cut off: ${zone}`)
    for (const sign of ['_', ' ', '«', ';', '>', '?', '.', '-', '|', '*'])
      t.equal(provenZone(linesOf(zone.replaceAll('<', sign))), zone, `${sign} for the filler`)
    t.equal(provenZone(linesOf(zone.replaceAll(/<+$/gm, (fillers) => '_'.repeat(fillers.length)))), zone, 'at the end')
  }
})

t.test('its lines may come in one burst', async (t) => {
  for (const zone of [MRZ, CARD, TD2, STICKER]) t.equal(provenZone([[zone.replaceAll('\n', '')]]), zone)
  const [first = '', second = ''] = MRZ.split('\n')
  t.equal(provenZone([[first.replace(/<+$/, '') + second]]), MRZ, 'the first without its last fillers')
})

t.test('a keyboard of another layout is seen through where check digits prove it', async (t) => {
  for (const computer of Object.keys(LAYOUTS) as LayoutName[]) {
    for (const zone of [MRZ, CARD])
      t.equal(provenZone(zone.split('\n').map((line) => [typedOn(line, computer)])), zone, computer)
    t.equal(provenZone([[typedOn(MRZ.replace('\n', ''), computer)]]), MRZ, `${computer}, in one burst`)
  }
})

t.test('where nothing tells whether letters were exchanged, nobody guesses', async (t) => {
  const yilmaz = (number: string) => makeTd3Mrz({ ...PERERA, surname: 'YILMAZ', number })
  const typed = (zone: string) => zone.split('\n').map((line) => [typedOn(line, 'german')])
  t.equal(provenZone(typed(yilmaz('N1234567'))), 'several')
  t.equal(provenZone(typed(yilmaz('NZ234567'))), yilmaz('NZ234567'), 'a letter of the number tells')
  t.equal(provenZone(typed(yilmaz('N1234567').replaceAll('<', '_'))), 'several', 'with another filler, too')
  t.equal(provenZone(linesOf(yilmaz('N1234567'))), yilmaz('N1234567'), 'its own filler is believed')
  const keys = yilmaz('N1234567')
    .split('\n')
    .map((line) => [line, typedOn(line, 'german')])
  t.equal(provenZone(keys), yilmaz('N1234567'), 'so are the places of the keys')
})

t.test('a wrong check digit is never made right', async () => {
  const places = [...MRZ].flatMap((letter, at) => (at > 44 && /[0-9]/.test(letter) ? [at] : []))
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('<', ';', '_'),
      (at, by, sign) => {
        const wrong = MRZ.slice(0, at) + ((Number(MRZ[at]) + by) % 10) + MRZ.slice(at + 1)
        return provenZone(linesOf(wrong.replaceAll('<', sign))) === null
      },
    ),
  )
})

t.test('what begins like a passport is told from what does not', async (t) => {
  const [first = '', second = ''] = MRZ.split('\n')
  for (const line of [
    first,
    first.replace(/<+$/, ''),
    typedOn(first, 'german'),
    typedOn(first, 'russian'),
    'P<LKAPERERA',
  ])
    t.equal(formOf([line]), 'first', line)
  for (const line of [second, typedOn(second, 'german'), CARD.split('\n')[1] ?? ''])
    t.equal(formOf([line]), 'later', line)
  for (const line of [first.slice(1), 'MARIA<<ANNA<<<<<<<<<<<<<<<<<<<']) t.equal(formOf([line]), 'some', line)
  for (const line of [
    '',
    '<',
    'garbage',
    'PASSPORT CONTROL',
    'the name that  is typed by a hand',
    'M1PERERA/NIMALI       E7X2K4 CMBNQZKC 0104',
    'A'.repeat(44),
    '7'.repeat(44),
    'https://example.org/a?b=c&d=e',
    'WIFI:T:WPA;S:Airport Free;P:12345678;;',
    'P'.repeat(4000),
  ]) {
    t.equal(formOf([line]), null, line.slice(0, 60))
  }
  t.equal(mayGoOn([`${'A1234567890'.repeat(4)}`]), true, 'a full second line')
  t.equal(mayGoOn(['garbage']), false)
})
