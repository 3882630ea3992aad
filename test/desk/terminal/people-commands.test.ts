import { join } from 'node:path'
import t from 'tap'
import { RECOVERY_TOKEN } from '../../server/build-app.ts'
import { madeDesk } from '../made-desk.ts'

t.test('the first administrator is made by the token, once, and told how to go on', async (t) => {
  const desk = await madeDesk(t)
  t.match((await desk.run('people')).text, /nobody yet: .* people first NAME/)
  const first = await desk.run('people', 'first', 'Dana Omarova')
  t.match(first.text, /^Dana Omarova is the first administrator\. .*\n {2}([0-9A-Z]{4}-){5}[0-9A-Z]{4}\nHand it over/)
  const again = await desk.run('people', 'first', 'Dana Omarova')
  t.not(again.text, first.text, 'while nobody has a key another code is made')
  t.match((await desk.run('people')).text, /^Dana Omarova, administrator: 0 keys; a code waits, from 2026-11-22/)
  t.match((await desk.run('people', 'changes')).text, 'nothing waits')
  const token = join(t.testdir({ token: `${RECOVERY_TOKEN}\n`, wrong: 'x' }), 'token')
  const inPlace = (file: string) => desk.run('people', 'first', 'Erlan', '--in-place', '--recovery-token-file', file)
  t.match((await inPlace(token)).text, /^Erlan is the first administrator/)
  await t.rejects(inPlace(token.replace(/token$/, 'wrong')), { message: /not the recovery token/ })
  await t.rejects(desk.run('people', 'first', 'Erlan', '--recovery-token-file', token), {
    message: /goes with --in-place/,
  })
  await t.rejects(desk.run('people', 'agree', 'nothing'), { message: /no such person or change/ })
  await t.rejects(desk.run('people', 'first', 'a\nb'), { message: /letters, digits/ })
})
