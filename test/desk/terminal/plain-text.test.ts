import t from 'tap'
import { plainText, typedWord } from '../../../desk/terminal/plain-text.ts'

t.test('letters of every script stay, what steers a terminal or turns the writing does not', async (t) => {
  t.equal(plainText('Нұр Жолы, Әсел O’Neil 阿拉木图'), 'Нұр Жолы, Әсел O’Neil 阿拉木图')
  for (const steering of ['\u001b', '\u009b', '\r\n', '\u0007', '\u202e', '\u2066\u2069', '\ufeff', '\u0000', '\ud800'])
    t.equal(plainText(`a${steering}b`), 'a b', JSON.stringify(steering))
})

t.test('a word is given as it is typed into a shell', async (t) => {
  t.equal(typedWord('/srv/airport-1.bundle'), '/srv/airport-1.bundle')
  t.equal(typedWord("/srv/Әсел's $(ls)"), "'/srv/Әсел'\\''s $(ls)'")
})
