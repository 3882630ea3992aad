import t from 'tap'
import { isOwnName } from '../../platform/own-name.ts'

t.test('on this machine it answers to the names of this machine alone', (t) => {
  for (const name of ['127.0.0.1', '127.1.2.3', 'localhost', 'LOCALHOST', 'mail.localhost', '[::1]', '::1'])
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) t.ok(isOwnName(name, address), `${name} ${address}`)
  for (const name of [
    '',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'xlocalhost',
    '192.0.2.1',
  ])
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      t.notOk(isOwnName(name, address), `${name} ${address}`)
  t.end()
})

t.test('where it was set up for others it answers to whatever they call it', (t) => {
  t.ok(isOwnName('mail.example', '192.0.2.1'))
  t.ok(isOwnName('mail.example', '2001:db8::1'))
  t.end()
})
