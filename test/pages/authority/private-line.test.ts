import t from 'tap'
import { requirePrivateLine } from '../../../pages/authority/private-line.ts'

t.test('what can be read on the way is not sent', (t) => {
  for (const server of ['https://evisa.example', 'http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])
    t.doesNotThrow(() => requirePrivateLine(server), server)
  for (const server of [
    'http://evisa.example',
    'http://10.0.0.7:8080',
    'http://127.0.0.1.evil.example',
    'http://0.0.0.0:1',
  ])
    t.throws(() => requirePrivateLine(server), { name: 'NotEnrolled', message: /begins with https:/ }, server)
  t.end()
})
