import t from 'tap'
import { addressOf, hostilePortal, SITTING } from './hostile-portal.ts'

const SECRET = 'Qx7secret'
const FIELDS = [
  'level',
  'time',
  'pid',
  'hostname',
  'reqId',
  'event',
  'route',
  'method',
  'status',
  'ms',
  'error',
  'code',
]

t.test(
  'a line of the log says which route, how it went and how long it took; nothing that anybody wrote',
  async (t) => {
    const { routes, at, draft, lines } = await hostilePortal(t)
    const body = (token: string) =>
      `_form=${token}&${['email', 'code', 'token', 'reference', 'passport', 'next', 'text', SECRET].map((name) => `${name}=${SECRET}`).join('&')}`
    const headers = {
      'user-agent': SECRET,
      referer: `http://portal.test/${SECRET}`,
      'accept-language': SECRET,
      'x-forwarded-for': SECRET,
      'x-request-id': SECRET,
      'request-id': SECRET,
    }
    for (const who of SITTING) {
      const token = (await at[who].get('/en/status')).form('/status').fields._form ?? ''
      const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://portal.test' }
      for (const { method, url } of routes) {
        for (const one of [draft, { reference: SECRET }]) {
          const path = `${addressOf({ method, url }, one)}?token=${SECRET}&passport=${SECRET}%0d%0a{"event":"forged"}`
          if (method === 'POST') await at[who].ask('POST', path, body(token), form)
          else await at[who].ask('GET', path, undefined, headers)
        }
      }
      for (const path of [`/${SECRET}`, `/en/${SECRET}`, `/en/%zz${SECRET}`, `/assets/${SECRET}`, `/%0a${SECRET}`])
        await at[who].ask('GET', path, undefined, headers)
      await at[who].ask('POST', `/en/status?${SECRET}`, `{"${SECRET}`, { ...form, 'content-type': 'application/json' })
      await at[who].ask('PUT', `/en/${SECRET}`, SECRET, form)
    }
    t.ok(lines.length > 200, `${lines.length} lines`)
    const session = [...at.nimali.cookies.values()].flatMap((value) => value.split('.'))
    for (const line of lines) {
      t.notMatch(line, /Qx7secret|nimali|PERERA|198\.19\.|@|forged/i)
      t.notOk(line.includes(draft.reference) || session.some((part) => part !== '' && line.includes(part)), line)
      const said = JSON.parse(line)
      t.ok(
        Object.keys(said).every((name) => FIELDS.includes(name)),
        line,
      )
      t.ok(['request', 'page-failed'].includes(said.event), line)
      t.ok(said.route === 'none' || routes.some(({ url }) => url === said.route), line)
    }
  },
)
