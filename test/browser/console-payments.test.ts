/** Payments, and the trail as a file, at the console in Chromium: an amount that is not the fee goes back through the test acquirer. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { payAt } from '../acquirer/made-acquirer.ts'
import { paymentScene } from '../server/payments/payment-scene.ts'
import { twoAdministrators } from './console-pages.ts'
import { type ConsoleTabs, consoleTabs, somebody } from './console-tabs.ts'

t.setTimeout(240_000)
const opened: ConsoleTabs[] = []
const payments = await paymentScene(t, async (server) => {
  const tabs = await consoleTabs(t, false, { ...server, mustSign: true })
  opened.push(tabs)
  return tabs.built
})
const [tabs] = opened
if (tabs === undefined) throw new TypeError('there is no console')
const both = await twoAdministrators(t, tabs)

t.test('a wrong amount is found on the first page and given back through the bank, at work', async (t) => {
  const made = await payments.newCase()
  const { body } = await payments.begin(made)
  await payAt(body.page, 'wrong-amount')
  await payments.pass(10)
  const olga = await somebody(t, tabs, both, { name: 'Olga', roles: ['operator'] })
  const { page } = olga
  const token = await payments.authority('POST', `/v1/payments/${body.id}/owe-back`, { reason: 'by the token' })
  t.equal(token.status, 403, 'no token does it any more')
  await olga.go('')
  await page.getByRole('link', { name: 'Payments that want a person' }).click()
  await page.locator('.site-rows a').first().click()
  await page.getByRole('heading', { name: 'Payment: wrong amount' }).waitFor()
  await page.fill('#reason', 'one dollar came, and not sixty')
  await olga.press('Give it back')
  t.match(await olga.text(), /1\.00.USD goes back to the card/)
  await olga.press('Yes, give it back')
  await page.getByRole('heading', { name: 'Payment: to be returned' }).waitFor()
  await payments.pass(10)
  await page.reload()
  t.match(await olga.text(), /Payment: returned[\s\S]*one dollar came, and not sixty/)
  const charges = await payments.options
    .acquirerOf((await payments.store.findPayment(body.id))?.acquirer ?? '')
    ?.chargesOf({ invoice: body.invoice, terminal: '98765432' })
  t.match(charges, { ok: true, value: [{ state: 'returned', minor: 100 }] }, 'the bank says so, too')
  await olga.go('payments/settlement')
  await page.fill('#day', '2026-11-22')
  await olga.press('Fetch it')
  t.match(await olga.text(), /The file of 22 November 2026[\s\S]*lines, read by Olga/)
  await olga.go('payments')
  await page.fill('[id=day]', '2026-11-22')
  const [table] = await Promise.all([page.waitForEvent('download'), page.getByText('Download the table').click()])
  t.match(readFileSync(await table.path(), 'utf8'), new RegExp(`refunded,60.00,USD,1.00,USD,.*${body.invoice}`))
})

t.test('the trail is exported, verified, and one that was tampered with is named', async (t) => {
  const aidos = await somebody(t, tabs, both, { name: 'Aidos', roles: ['auditor'] })
  const { page } = aidos
  await page.getByRole('link', { name: 'Records' }).click()
  await page.getByRole('link', { name: 'Audit trail' }).click()
  t.match(await aidos.text('tbody'), /session-begin|person-/)
  await page.getByRole('link', { name: 'Export and verify' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'The whole trail' }).click(),
  ])
  const path = join(t.testdir(), 'audit.jsonl')
  await file.saveAs(path)
  await page.setInputFiles('#file', path)
  await aidos.press('Verify')
  t.match(await aidos.text('[role=status]'), /The file is whole, and the server still has it/)
  const lines = readFileSync(path, 'utf8').split('\n')
  writeFileSync(
    path,
    lines.map((line) => line.replace('"act":"payment-owe-back"', '"act":"payment-refund"')).join('\n'),
  )
  await page.setInputFiles('#file', path)
  await aidos.press('Verify')
  t.match(await aidos.text('[role=status]'), /The file is broken at row \d+[\s\S]*its hash is not that of what it says/)
})
