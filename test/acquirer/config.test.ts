import t from 'tap'
import { readAcquirerConfig } from '../../acquirer/config.ts'

t.test('without settings it listens on this machine alone, and all goes well', async (t) => {
  const read = readAcquirerConfig({})
  t.match(read, { host: '127.0.0.1', port: 8090, fault: 'none', terminals: ['98765432'], lateSeconds: 60 })
  t.match(read.secretFile, /data.acquirer.secret$/)
  t.ok(Object.isFrozen(read))
})

t.test('a setting that cannot be used is named with what it takes', async (t) => {
  for (const [name, value] of [
    ['ACQUIRER_PORT', '70000'],
    ['ACQUIRER_FAULT', 'some'],
    ['ACQUIRER_TERMINALS', '1,a'],
    ['ACQUIRER_LATE_SECONDS', '-1'],
    ['ACQUIRER_HOST', ' '],
  ] as const)
    t.throws(() => readAcquirerConfig({ [name]: value }), new RegExp(`^${name} is "${value}"; it takes `))
  t.match(readAcquirerConfig({ ACQUIRER_TERMINALS: '1,22', ACQUIRER_PORT: '0' }), { terminals: ['1', '22'], port: 0 })
})
