/** The pages of the demonstration: plain HTML, which works without script, and says TEST before all else. English is enough for whoever tries. */
import { hash } from 'node:crypto'
import { escapeHtml } from '../platform/escape-html.ts'
import type { DemonstrationLinks } from './config.ts'
import { ASK_WORD, REFUSE_WORD } from './officers/decide-cases.ts'
import { OFFICER_NAMES } from './officers/officers.ts'
import type { ToldPerson } from './people/told-people.ts'

const STYLE = `body{font:1.05rem/1.5 system-ui,sans-serif;margin:0;color:#10243a;background:#f4f8fa;overflow-wrap:anywhere}
main{max-width:62rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.2rem;margin:.2rem 0}
.test{background:#b0123f;color:#fff;font-weight:600;padding:.6rem 1rem;text-align:center}a{color:#005f78}
.people{list-style:none;padding:0;display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr))}
.people>li{background:#fff;border:1px solid #b9c6d0;border-radius:4px;padding:.8rem}
img{width:100%;height:auto;display:block;border:1px solid #b9c6d0}dt,small{color:#46586a}dd{margin:0 0 .4rem}
.code{font:700 1.5rem/1.3 ui-monospace,monospace;letter-spacing:.08em}
pre{font:.7rem/1.6 ui-monospace,monospace;margin:0;padding:.4rem;background:#eef4f7;overflow-x:auto;user-select:all}
b.word{font-family:ui-monospace,monospace}`

/** No company has them: their serial numbers are 00000. */
export const MADE_BINS = ['991240000003', '001240000009', '011240000000'] as const

/** By which a page may have this style and no other. */
export const STYLE_HASH = `'sha256-${hash('sha256', STYLE, 'base64')}'`

export function peoplePage(people: readonly ToldPerson[], links: DemonstrationLinks): string {
  const { asel, bauyrzhan } = OFFICER_NAMES
  return page(
    'Try it as one of these people',
    `<h1>Try it as one of these people</h1>
    <ol><li>${linkOr(links.portal, 'Open the portal')} and sign in with any e-mail address, such as you@example.org.
    ${linkOr(links.mailbox, 'The mailbox')} shows every mail that is sent, also the code.</li>
    <li>Apply with the number, the passport's picture and its two lines, all of one person below. As the phone, type any number.</li>
    <li>Pay with the card <span class="code">4000 0000 0000 0002</span>; the bank then asks for the code <span class="code">1234</span>.</li>
    <li>Two made officers (${asel} and ${bauyrzhan}) decide within half a minute. The e-visa comes by mail and stands in the account.</li>
    <li>Print it, or show it to ${linkOr(links.scan, 'the scanner')}.${links.welcome === null ? '' : ` ${linkOr(links.welcome, 'The server itself')} has e-visas that are issued already.`}</li></ol>
    <h2>To see the other ways</h2>
    <ul><li>With the word <b class="word">${ASK_WORD}</b> in the place of stay, such as <i>Hotel ${ASK_WORD}, Astana</i>, an officer asks something first. Answer in the account.</li>
    <li>With the word <b class="word">${REFUSE_WORD}</b> in it both officers refuse, with a rule and a reason.</li>
    <li>As a host: register at ${linkOr(links.portal && `${links.portal}/en/host`, 'the portal')} as a company with a BIN that nobody has, ${MADE_BINS.join(', ')}: each is one host's. It is confirmed at once, and what it asks for is approved.</li>
    <li>A correction is made as it is asked for.</li></ul>
    <h2>People</h2><ul class="people">${people.map(card).join('')}</ul>`,
  )
}

/** What could not be done, and what to do. */
export function faultPage(what: string): string {
  return page(what, `<h1>${escapeHtml(what)}</h1><p>${linkOr('/', 'All people')}</p>`)
}

function card(person: ToldPerson): string {
  const { given_names: given, surname, nationality, passport_number: passport, birth_date: born, mrz, picture } = person
  const { visa_support_number: number, valid_until: until } = person
  const name = escapeHtml(`${given} ${surname}`.trim())
  const ready =
    number === null
      ? 'None: it is being made now, or this passport runs out too soon after a visit.'
      : `<span class="code">${escapeHtml(number)}</span><br><small>for one visit until ${escapeHtml(until ?? '')}</small>`
  return `<li id="${escapeHtml(passport)}"><h2>${name}</h2><img src="${escapeHtml(picture)}" alt="Passport of ${name}" width="1968" height="1386" loading="lazy">
    <p><a href="${escapeHtml(picture)}" download>Save the picture</a></p>
    <dl><dt>Visa support number</dt><dd>${ready}</dd><dt>Passport</dt><dd>${escapeHtml(passport)}, ${escapeHtml(nationality)}, born ${escapeHtml(born)}</dd>
    <dt>Its two lines, to copy</dt><dd><pre>${mrz.map(escapeHtml).join('\n')}</pre></dd></dl></li>`
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1"><title>TEST · ${escapeHtml(title)}</title>
  <style>${STYLE}</style></head><body><header class="test">TEST: a demonstration. These people do not exist, and no e-visa of theirs is one</header><main>${content}</main></body></html>`
}

/** The words alone where there is no such thing. */
function linkOr(href: string | null, text: string): string {
  return href === null ? escapeHtml(text) : `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`
}
