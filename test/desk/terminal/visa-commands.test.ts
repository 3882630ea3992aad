import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { application } from '../../server/build-app.ts'
import { madeDesk } from '../made-desk.ts'

t.test('shows an e-visa, and writes its page, its picture and its code', async (t) => {
  const desk = await madeDesk(t)
  const { visa_number } = await desk.issue()
  const file = (name: string) => join(desk.dir, name)
  const asked = ['--document', file('a.pdf'), '--picture', file('a.png'), '--qr', file('qr.png')]
  const { text } = await desk.run('show', visa_number, ...asked)
  t.match(text, `${formatVisaNumber(visa_number)}  PERERA NIMALI SANDUNI`)
  t.match(text, `written: ${file('a.pdf')}`)
  t.equal(readFileSync(file('a.pdf')).subarray(0, 5).toString(), '%PDF-')
  for (const name of ['a.png', 'qr.png']) t.equal(readFileSync(file(name)).subarray(1, 4).toString(), 'PNG')
})

t.test('replaces an e-visa by a corrected one, and shows both links', async (t) => {
  const desk = await madeDesk(t)
  const asked = application()
  const { visa_number: first } = (await desk.authority('POST', '/v1/visas', asked)).body
  const file = join(desk.dir, 'corrected.json')
  writeFileSync(file, `\ufeff${JSON.stringify({ ...asked, stay_days: 20 })}`)
  const replace = ['replace', first, file, '--reason', 'wrong stay']
  await t.rejects(desk.run(...replace), { message: /was never sent by e-mail.*\n.*--to ADDRESS .* --by-hand/ })
  t.match((await desk.run('show', first)).text, /valid$/, 'nothing was done')
  const { text, json } = await desk.run(...replace, '--by-hand')
  const second = json[0].visa_number
  t.match(text, new RegExp(`^replaced ${formatVisaNumber(first)} by ${formatVisaNumber(second)} [^]*in the place of`))
  t.match(text, /nothing is sent: give it to its holder by hand/)
  t.match((await desk.run('show', first)).text, `revoked\n  replaced by ${formatVisaNumber(second)}`)
  const again = await desk.run(...replace)
  t.equal(again.json[0].visa_number, second, 'the answer was lost: the same again is the same correction')
  writeFileSync(file, JSON.stringify({ ...asked, stay_days: 21 }))
  const another = desk.run('replace', first, file, '--reason', 'again')
  await t.rejects(another, { message: new RegExp(`was replaced before: ${second} stands in its place`) })
  await t.rejects(desk.run('reinstate', first, '--reason', 'again'), { message: `${second} stands in its place` })
  await t.rejects(desk.run('show', first, '--document', join(desk.dir, 'b.pdf')), { message: /not printed any more/ })
  writeFileSync(file, '{')
  await t.rejects(desk.run('replace', second, file, '--reason', 'again'), { message: /is no JSON/ })
})

t.test('sends a corrected e-visa where the one before it went, or where it is told to', async (t) => {
  const desk = await madeDesk(t)
  const asked = application()
  const { visa_number: first } = (await desk.authority('POST', '/v1/visas', { ...asked, email: 'a@example.com' })).body
  const file = join(desk.dir, 'corrected.json')
  writeFileSync(file, JSON.stringify({ ...asked, stay_days: 20 }))
  const { text, json } = await desk.run('replace', first, file, '--reason', 'wrong stay')
  t.match(text, /to a@example\.com: waiting\n {2}No mail server is set/)
  const second = json[0].visa_number
  await t.rejects(desk.run('resend', (await desk.run('deliveries', '--visa', first)).json[0].deliveries[0].id), {
    message: new RegExp(`It is revoked: deliver ${second}`),
  })
  writeFileSync(file, JSON.stringify({ ...asked, stay_days: 19 }))
  const elsewhere = ['replace', second, file, '--reason', 'wrong stay', '--to', 'b@example.com', '--language', 'ru']
  t.match((await desk.run(...elsewhere)).json, [{ delivery: { email: 'b@example.com', language: 'ru' } }])
  t.match((await desk.run(...elsewhere)).json, [{ delivery: { email: 'b@example.com' } }], 'the same again is the same')
  await t.rejects(desk.run('replace', second, file, '--reason', 'wrong stay', '--to', 'c@example.com'), {
    message: /use deliver/,
  })
  const to = (address: string) => desk.run('replace', second, file, '--reason', 'wrong stay', '--to', address)
  await t.rejects(to('a,b'), { message: /^--to cannot be used: Give one plain/ })
  const alone = desk.run('replace', second, file, '--reason', 'wrong stay', '--language', 'ru')
  await t.rejects(alone, { message: /^--language is of an e-mail/ })
  writeFileSync(file, JSON.stringify({ ...asked, email: 'a@example.com', stay_days: 18 }))
  const both = desk.run('replace', second, file, '--reason', 'wrong stay', '--by-hand')
  await t.rejects(both, { message: /^--by-hand sends nothing, and email says where/ })
  await t.rejects(desk.run(...elsewhere, '--by-hand'), { message: /'--by-hand' cannot be used with option '--to/ })
})
