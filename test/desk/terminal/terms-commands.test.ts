import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { madeDesk } from '../made-desk.ts'

t.test('a fee rises: shown, changed in a file, compared, proposed, approved', async (t) => {
  const desk = await madeDesk(t)
  const [asel, bolat] = [await desk.person('Әсел'), await desk.person('Bolat')]
  const file = join(desk.dir, 'terms.json')
  const edition = JSON.parse((await asel('terms', 'show')).text)
  // Those of the years that are known: nobody is promised a day of another.
  const from = ['--effective-from', '2027-06-01']
  writeFileSync(file, JSON.stringify(edition))
  t.match((await asel('terms', 'diff', file, ...from)).text, 'it changes nothing')
  edition.fees[0].amount_minor = 8000
  writeFileSync(file, JSON.stringify(edition))
  const checked = (await asel('terms', 'check', file, ...from)).text
  t.match(checked, /^LOOK: \d+ figures are drafts/)
  t.match(
    checked,
    /\nLOOK: fees\[0\]: the fee of B12, one entry rises: 60\.00 USD -> 80\.00 USD\nnothing is wrong with it$/,
  )
  const changes = /from 2027-06-01 on:\n *fee of B12, one entry: 60\.00 USD -> 80\.00 USD/
  t.match((await asel('terms', 'diff', file, ...from)).text, changes)
  const propose = ['terms', 'propose', file, ...from, '--reason', 'the new order']
  await t.rejects(asel(...propose), { message: /nobody is there to say yes/ })
  const { id } = (await asel(...propose, '--yes')).json[0]
  t.match((await bolat('proposals', id)).text, changes, 'the second person sees the same')
  await bolat('approve', id, '--yes')
  t.match(
    (await desk.run('terms', 'show', '--all')).text,
    /^revision 1\nfrom 2026-01-01.*\nfrom 2027-06-01.*\n {2}fee of B12/,
  )
  t.equal((await desk.run('terms', 'show', '--on', '2027-06-01')).json[0].fees[0].amount_minor, 8000)
  await t.rejects(desk.run('terms', 'show', '--on', '2025-01-01'), { message: /no edition is in force on 2025-01-01/ })
})

t.test('what is wrong with a file is told, all of it, before anything is proposed', async (t) => {
  const desk = await madeDesk(t)
  const asel = await desk.person('Әсел')
  const file = join(desk.dir, 'terms.json')
  const edition = (await asel('terms', 'show')).json[0]
  const { hours } = edition.work
  writeFileSync(
    file,
    JSON.stringify({
      ...edition,
      work: { ...edition.work, hours: { ...hours, until: '07:00' } },
      fees: edition.fees.slice(1),
    }),
  )
  const checked = await asel('terms', 'check', file)
  t.equal(checked.code, 1)
  t.match(checked.text, /purposes\[0\]\.categories\[0\]: B12 with entries 1 has no fee for all nationalities/)
  t.match(checked.text, /work\.hours\.until: 07:00 is not after 09:00/)
  t.match(checked.text, /\n2 to mend$/)
  await t.rejects(asel('terms', 'propose', file, '--reason', 'a test', '--yes'), { message: /^2 things are wrong/ })
  writeFileSync(file, '[1]')
  await t.rejects(asel('terms', 'check', file), { message: /holds no edition: `terms show` prints one/ })
  const { effective_from: _, ...dayless } = edition
  writeFileSync(file, JSON.stringify(dayless))
  t.match((await asel('terms', 'check', file)).text, /effective_from: is missing/)
})
