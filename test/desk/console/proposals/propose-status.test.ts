import { randomBytes } from 'node:crypto'
import t from 'tap'
import { formatVisaNumber, makeVisaNumber } from '#evisa/visa-number.ts'
import { consoleScene } from '../console-scene.ts'

t.test('says what is wrong at each field, and which numbers cannot be set, and keeps what was typed', async (t) => {
  const scene = await consoleScene(t)
  const at = await scene.signedIn(await scene.make('Aigul', ['operator']))
  const empty = await at.send(await at.get('/en/proposals/status'), {})
  t.equal(empty.status, 422)
  t.match(empty.texts('.govuk-error-summary a'), [/Choose what/, /Give the numbers/, /Say why/])
  const { visa_number } = await scene.built.issue()
  const unknown = formatVisaNumber(makeVisaNumber(randomBytes))
  const typed = { status: 'valid', numbers: `${visa_number}\nABC\n${unknown} # lost`, reason: 'not <b>stolen' }
  const wrong = await at.send(empty, typed)
  t.equal(wrong.status, 422)
  t.match(wrong.texts('.govuk-error-summary a'), [/^ABC: this is no number/, `${unknown}: there is no e-visa`])
  t.match(wrong.html, 'not &lt;b&gt;stolen')
  t.notMatch(wrong.path, visa_number)
  const same = await at.send(wrong, { ...typed, numbers: visa_number })
  t.equal(same.status, 422, 'it is valid already')
  const many = await at.send(same, { ...typed, numbers: `${visa_number}\n`.repeat(3001) })
  t.match(many.texts('.govuk-error-summary a'), [/at most 3,?000/])
})

t.test('of very many wrong numbers the first are told, and how many more there are', async (t) => {
  const scene = await consoleScene(t)
  const at = await scene.signedIn(await scene.make('Aigul', ['supervisor']))
  const page = await at.get('/ru/proposals/status')
  const wrong = await at.send(page, { status: 'revoked', numbers: 'ABC\n'.repeat(50), reason: 'list' })
  t.equal(wrong.texts('.govuk-error-summary a').length, 21)
  t.match(wrong.texts('.govuk-error-summary a').at(-1), /: 30$/)
})
