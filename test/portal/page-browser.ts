/** A browser as far as pages without script need one: cookies, links, forms with what stands in them, and where an answer sends it. */

import type { FastifyInstance } from 'fastify'
import { type HTMLElement, parse } from 'node-html-parser'

export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /** Where it was in the end. */
  readonly path: string
  readonly html: string
  readonly bytes: Buffer
  readonly document: HTMLElement
  /** The text of the first element that a selector finds, its blanks made one. */
  text(selector: string): string
  texts(selector: string): readonly string[]
  /** The fields of the form whose action ends so, with the values that they have. Throws where there is none. */
  form(action?: string): PageForm
}

export interface PageForm {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

export interface PageBrowser {
  readonly cookies: Map<string, string>
  /** One request by any method, whose answer is followed nowhere. */
  ask(
    method: Method,
    path: string,
    payload?: string | Buffer,
    headers?: Readonly<Record<string, string>>,
  ): Promise<PageAnswer>
  get(path: string, headers?: Record<string, string>): Promise<PageAnswer>
  /** Sends a form of a page as it stands there, with these fields changed. */
  send(page: PageAnswer, change?: Readonly<Record<string, string>>, action?: string): Promise<PageAnswer>
  /** Sends whatever is told, and follows nothing. */
  post(
    path: string,
    fields: Readonly<Record<string, string>> | string | Buffer,
    headers?: Record<string, string>,
  ): Promise<PageAnswer>
}

const MAX_REDIRECTS = 5

/** Where the browsers of tests find a face that has no address of its own. */
export const PAGES_URL = 'http://portal.test'

/** What answers: an app in this process, or one over the network. */
export type PageSource = (asked: {
  readonly method: Method
  readonly url: string
  readonly remoteAddress: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string | Buffer
}) => Promise<{
  readonly statusCode: number
  readonly headers: PageAnswer['headers']
  readonly cookies: readonly { readonly name: string; readonly value: string; readonly maxAge?: number }[]
  readonly rawPayload: Buffer
}>

/** Its own address; or one for each request. */
type BrowserAddress = string | (() => string)

export function pageBrowser(
  app: Pick<FastifyInstance, 'inject'>,
  address: BrowserAddress = '198.51.100.7',
  url: string = PAGES_URL,
): PageBrowser {
  return browserOver((asked) => app.inject(asked), address, url)
}

export function browserOver(
  source: PageSource,
  address: BrowserAddress = '198.51.100.7',
  url: string = PAGES_URL,
): PageBrowser {
  const cookies = new Map<string, string>()
  const ask: PageBrowser['ask'] = async (method, path, payload, headers = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await source({
      method,
      url: path,
      remoteAddress: typeof address === 'string' ? address : address(),
      ...(payload !== undefined && { payload }),
      headers: { host: new URL(url).host, ...(cookie && { cookie }), ...headers },
    })
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answerOf(answer.statusCode, answer.headers, path, answer.rawPayload)
  }
  const follow = async (answer: PageAnswer): Promise<PageAnswer> => {
    let at = answer
    for (let times = 0; at.status >= 300 && at.status < 400 && at.status !== 304; times++) {
      const { location } = at.headers
      if (times === MAX_REDIRECTS || typeof location !== 'string') throw new Error(`sent on from ${at.path}`)
      if (!location.startsWith('/')) return at
      // A place within the page is the browser's own.
      at = await ask('GET', location.split('#')[0] ?? '')
    }
    return at
  }
  const post: PageBrowser['post'] = (path, fields, headers = {}) =>
    ask(
      'POST',
      path,
      typeof fields === 'string' || Buffer.isBuffer(fields) ? fields : new URLSearchParams(fields).toString(),
      {
        'content-type': 'application/x-www-form-urlencoded',
        origin: url,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    )
  return {
    cookies,
    ask,
    post,
    get: async (path, headers) => follow(await ask('GET', path, undefined, headers)),
    send: async (page, change = {}, action) => {
      const form = page.form(action)
      return follow(await post(form.action, { ...form.fields, ...change }))
    },
  }
}

function answerOf(status: number, headers: PageAnswer['headers'], path: string, bytes: Buffer): PageAnswer {
  const html = bytes.toString()
  // Most answers are not looked into, and to read one takes longer than to get it.
  let read: HTMLElement | undefined
  const document = () => {
    read ??= parse(/html/.test(String(headers['content-type'])) ? html : '')
    return read
  }
  const texts = (selector: string) =>
    document()
      .querySelectorAll(selector)
      .map(({ textContent }) => plain(textContent))
  return {
    ...{ status, headers, path, html, bytes, texts },
    get document() {
      return document()
    },
    text: (selector) => texts(selector)[0] ?? '',
    form: (action = '') => {
      const found = document()
        .querySelectorAll('form')
        .find((form) => (form.getAttribute('action') ?? '').endsWith(action))
      if (found === undefined)
        throw new Error(`${path} (${status}) has no form ${action}: ${plain(document().textContent).slice(0, 300)}`)
      return { action: found.getAttribute('action') || path, fields: fieldsOf(found) }
    },
  }
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

/** What a browser would send of it if nothing were changed: unchecked boxes and files are not in it. */
function fieldsOf(form: HTMLElement): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const field of form.querySelectorAll('input, textarea, select')) {
    const name = field.getAttribute('name')
    const type = field.getAttribute('type') ?? ''
    const isChoice = type === 'radio' || type === 'checkbox'
    if (!name || type === 'file' || (isChoice && !field.hasAttribute('checked'))) continue
    fields[name] = typedIn(field)
  }
  return fields
}

function typedIn(field: HTMLElement): string {
  if (field.tagName === 'TEXTAREA') return field.textContent
  if (field.tagName !== 'SELECT') return field.getAttribute('value') ?? ''
  const options = field.querySelectorAll('option')
  const chosen = options.find((option) => option.hasAttribute('selected')) ?? options[0]
  return chosen?.getAttribute('value') ?? ''
}
