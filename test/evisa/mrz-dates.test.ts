import t from 'tap'
import {
  birthDate,
  compareBirthDates,
  compareStatedBirth,
  expiryDate,
  mrzBirthDate,
  plainBirthDate,
} from '#evisa/mrz-dates.ts'

t.test('shows a birth date as an MRZ does', async (t) => {
  t.equal(mrzBirthDate('1985-03-17'), '850317')
  t.equal(mrzBirthDate('1985-03'), '8503<<')
  t.equal(mrzBirthDate('2005'), '05<<<<')
})

t.test('writes each unknown part of a birth date as fillers', async (t) => {
  for (const [read, plain] of [
    ['850317', '850317'],
    ['8503<<', '8503<<'],
    ['850300', '8503<<'],
    ['8503XX', '8503<<'],
    ['850000', '85<<<<'],
    ['85XXXX', '85<<<<'],
    ['8500<<', '85<<<<'],
    ['001017', '001017'],
    ['00<<<<', '00<<<<'],
    ['00XXXX', '00<<<<'],
    ['000000', '<<<<<<'],
    ['000029', '00<<29'],
    ['XXXXXX', '<<<<<<'],
  ] as const) {
    t.equal(plainBirthDate(read), plain, read)
  }
})

t.test('an expiry is at most twenty years ahead, or past', async (t) => {
  for (const [read, asked, date] of [
    ['310822', '2026-11-22', '2031-08-22'],
    ['261121', '2026-11-22', '2026-11-21'],
    ['461231', '2026-11-22', '2046-12-31'],
    ['470101', '2026-11-22', '1947-01-01'],
    ['991231', '2026-11-22', '1999-12-31'],
    ['000229', '2026-11-22', '2000-02-29'],
    ['991231', '2079-01-01', '2099-12-31'],
    ['991231', '2078-12-31', '1999-12-31'],
    ['050101', '2095-06-01', '2105-01-01'],
    ['980101', '2100-01-01', '2098-01-01'],
  ] as const) {
    t.equal(expiryDate(read, asked), date, `${read} on ${asked}`)
  }
})

t.test('what ends further ahead by the e-visa itself is not past', async (t) => {
  for (const [read, onVisa, date] of [
    ['310822', '2031-08-22', '2031-08-22'],
    ['991231', '2031-08-22', '1999-12-31'],
    ['470101', '2047-01-01', '2047-01-01'],
    ['470102', '2047-01-01', '2047-01-02'],
    ['480101', '2047-01-01', '1948-01-01'],
    ['991231', '2099-12-31', '2099-12-31'],
    ['790606', '2179-06-06', '2179-06-06'],
    ['991231', '2179-06-06', '2099-12-31'],
    ['<<<<<<', '2179-06-06', ''],
  ] as const) {
    t.equal(expiryDate(read, '2026-11-22', onVisa), date, `${read}, ${onVisa} on the e-visa`)
  }
})

t.test('nobody is born after the day asked about', async (t) => {
  for (const [plain, date] of [
    ['850317', '1985-03-17'],
    ['261122', '2026-11-22'],
    ['261123', '1926-11-23'],
    ['270101', '1927-01-01'],
    ['2611<<', '2026-11'],
    ['2612<<', '1926-12'],
    ['26<<<<', '2026'],
    ['27<<<<', '1927'],
    ['85<<17', '1985'],
    ['<<0317', ''],
    ['<<<<<<', ''],
  ] as const) {
    t.equal(birthDate(plain, '2026-11-22'), date, plain)
  }
})

t.test('what is not known on either side is compared no further', async (t) => {
  for (const [date, plain, found] of [
    ['1990-03-04', '900304', 'same'],
    ['1990-03', '9003<<', 'same'],
    ['1990', '90<<<<', 'same'],
    ['2000', '00<<<<', 'same'],
    ['1990-03-04', '9003<<', 'open'],
    ['1990-03-04', '90<<04', 'open'],
    ['1990-03-04', '<<<<<<', 'open'],
    ['1990', '900304', 'open'],
    ['1985', '00<<<<', 'open'],
    ['2000', '<<<<<<', 'open'],
    ['1990', '00<<29', 'open'],
    ['1990-03-29', '00<<29', 'open'],
    ['1990-03-28', '00<<29', 'different'],
    ['1990-03-04', '900305', 'different'],
    ['1990-03-04', '9004<<', 'different'],
    ['1990-03-04', '<<0404', 'different'],
    ['1990', '91<<<<', 'different'],
    ['1985-03-04', '000304', 'different'],
  ] as const) {
    t.equal(compareBirthDates(date, plain), found, `${date} against ${plain}`)
  }
})

t.test('a list may know more of a birth date than the visa, and not less', async (t) => {
  for (const [signed, stated, found] of [
    ['1990-03-04', '1990-03-04', 'same'],
    ['1990', '1990-03-04', 'same'],
    ['1990-03-04', '1990-03', 'open'],
    ['1990-03', '1990', 'open'],
    ['1990-03-04', '1990-03-05', 'different'],
    ['1990', '1991', 'different'],
  ] as const) {
    t.equal(compareStatedBirth(signed, stated), found, `${signed}, ${stated}`)
  }
})
