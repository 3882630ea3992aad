import fc from 'fast-check'
import t from 'tap'
import { jwsOfText, qrTextOfJws } from '#evisa/qr-text.ts'
import { takeFromAddress, textPasted } from '../../../../scanner-client/pwa/check-page/check-address.ts'
import { signVisa, unwrap } from '../../../made.ts'

const JWS = signVisa()
const DIGITS = unwrap(qrTextOfJws(JWS)).replace(/^EV1:/, '')

function visit(address: string) {
  const replaced: string[] = []
  const text = takeFromAddress(new URL(address), { replaceState: (_state, _title, url) => replaced.push(String(url)) })
  return { text, replaced }
}

t.test('takes the code out of the address, and leaves the rest of it', async (t) => {
  const { text, replaced } = visit(`https://evisa.example/Q#${DIGITS}`)
  t.same(jwsOfText(text), { ok: true, value: JWS })
  t.same(replaced, ['/Q'])
  t.same(visit(`https://evisa.example/scan/check.html?lang=kk#${DIGITS}`).replaced, ['/scan/check.html?lang=kk'])
})

t.test('a code that lost a part is told as one that did', async (t) => {
  t.same(jwsOfText(visit(`https://evisa.example/q#${DIGITS.slice(0, 40)}`).text), { ok: false, error: 'qr/malformed' })
})

t.test('without a code there is nothing to take', async (t) => {
  t.same(visit('https://evisa.example/Q'), { text: '', replaced: [] })
  t.same(visit('https://evisa.example/Q#'), { text: '', replaced: [] })
})

t.test('reads what people paste: the address, the text, the digits, broken into lines anywhere', async (t) => {
  const printed = ['', 'EV1:', 'HTTPS://EVISA.EXAMPLE/Q#', 'https://evisa.example/q#'].map((prefix) => prefix + DIGITS)
  const spaces = fc.array(fc.tuple(fc.nat(DIGITS.length), fc.constantFrom(' ', '\n', '\r\n', '\t', '\u00a0')))
  fc.assert(
    fc.property(fc.constantFrom(...printed), spaces, (text, put) => {
      const pasted = put.reduce((so, [at, space]) => so.slice(0, at) + space + so.slice(at), text)
      const jws = jwsOfText(textPasted(`  ${pasted}\n`))
      return jws.ok && jws.value === JWS
    }),
  )
  t.equal(textPasted('7'.repeat(1_000_000)).length < 10_000, true, 'a whole book is not taken in')
})
