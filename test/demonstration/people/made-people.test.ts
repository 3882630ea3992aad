import t from 'tap'
import { readMrz } from '#evisa/mrz.ts'
import { invitedFrom, lastDayFrom, MADE_PEOPLE } from '../../../demonstration/people/made-people.ts'

t.test('six people, whose lines say what their passports do', async (t) => {
  t.equal(new Set(MADE_PEOPLE.map(({ passport }) => passport)).size, 6)
  for (const { passport, surname, nationality, birthDate, expires, mrz } of MADE_PEOPLE) {
    const read = readMrz(mrz.join('\n'))
    t.match(read, { ok: true, value: { surname, nationality } }, passport)
    t.equal(mrz[1]?.slice(13, 19), birthDate.replaceAll('-', '').slice(2))
    t.equal(mrz[1]?.slice(21, 27), expires.replaceAll('-', '').slice(2))
  }
})

t.test('a visit of thirty days, the first one counted', async (t) => {
  t.equal(lastDayFrom('2026-11-30'), '2026-12-29')
  const [nimali] = MADE_PEOPLE
  t.match(nimali && invitedFrom(nimali, '2026-11-30', 'B12'), {
    ...{ surname: 'PERERA', birth_date: '1990-03-04', passport: { number: 'N1234567', issuer: 'LKA' } },
    ...{ purpose: 'tourism', category: 'B12', entries: 1, stay_days: 30 },
    ...{ valid_from: '2026-11-30', valid_until: '2026-12-29' },
  })
})
