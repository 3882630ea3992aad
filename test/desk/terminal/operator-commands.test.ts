import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { madeDesk } from '../made-desk.ts'

t.test('adds people, renews a token, lists and removes them', async (t) => {
  const desk = await madeDesk(t)
  t.match((await desk.run('operators')).text, /no operator yet: .* operators add NAME/)
  const file = join(desk.dir, 'dana.token')
  const added = await desk.run('operators', 'add', 'Dana', '--write', file)
  t.match(
    added.text,
    `Dana is an operator\n\nIts owner signs in with it:\n  npm run -s authority -- --token-file ${file}`,
  )
  t.same(added.json, [{ name: 'Dana', is_new: true, file }])
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600)
  const token = readFileSync(file, 'utf8').trim()
  t.equal((await desk.callerOf(token)('GET', '/v1/devices')).status, 200)
  const shown = await desk.run('operators', 'add', 'Dana')
  t.match(shown.text, /^Dana has another token; the one before is good no more\n {2}[\w-]{43}\n {2}shown once/)
  t.equal((await desk.callerOf(token)('GET', '/v1/devices')).status, 401)
  t.match((await desk.run('operators')).text, /^Dana, since 2026-11-22/)
  t.match((await desk.run('operators', 'remove', 'Dana')).text, 'Dana is no operator any more')
  await t.rejects(desk.run('operators', 'remove', 'Dana'), { message: /no operator of this name/ })
})

t.test('a file that is there is not written over, and then there is no new token', async (t) => {
  const desk = await madeDesk(t)
  await desk.person('Dana')
  const file = join(desk.dir, 'Dana.token')
  const before = readFileSync(file, 'utf8')
  await t.rejects(desk.run('operators', 'add', 'Dana', '--write', file), { code: 'EEXIST' })
  t.equal(readFileSync(file, 'utf8'), before)
  t.equal((await desk.callerOf(before.trim())('GET', '/v1/devices')).status, 200)
})

t.test('where the server refuses, no empty file is left', async (t) => {
  const desk = await madeDesk(t)
  const dana = await desk.person('Dana')
  const file = join(desk.dir, 'second.token')
  await t.rejects(dana('operators', 'add', 'Second', '--write', file), { message: /nobody makes a second person/ })
  t.notOk(existsSync(file))
})
