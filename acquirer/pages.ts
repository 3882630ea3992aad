/** The pages that a payer sees at the test acquirer: plain HTML, which works without script, and says TEST before all else. */
import { escapeHtml } from '../platform/escape-html.ts'
import { CODE_TRIES } from './charge-order.ts'
import { FAULT_NAMES, FAULTS } from './faults.ts'
import type { Order } from './orders.ts'
import * as texts from './strings/texts.ts'

type Message = keyof typeof texts.en
const TEXTS: Readonly<Record<Order['language'], Readonly<Record<Message, string>>>> = texts

const STYLE = `body{font:1.05rem/1.5 system-ui,sans-serif;margin:0;color:#10243a;background:#f4f8fa}
main{max-width:30rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}
.test{background:#b0123f;color:#fff;font-weight:600;padding:.6rem 1rem;text-align:center}
label{display:block;margin:1rem 0 .2rem;font-weight:600}small{display:block;color:#46586a}
input,select,button{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;border:1px solid #46586a;border-radius:4px}
button{margin-top:1.2rem;background:#005f78;color:#fff;border:0;font-weight:600}.wrong{color:#b0123f;font-weight:600}
dt{color:#46586a}dd{margin:0 0 .5rem;font-weight:600}a{color:#005f78}`

export function cardPage(order: Order, isWrong = false): string {
  const say = sayIn(order)
  return page(
    order,
    `<form method="post">
    <label for="card">${say('card')}</label><small id="hint">${say('card/hint')}</small>
    ${isWrong ? `<p class="wrong" id="wrong">${say('card/wrong')}</p>` : ''}
    <input id="card" name="card" inputmode="numeric" autocomplete="off" required aria-describedby="hint${isWrong ? ' wrong' : ''}">
    <label for="fault">${say('fault')}</label>
    <select id="fault" name="fault">${FAULT_NAMES.map((name) => option(name, FAULTS[name], order.fault)).join('')}</select>
    <button>${say('pay')}</button></form>
    <p><a href="${escapeHtml(order.backLink)}">${say('cancel')}</a></p>`,
  )
}

/** After a code that was not it the page says so, and when the last try is left. */
export function codePage(order: Order): string {
  const say = sayIn(order)
  const { wrongCodes } = order
  const wrong = wrongCodes === 0 ? null : say(wrongCodes === CODE_TRIES - 1 ? 'code/last' : 'code/wrong')
  return page(
    order,
    `<form method="post">
    <label for="code">${say('code')}</label><small id="hint">${say('code/hint')}</small>
    ${wrong === null ? '' : `<p class="wrong" id="wrong">${wrong}</p>`}
    <input id="code" name="code" inputmode="numeric" autocomplete="off" required aria-describedby="hint${wrong === null ? '' : ' wrong'}">
    <button>${say('confirm')}</button></form>`,
  )
}

/** Of an order at whose page nothing can be done any more. */
export function closedPage(order: Order, why: 'over' | 'expired'): string {
  const say = sayIn(order)
  return page(order, `<p>${say(why)}</p><p><a href="${escapeHtml(order.backLink)}">${say('back')}</a></p>`)
}

/** Where there is nothing to show. */
export function faultPage(what: string): string {
  return whole('en', what, `<h1>${escapeHtml(what)}</h1>`)
}

/** The menu of faults for all payments, for whoever tries the shop. */
export function menuPage(current: string, count: number): string {
  const rows = FAULT_NAMES.map(
    (name) =>
      `<label><input type="radio" name="fault" value="${name}" style="width:auto"${name === current ? ' checked' : ''}> ${FAULTS[name]}</label>`,
  )
  return whole(
    'en',
    'Menu of faults',
    `<h1>Menu of faults</h1><p>What all payments meet, unless something else is chosen at one of them. ${count} orders until now.</p>
    <form method="post">${rows.join('')}<button>Set</button></form>`,
  )
}

function page(order: Order, content: string): string {
  const say = sayIn(order)
  return whole(
    order.language,
    TEXTS[order.language].title,
    `<h1>${say('title')}</h1><dl><dt>${say('amount')}</dt><dd>${escapeHtml(order.amount)} ${escapeHtml(order.currency)}</dd>
    <dt>${say('invoice')}</dt><dd>${escapeHtml(order.invoice)}</dd></dl>${content}`,
  )
}

function whole(language: Order['language'], title: string, content: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1"><title>TEST · ${escapeHtml(title)}</title>
  <style>${STYLE}</style></head><body><header class="test">${escapeHtml(TEXTS[language].test)}</header><main>${content}</main></body></html>`
}

const sayIn =
  ({ language }: Order) =>
  (message: Message) =>
    escapeHtml(TEXTS[language][message])

function option(value: string, text: string, chosen: string): string {
  return `<option value="${value}"${value === chosen ? ' selected' : ''}>${escapeHtml(text)}</option>`
}
