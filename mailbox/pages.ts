/** The pages of the test mailbox: plain HTML, which works without script, and says TEST before all else. English is enough for whoever tries. */
import { hash } from 'node:crypto'
import { escapeHtml } from '../platform/escape-html.ts'
import type { KeptMessage } from './message-store.ts'
import type { ReadMessage } from './read-message.ts'

export type Listed = Pick<KeptMessage, 'id' | 'receivedAt' | 'to' | 'subject'>

export interface ListPage {
  readonly messages: readonly Listed[]
  /** Of this address alone; null for all. */
  readonly to: string | null
  /** Whether it stays as it is, so that something can be typed. */
  readonly isStill: boolean
  /** The message before which older ones are; null where there are none. */
  readonly olderThan: number | null
}

const STYLE = `body{font:1.05rem/1.5 system-ui,sans-serif;margin:0;color:#10243a;background:#f4f8fa;overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:1rem}h1{font-size:1.4rem}
.test{background:#b0123f;color:#fff;font-weight:600;padding:.6rem 1rem;text-align:center}
ol{list-style:none;padding:0}li{background:#fff;border:1px solid #b9c6d0;border-radius:4px;margin:.5rem 0;padding:.6rem .8rem}
li a.subject{font-weight:600;display:block}small,dt{color:#46586a}dd{margin:0 0 .4rem}a{color:#005f78}
.code{font:700 2.6rem/1.2 ui-monospace,monospace;letter-spacing:.15em;background:#fff;border:2px solid #005f78;border-radius:4px;
padding:.4rem;text-align:center;margin:.5rem 0}
iframe{width:100%;height:70vh;box-sizing:border-box;border:1px solid #b9c6d0;border-radius:4px;background:#fff}pre{white-space:pre-wrap;background:#fff;padding:.8rem}
label{display:block;font-weight:600}input,button{font:inherit;padding:.5rem;box-sizing:border-box;border:1px solid #46586a;border-radius:4px}
input{width:100%;max-width:24rem}button{background:#005f78;color:#fff;border:0;font-weight:600;margin-top:.4rem}`

/** By which a page may have this style and no other. */
export const STYLE_HASH = `'sha256-${hash('sha256', STYLE, 'base64')}'`

/** What a message may do in its frame: its links open in the place of the page, and nothing runs. */
export const FRAME_MAY = 'allow-top-navigation-by-user-activation'

/** The page of a message itself; its style and its pictures are its own, and nothing of it is fetched. */
export function framePage({ html }: Pick<ReadMessage, 'html'>): string {
  return `<!doctype html><base target="_top">${html}`
}

export function listPage({ messages, to, isStill, olderThan }: ListPage): string {
  const title = to === null ? 'All mail' : `Mail to ${to}`
  const rows = messages.map(
    ({ id, receivedAt, to: addresses, subject }) =>
      `<li><a class="subject" href="/messages/${id}">${escapeHtml(subject)}</a>
      <small>to ${addresses.map((one) => link(`/${query({ to: one })}`, one)).join(', ')} · ${timeOf(receivedAt)}</small></li>`,
  )
  const none = to === null ? 'Nothing came yet.' : 'Nothing came to this address yet.'
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>${isStill ? searchForm(to) : refreshNote(to)}
    ${to === null ? '' : `<p>${link('/', 'Show all mail')}</p>`}
    ${rows.length === 0 ? `<p>${none}</p>` : `<ol>${rows.join('')}</ol>`}
    ${olderThan === null ? '' : `<p>${link(`/${query({ to, before: olderThan })}`, 'Older ones')}</p>`}`,
  )
}

export function messagePage(kept: Omit<KeptMessage, 'raw'>, read: ReadMessage): string {
  const { id, from, to, receivedAt } = kept
  const files = read.attachments.map(
    ({ name, bytes }, at) =>
      `<li>${link(`/messages/${id}/attachments/${at}`, name)} <small>${Math.ceil(bytes.length / 1024)} kB</small></li>`,
  )
  const code = read.code === null ? '' : `<p>The code in it:</p><p class="code">${escapeHtml(read.code)}</p>`
  return page(
    read.subject,
    `<p>${link('/', 'All mail')}</p><h1>${escapeHtml(read.subject)}</h1>${code}
    <dl><dt>To</dt><dd>${to.map((one) => link(`/${query({ to: one })}`, one)).join(', ')}</dd>
    <dt>From</dt><dd>${escapeHtml(from)}</dd><dt>Came</dt><dd>${timeOf(receivedAt)}</dd></dl>
    ${files.length === 0 ? '' : `<h2>Attached</h2><ul>${files.join('')}</ul>`}
    ${read.html === '' ? '' : `<iframe title="The message" sandbox="${FRAME_MAY}" src="/messages/${id}/page"></iframe>`}
    <details${read.html === '' ? ' open' : ''}><summary>As text</summary><pre>${escapeHtml(read.text)}</pre></details>`,
  )
}

/** What could not be done, and what to do. */
export function faultPage(what: string): string {
  return page(what, `<h1>${escapeHtml(what)}</h1><p>${link('/', 'All mail')}</p>`)
}

function refreshNote(to: string | null): string {
  return `<p><small>It looks for new mail every few seconds. ${link(`/${query({ to, still: 'yes' })}`, 'Stop that, and search')}</small></p>`
}

function searchForm(to: string | null): string {
  return `<form action="/"><label for="to">Mail to</label>
    <input id="to" name="to" value="${escapeHtml(to ?? '')}" autocapitalize="none" spellcheck="false">
    <br><button>Show</button></form>`
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1"><title>TEST · ${escapeHtml(title)}</title>
  <style>${STYLE}</style></head><body><header class="test">TEST: a mailbox for trying. Nothing of it is sent to anybody</header><main>${content}</main></body></html>`
}

function link(href: string, text: string): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`
}

function query(values: Readonly<Record<string, string | number | null>>): string {
  const said = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== null) said.set(name, String(value))
  return said.size === 0 ? '' : `?${said}`
}

function timeOf(seconds: number): string {
  const at = new Date(seconds * 1000)
  const shown = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(at)
  return `<time datetime="${at.toISOString()}">${shown}</time>`
}
