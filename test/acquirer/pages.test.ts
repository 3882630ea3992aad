import t from 'tap'
import { FAULT_NAMES } from '../../acquirer/faults.ts'
import { cardPage, closedPage, codePage, menuPage } from '../../acquirer/pages.ts'
import { madeOrder } from './made-order.ts'

t.test('every page says TEST before all else, in its language, and has no script', async (t) => {
  for (const language of ['en', 'ru', 'kk'] as const) {
    const order = madeOrder({ language })
    for (const page of [cardPage(order), codePage(order), closedPage(order, 'over'), closedPage(order, 'expired')]) {
      t.match(page, new RegExp(`<html lang="${language}">`))
      t.match(page, /<title>TEST · /)
      t.match(page, /<body><header class="test">(TEST|ТЕСТ|СЫНАҚ): /)
      t.notMatch(page, /<script/)
      t.match(page, /60\.00 USD/)
    }
  }
})

t.test('the card is typed with the menu of faults beside it, and a wrong one is said', async (t) => {
  const page = cardPage(madeOrder({ fault: 'paid-twice' }))
  for (const name of FAULT_NAMES) t.ok(page.includes(`<option value="${name}"`))
  t.match(page, /value="paid-twice" selected/)
  t.match(cardPage(madeOrder(), true), /class="wrong"/)
  t.match(menuPage('dispute', 3), /value="dispute"[^>]* checked/)
})

t.test('what a shop sends stands in a page as text', async (t) => {
  const page = cardPage(madeOrder({ backLink: 'http://a/"><script>' }))
  t.notMatch(page, /<script>/)
})
