import t from 'tap'
import { visaNumbersIn } from '../../../desk/calls/visa-numbers-in.ts'

t.test('reads one number a line, without remarks and empty lines, whatever editor wrote it', async (t) => {
  t.same(visaNumbersIn('\ufeffK7Q2-M4XN-9TBD\r\n\r\n # of the list\n K7Q2M4XN9TBE # stolen\n'), [
    'K7Q2-M4XN-9TBD',
    'K7Q2M4XN9TBE',
  ])
  t.same(visaNumbersIn(' \n#'), [])
})
