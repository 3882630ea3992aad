import t from 'tap'
import { readMailboxConfig } from '../../mailbox/config.ts'

t.test('without settings it is on this machine alone, and takes mail at a free port', async (t) => {
  const read = readMailboxConfig({})
  t.match(read, { host: '127.0.0.1', port: 8091, smtpPort: 0 })
  t.match(read.dataDir, /data.mailbox$/)
  t.ok(Object.isFrozen(read))
})

t.test('a setting that cannot be used is named with what it takes', async (t) => {
  for (const [name, value] of [
    ['MAILBOX_PORT', '70000'],
    ['MAILBOX_SMTP_PORT', 'smtp'],
    ['MAILBOX_HOST', ' '],
    ['MAILBOX_DATA_DIR', ''],
  ] as const)
    t.throws(() => readMailboxConfig({ [name]: value }), new RegExp(`^${name} is "${value}"; it takes `))
  t.match(readMailboxConfig({ MAILBOX_PORT: '0', MAILBOX_SMTP_PORT: '2525' }), { port: 0, smtpPort: 2525 })
})
