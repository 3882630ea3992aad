/** The browser of the tests, over the network. */
import { parseCookie, request } from 'undici'
import { browserOver, type PageBrowser, type PageSource } from './page-browser.ts'

/** `url`: of the portal, without a slash at its end. */
export function netBrowser(url: string): PageBrowser {
  const source: PageSource = async ({ method, url: path, headers, payload }) => {
    const answer = await request(`${url}${path}`, { method, headers, ...(payload !== undefined && { body: payload }) })
    const set = [answer.headers['set-cookie'] ?? []].flat()
    return {
      statusCode: answer.statusCode,
      headers: answer.headers,
      cookies: set.flatMap((line) => parseCookie(line) ?? []),
      rawPayload: Buffer.from(await answer.body.arrayBuffer()),
    }
  }
  return browserOver(source, undefined, url)
}
