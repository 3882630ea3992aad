import t from 'tap'
import { latinDigits } from '#evisa/latin-digits.ts'

t.test('digits of every script are read', async (t) => {
  t.equal(latinDigits('٠١٢٣٤٥٦٧٨٩ ۰۹ ०९ ９ a7'), '0123456789 09 09 9 a7')
  t.equal(latinDigits('𝟎𝟗𝟘𝟡𝟬𝟵'), '090909', 'those of formulas, whose styles have no gap between them')
})
