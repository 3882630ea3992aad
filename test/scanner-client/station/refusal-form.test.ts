import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { formatRefusalNumber, refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { lookAt } from '../refusal-form/made-refusal.ts'
import { PERERA, serving, stationAt } from './station-commands.ts'

t.test('a refusal names its form, writes it for its owner alone, and writes it again', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  const visa = await server.built.issue()
  const file = join(t.testdir(), 'form.pdf')
  const given = ['--why', 'no ticket onward', '--operator', '7001', '--form', file]
  const { recorded, told } = await booth.offline('refuse', visa.qr_text, ...PERERA, ...given)
  const { id } = (recorded as { readonly event: { readonly id: string } }).event
  const number = formatRefusalNumber(refusalNumber(id))
  t.same(told, [`form of refusal ${number}`])
  const [page] = await lookAt(readFileSync(file))
  for (const part of [number, 'PERERA', 'no ticket onward', '7001', 'As the lines of the passport say'])
    t.ok(page?.text.includes(part), part)
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600)
  const again = join(t.testdirName, 'again.pdf')
  t.match(await booth.offline('form', id, again), { json: { form: number } })
  const [second] = await lookAt(readFileSync(again))
  for (const part of [number, 'PERERA', 'As the e-visa says']) t.ok(second?.text.includes(part), part)
  await t.rejects(booth.offline('form', 'last-year', again), /no such refusal/)
})

t.test('who has no e-visa that proves anything is refused too, by the passport', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  const file = join(t.testdir(), 'form.pdf')
  const { recorded } = await booth.online('refuse', 'EV1:1', ...PERERA, '--form', file)
  t.match(recorded, { recorded: 'refusal', basis: 'online', event: { visa_number: null } })
  const [page] = await lookAt(readFileSync(file))
  t.match(page?.text, /PERERA.*A×/)
})

t.test('a server of before takes no such record, and no form is written', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server, 'border', 1)
  const file = join(t.testdir(), 'form.pdf')
  const { recorded, told } = await booth.offline('refuse', 'EV1:1', ...PERERA, '--form', file)
  t.equal(recorded, null)
  t.match(told, [/NOTHING was recorded/])
  t.throws(() => statSync(file))
})
