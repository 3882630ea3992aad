/** The pages about payments, e-mails and the audit trail in one language, as an operator comes to them; `seen` is told of each. */
import type { Test } from 'tap'
import { runsOf } from '../server/cases/made-office.ts'
import { madeCase } from '../server/store/made-case.ts'
import { atAcquirer, charge, learn } from '../server/store/made-payment.ts'
import type { SeenPage } from './console-pages.ts'
import type { ConsolePerson, ConsoleTabs } from './console-tabs.ts'

export interface MadeMoney {
  /** The payments: one of a wrong amount, and one that was paid. */
  readonly wrong: string
  readonly paid: string
}

/** A payment of a wrong amount and one that is paid, a mail that came back and one that waits. */
export async function madeMoney(t: Test, { built }: ConsoleTabs): Promise<MadeMoney> {
  const { store, clock, authority, issue } = built
  const runs = runsOf(t, built)
  const wrong = await atAcquirer(store, await madeCase(runs))
  await learn(store, wrong, [charge(wrong, { minor: 100 })])
  const paid = await atAcquirer(store, await madeCase(runs))
  await learn(store, paid, [charge(paid, {})])
  for (const email of ['nimali.perera.of.a.long.name@a-company-of-travellers.example', 'bolat@example.org']) {
    const { visa_number } = await issue()
    await authority('POST', `/v1/visas/${visa_number}/deliveries`, { email })
  }
  const claim = await store.claimDelivery(clock.now, clock.now + 60)
  const error = { code: 'smtp/550', text: 'mailbox unavailable: the recipient is not known to this server' }
  await store.deliveryBounced(claim ?? { id: '', attempts: 0 }, error, { actor: 'mail', at: clock.now })
  return { wrong: wrong.id, paid: paid.id }
}

export async function everyOfficePage(
  operator: ConsolePerson,
  { wrong, paid }: MadeMoney,
  seen: SeenPage,
): Promise<void> {
  const { page } = operator
  const at = async (path: string, name: string) => {
    await operator.go(path)
    await seen(name, operator)
  }
  const press = async (selector: string) =>
    void (await Promise.all([page.waitForEvent('domcontentloaded'), page.locator(selector).click()]))
  await at('payments', 'payments')
  await page.fill('#named', '999999')
  await press('form[action$="/find"] button')
  await seen('payments-faults', operator)
  await at('payments?state=paid', 'payments-paid')
  await at(`payments/${paid}`, 'payment-paid')
  await at(`payments/${wrong}`, 'payment')
  await press('form[action$="/back"] button')
  await seen('payment-faults', operator)
  await page.fill('#reason', 'one dollar came')
  await press('form[action$="/back"] button')
  await seen('payment-sure', operator)
  await at('payments/settlement', 'settlement')
  await press('form[action$="/settlement"] button')
  await seen('settlement-faults', operator)
  await at('mails', 'mails')
  await at('mails?list=letters&state=all', 'letters')
  await at('audit', 'audit')
  await page.locator('summary').click()
  await page.fill('#act', 'look up')
  await press('form[action$="/find"] button')
  await seen('audit-faults', operator)
  await page.fill('#act', 'person-make')
  await press('form[action$="/find"] button')
  await seen('audit-narrowed', operator)
  await at('audit/verify', 'verify')
  await press('form[action$="/verify"] button')
  await seen('verify-faults', operator)
  const file = { name: 'audit.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from('{"row":1}\n') }
  await page.setInputFiles('#file', file)
  await press('form[action$="/verify"] button')
  await seen('verify-told', operator)
  await press('form[action$="/server"] button')
  await seen('verify-server', operator)
}
