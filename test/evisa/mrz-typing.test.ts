import fc from 'fast-check'
import t from 'tap'
import { readMrz } from '#evisa/mrz.ts'
import { helpTyping, LINE_LENGTH, lineTyped, withFillers } from '#evisa/mrz-typing.ts'
import { checkDigit, makeTd3Mrz } from '../../fixtures/make-mrz.ts'

const MRZ = makeTd3Mrz({
  issuer: 'LKA',
  surname: 'PERERA',
  givenNames: 'NIMALI SANDUNI',
  number: 'OB1S2Z085',
  nationality: 'LKA',
  birthDate: '1990-12-28',
  sex: 'F',
  expires: '2031-08-22',
})
const [FIRST = '', SECOND = ''] = MRZ.split('\n')
const put = (line: string, at: number, letter: string) => line.slice(0, at) + letter + line.slice(at + 1)

t.test('takes what people type for an MRZ', async (t) => {
  t.equal(lineTyped('p<lka perera  nimali'), 'P<LKA<PERERA<<NIMALI')
  t.equal(lineTyped('P«LKA‹ж-.é'), 'P<LKA<')
  t.equal(lineTyped('N١٢٣۴'), 'N1234', 'digits as an Arabic or a Persian keyboard has them')
  t.equal(lineTyped('P;LKA_PERERA>>'), 'P<LKA<PERERA<<', 'as other keyboards have it')
  t.equal(lineTyped('«ä1-2'), '<12')
  t.equal(lineTyped('<'.repeat(99)).length, LINE_LENGTH)
})

t.test('other signs stand for fillers', async (t) => {
  t.equal(withFillers('p lka«a‹_'), 'P<LKA<A<<')
})

t.test('both lines right: the zone, and nothing to say', async (t) => {
  const help = helpTyping(FIRST.toLowerCase().replaceAll('<', ' '), SECOND)
  t.match(help, { wrong: [], suggestions: [], mrz: MRZ })
  t.same(
    help.lines.map(({ missing, impossible }) => [missing, impossible]),
    [
      [0, []],
      [0, []],
    ],
  )
})

t.test('says how much is missing', async (t) => {
  t.match(helpTyping('', ''), { lines: [{ missing: 44 }, { missing: 44 }], wrong: [], mrz: null })
  t.match(helpTyping(FIRST, SECOND.slice(0, 40)), { lines: [{ missing: 0 }, { missing: 4 }], wrong: [], mrz: null })
})

t.test('a field is judged as soon as it is whole, and not before', async (t) => {
  const wrong = put(put(put(SECOND, 3, '9'), 15, '7'), 24, '1')
  t.same(helpTyping(FIRST, wrong.slice(0, 9)).wrong, [])
  t.same(helpTyping(FIRST, wrong.slice(0, 10)).wrong, ['number'])
  t.same(helpTyping(FIRST, wrong.slice(0, 19)).wrong, ['number'])
  t.same(helpTyping(FIRST, wrong.slice(0, 20)).wrong, ['number', 'birth-date'])
  t.same(helpTyping(FIRST, wrong.slice(0, 28)).wrong, ['number', 'birth-date', 'expires'])
  t.equal(helpTyping(FIRST, wrong.slice(0, 28)).lines[1].missing, 16)
  for (let length = 0; length <= LINE_LENGTH; length++) {
    t.same(helpTyping(FIRST, SECOND.slice(0, length)).wrong, [], `${length} letters of a right line`)
  }
  t.same(helpTyping(FIRST, put(SECOND, 43, SECOND[43] === '7' ? '8' : '7')).wrong, ['composite'])
})

t.test('what cannot stand in a place is told', async (t) => {
  t.same(helpTyping(put(FIRST, 7, '0'), put(SECOND, 14, 'O')).lines[0].impossible, [7])
  t.same(helpTyping(put(FIRST, 7, '0'), put(SECOND, 14, 'O')).lines[1].impossible, [14])
  t.same(helpTyping(put(FIRST, 0, '<'), put(SECOND, 20, 'D')).lines[1].impossible, [20])
  t.same(helpTyping(FIRST, put(SECOND, 18, '<')).lines[1].impossible, [], 'a birth day may be unknown')
  t.same(helpTyping(FIRST, put(SECOND, 18, 'X')).lines[1].impossible, [], 'and is X on some passports')
  t.same(helpTyping(FIRST, put(SECOND, 24, 'X')).lines[1].impossible, [24], 'an expiry is known')
})

t.test('a number without a check digit is no fault of the typing', async (t) => {
  const start = put(SECOND, 9, '<').slice(0, -1)
  const right = start + checkDigit(start.slice(0, 10) + start.slice(13, 20) + start.slice(21))
  t.match(helpTyping(FIRST, right), { wrong: [], mrz: `${FIRST}\n${right}` })
  t.same(helpTyping(FIRST, right).lines[1].impossible, [])
})

t.test('a letter misread for another is proposed, in one field or in several; never put in', async () => {
  const misread: Record<string, string> = { O: '0', B: '8', I: '1', S: '5', Z: '2' }
  for (const [letter, digit] of Object.entries({ ...misread })) misread[digit] = letter
  const places = (start: number, end: number) =>
    Array.from({ length: end - start }, (_, at) => start + at).filter((at) => misread[SECOND[at] ?? ''] !== undefined)
  const inNumber = fc.constantFrom(...places(0, 9))
  const inDates = fc.subarray([places(13, 19), places(21, 27)].map(([at = 0]) => at))
  fc.assert(
    fc.property(inNumber, inDates, (one, others) => {
      const typed = [one, ...others].reduce((line, at) => put(line, at, misread[line[at] ?? ''] ?? ''), SECOND)
      const help = helpTyping(FIRST, typed)
      return help.suggestions.includes(SECOND) && help.lines[1].text === typed && help.mrz === null
    }),
  )
})

t.test('whatever is proposed fits, and what cannot be told is not proposed', async (t) => {
  const typed = fc.stringMatching(/^[A-Z0-9<]{44}$/)
  fc.assert(
    fc.property(typed, (line) =>
      helpTyping(FIRST, line).suggestions.every((one) => {
        const changed = [...one].filter((letter, at) => letter !== line[at]).length
        return helpTyping(FIRST, one).wrong.length === 0 && changed > 0 && changed <= 3
      }),
    ),
  )
  const [start, end] = [SECOND.slice(0, 3), SECOND.slice(4)]
  t.same(helpTyping(FIRST, `${start}X${end}`).suggestions.includes(SECOND), false, 'an X is misread for nothing')
})

t.test('the zone is given only for what reads as a passport', async () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (first, second) => {
      const { mrz } = helpTyping(first, second)
      return mrz === null || readMrz(mrz).ok
    }),
  )
})
