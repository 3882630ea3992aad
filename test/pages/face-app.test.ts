import { pino } from 'pino'
import t from 'tap'
import { openFaceApp } from '../../pages/face-app.ts'

t.test(
  'a face tells its log of each answer by the route alone, and believes the proxies that it is told of',
  async (t) => {
    const lines: string[] = []
    const routes: string[] = []
    const app = await openFaceApp({
      logger: pino({}, { write: (line: string) => void lines.push(line) }),
      trustProxy: '127.0.0.1',
      noteRoute: ({ url }) => void routes.push(url),
    })
    t.teardown(() => app.close())
    app.get('/case/:reference', async ({ ip }) => ({ ip }))
    const answer = await app.inject({ url: '/case/ABC?name=x', headers: { 'x-forwarded-for': '203.0.113.7' } })
    t.same(answer.json(), { ip: '203.0.113.7' })
    t.ok(routes.includes('/case/:reference'))
    const told = lines.join()
    t.match(told, /"route":"\/case\/:reference"/)
    t.notMatch(told, /ABC|name=x/)
  },
)
