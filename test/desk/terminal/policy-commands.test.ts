import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { madeDesk } from '../made-desk.ts'

t.test('an airport joins the policy: shown, changed in a file, compared, proposed, approved', async (t) => {
  const desk = await madeDesk(t)
  const [asel, bolat] = [await desk.person('Әсел'), await desk.person('Bolat')]
  const file = join(desk.dir, 'policy.json')
  writeFileSync(file, (await asel('policy', 'show')).text)
  const edition = JSON.parse(readFileSync(file, 'utf8'))
  const from = ['--effective-from', '2099-12-01']
  t.match((await asel('policy', 'diff', file, ...from)).text, 'it changes nothing')
  const airport = edition.checkpoints.find(({ id }: { id: string }) => id === 'ATX')
  airport.international = true
  edition.limits.ledger_max_age_seconds = 2 * 86_400
  writeFileSync(file, `\ufeff${JSON.stringify(edition)}`)
  const checked = await asel('policy', 'check', file, ...from)
  t.equal(
    checked.text,
    'LOOK: limits.ledger_max_age_seconds: older data is believed than before\nnothing is wrong with it',
  )
  const changes =
    /from 2099-12-01 on:\n *ATX \(Atbasar Airport\): international from now on\n *entries are not believed when older than: 1 day -> 2 days/
  t.match((await asel('policy', 'diff', file, ...from)).text, changes)
  const propose = ['policy', 'propose', file, ...from, '--reason', 'it opens']
  await t.rejects(asel(...propose), { message: /nobody is there to say yes/ })
  const proposed = await asel(...propose, '--yes')
  t.match(proposed.text, changes)
  t.match(proposed.text, '  LOOK: limits.ledger_max_age_seconds: older data is believed than before')
  const { id } = proposed.json[0]
  t.match((await bolat('proposals', id)).text, changes, 'the second person sees the same')
  await bolat('approve', id, '--yes')
  const all = (await desk.run('policy', 'show', '--all')).text
  t.match(all, /^revision 1\nfrom 2026-01-01, in force\nfrom 2099-12-01, to come\n {2}ATX /)
  const then = await desk.run('policy', 'show', '--on', '2099-12-01')
  t.equal(then.json[0].limits.ledger_max_age_seconds, 2 * 86_400)
  t.equal((await desk.run('policy', 'show')).json[0].limits.ledger_max_age_seconds, 86_400)
  await t.rejects(desk.run('policy', 'show', '--on', '2025-01-01'), { message: /no edition is in force on 2025-01-01/ })
})

t.test('what is wrong with a file is told, all of it, before anything is proposed', async (t) => {
  const desk = await madeDesk(t)
  const asel = await desk.person('Әсел')
  const file = join(desk.dir, 'policy.json')
  const edition = (await asel('policy', 'show')).json[0]
  writeFileSync(file, JSON.stringify({ ...edition, offline_entry: 'maybe', visa_free: { KAX: 1000 } }))
  const checked = await asel('policy', 'check', file)
  t.equal(checked.code, 1)
  t.match(checked.text, /offline_entry: takes "admit" or "refer"/)
  t.match(checked.text, /visa_free\.KAX: takes a whole number of days from 1 to 365/)
  t.match(checked.text, /\n2 to mend$/)
  for (const command of [
    ['diff', file],
    ['propose', file, '--reason', 'a test', '--yes'],
  ])
    await t.rejects(asel('policy', ...command), { message: /^2 things are wrong with it:\n/ })
  writeFileSync(file, '{')
  await t.rejects(asel('policy', 'check', file), { message: /is no JSON/ })
  writeFileSync(file, '[1]')
  await t.rejects(asel('policy', 'check', file), { message: /holds no edition: `policy show` prints one/ })
  t.equal((await asel('proposals', '--all')).text, 'nothing waits for a second person')
})
