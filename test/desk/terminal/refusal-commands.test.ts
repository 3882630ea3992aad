import t from 'tap'
import { formatRefusalNumber, refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { refusalOf, unprovenRefusal, voidOf } from '../../made-device.ts'
import { NOW } from '../../server/build-app.ts'
import { madeDesk } from '../made-desk.ts'

const numberOf = ({ id }: { readonly id: string }) => formatRefusalNumber(refusalNumber(id))

t.test('shows the refusal whose form has a number, with its ground in words', async (t) => {
  const desk = await madeDesk(t)
  const [{ visa_number: number }, booth] = [await desk.issue(), await desk.enrol('border')]
  const refusal = refusalOf(number, { operator: 'KZ-1', flight: 'KC904', reason: 'no ticket onward' })
  const stranger = unprovenRefusal({ at: NOW + 60 })
  await booth.handIn(refusal, stranger)
  const { text } = await desk.run('refusal', numberOf(refusal))
  t.same(text.split('\n'), [
    `refusal of entry ${numberOf(refusal)}`,
    '  L: Another ground: no ticket onward (no ticket onward)',
    `  e-visa ${formatVisaNumber(number)}, flight KC904`,
    `    2026-11-22T10:00:00+05:00 refusal at NQZ, ${booth.id} by KZ-1 (typed), counts (record ${refusal.id}, received 2026-11-22T10:00:00+05:00)`,
  ])
  const other = (await desk.run('refusal', numberOf(stranger))).text
  t.match(other, /A: The e-visa is not genuine, or could not be proven \(signature\/invalid\)/)
  for (const line of ["nobody's e-visa", ...(stranger.passport ?? [])]) t.ok(other.includes(line), line)
  await booth.handIn(voidOf(number, refusal.id, { at: NOW + 120 }))
  t.match((await desk.run('refusal', numberOf(refusal))).text, /TAKEN BACK/)
  await t.rejects(desk.run('refusal', numberOf(refusalOf(number))), /No refusal of this number was handed in/)
  await t.rejects(desk.run('refusal', '25NF'), /16 letters and digits/)
})
