import t from 'tap'
import { type ProposedVisa, sumOfVisas, tableOfVisas } from '../../../desk/terminal/proposed-visas.ts'

const one: ProposedVisa = {
  visa_number: 'K7Q2M4XN9TBD',
  holder: { surname: 'PERERA', given_names: 'NIMALI', nationality: 'LKA' },
  passport: { number: 'N1234567', issuer: 'LKA' },
  ...{ status: 'valid', status_when_proposed: 'valid', entries: 1, entries_used: 0 },
}
const other: ProposedVisa = {
  ...one,
  holder: { surname: 'SHARMA GUPTA', given_names: 'A', nationality: 'IND' },
  ...{ status: 'suspended', entries: 'multiple', entries_used: 12 },
}

t.test('the sum says what they are, of whom, and what is not as it was', async (t) => {
  t.equal(sumOfVisas([one]), 'one e-visa: 1 valid; nationality 1 LKA; none used to enter')
  t.equal(
    sumOfVisas([other, one, one]),
    '3 e-visas: 2 valid, 1 suspended; nationality 2 LKA, 1 IND; 1 used to enter; 1 changed since',
  )
  t.notMatch(sumOfVisas([{ ...other, status_when_proposed: null }]), /changed/, 'nobody kept what it was')
})

t.test('each stands in a line, in columns', async (t) => {
  t.same(tableOfVisas([one, other]), [
    'e-visa          holder          passport      nationality  entries         status',
    'K7Q2-M4XN-9TBD  PERERA NIMALI   LKA N1234567  LKA          0 of 1          valid',
    'K7Q2-M4XN-9TBD  SHARMA GUPTA A  LKA N1234567  IND          12 of multiple  suspended, was valid',
  ])
})

t.test('nothing that others wrote steers the terminal, or moves a column', async (t) => {
  const hostile: ProposedVisa = {
    ...one,
    holder: { surname: 'A\u001b[2JB', given_names: 'C\r\nD\u202e', nationality: 'L\u009bA' },
    passport: { number: '1\u0000', issuer: '\u0007X' },
    ...{ status: 'va\u001blid', status_when_proposed: '\u2066' },
  }
  const [heading = '', line = '', second = ''] = tableOfVisas([hostile, one])
  t.notMatch(`${heading}${line}${second}${sumOfVisas([hostile])}`, /\p{C}/u)
  t.equal(line.indexOf('0 of 1'), heading.indexOf('entries'))
  t.equal(second.indexOf('0 of 1'), heading.indexOf('entries'))
})
