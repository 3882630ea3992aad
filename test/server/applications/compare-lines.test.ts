import t from 'tap'
import { compareLines, tellDifference } from '../../../server/applications/compare-lines.ts'
import type { Said } from '../../../server/applications/pages.ts'
import { readPage } from '../../../server/applications/read-pages.ts'
import { readLines } from '../../../server/applications/typed-passport.ts'
import { unwrap } from '../../made.ts'
import { linesOfPassport, typedBy } from '../made-application.ts'

const TODAY = '2026-11-22'
const { said } = readPage('passport', typedBy('', 'N1234567').passport, TODAY)
const compare = (change: Partial<Said<'passport'>>, lines = linesOfPassport()) => {
  if (said === null) throw new Error('the made passport has a fault')
  return compareLines({ ...said, mrz: unwrap(readLines(lines)), ...change }, TODAY)
}

t.test('what is typed as the lines have it differs in nothing', async (t) => {
  t.strictSame(compare({}), [])
  t.strictSame(compare({ mrz: null, surname: 'OTHER' }), [], 'without lines there is nothing to compare')
  t.strictSame(compare({ birth_date: '1990' }, linesOfPassport('N1234567', { birthDate: '1990' })), [])
})

t.test('every field that differs is told, by its first letter', async (t) => {
  const cases = [
    ['number', 'N1234587', /character 7 there is 8 instead of 6/],
    ['issuer', 'IND', /instead of L/],
    ['nationality', 'IND', /LKA/],
    ['sex', 'M', /say F/],
    ['expires', '2031-08-23', /2031-08-22/],
    ['birth_date', '1990-04-03', /1990-03-04/],
    [
      'surname',
      'PERERRA',
      /is PERERRA, and the lines of the passport say PERERA: at character 6 there is R instead of A/,
    ],
    ['given_names', 'NIMALI', /nothing more instead of/],
  ] as const
  for (const [field, typed, message] of cases)
    t.match(compare({ [field]: typed }), [{ field, rule: 'passport-lines', message }], field)
})

t.test('names in each other’s place are told; a spelling that is only alike is, too', async (t) => {
  t.strictSame(
    compare({ surname: 'NIMALI SANDUNI', given_names: 'PERERA' }).map(({ field }) => field),
    ['surname', 'given_names'],
  )
  const lines = linesOfPassport('N1234567', { surname: 'MUELLER' })
  t.match(compare({ surname: 'MULLER' }, lines), [{ field: 'surname', message: /MUELLER/ }])
})

t.test('lines too short for a name are compared as far as they go', async (t) => {
  const surname = 'WICKRAMASINGHE ARACHCHIGE'
  const lines = linesOfPassport('N1234567', { surname, givenNames: 'NIMALI SANDUNI' })
  t.strictSame(compare({ surname, given_names: 'NIMALI SANDUNI' }, lines), [])
  t.not(compare({ surname, given_names: 'KAMALI SANDUNI' }, lines).length, 0)
})

t.test('nothing is told, too', async (t) => {
  t.match(tellDifference('', 'X'), /is empty/)
  t.match(tellDifference('X', ''), /say nothing/)
})
