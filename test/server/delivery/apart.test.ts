import t from 'tap'
import { apart, asHtml, asText, escaped, withoutTurning } from '../../../server/delivery/apart.ts'

const whole = (value: string) => `<bdi style="white-space:nowrap">${value}</bdi>`

t.test(
  'what is put in is apart from the words about it: as text where they are written from the right, and on every page',
  async (t) => {
    const words = `${apart('K7Q2-M4XN')} و ${apart('7777-K2')}`
    t.equal(asText(words, 'ar'), '\u2068K7Q2-M4XN\u2069 و \u20687777-K2\u2069')
    t.equal(asText(words, 'en'), 'K7Q2-M4XN و 7777-K2')
    t.equal(asHtml(words), `${whole('K7Q2-M4XN')} و ${whole('7777-K2')}`)
  },
)

t.test('what is typed from a mail has no marks about it', async (t) => {
  t.equal(asText(`${apart('012345')}: رمز`, 'ar'), '012345: رمز')
})

t.test('a number stays one, since words go with it', async (t) => {
  t.equal(apart(5), 5)
})

t.test('nobody turns round what stands about a name', async (t) => {
  const name = 'Dala\u202e\u2069\u2067\u200f\u061c LLP'
  t.equal(withoutTurning(name), 'Dala LLP')
  t.equal(apart(name), '\u2068Dala LLP\u2069')
  t.equal(asHtml(apart(name)), '<bdi>Dala LLP</bdi>')
})

t.test('on a page a text is a text, in its lines', async (t) => {
  t.equal(escaped(`<a href="x">'&`), '&#60;a href=&#34;x&#34;&#62;&#39;&#38;')
  t.equal(asHtml(apart('<b>\r\none\ntwo')), '<bdi>&#60;b&#62;<br>one<br>two</bdi>')
})
