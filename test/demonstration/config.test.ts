import { join } from 'node:path'
import t from 'tap'
import { readDemonstrationConfig } from '../../demonstration/config.ts'

t.test('without settings it is on this machine alone, beside a server with its usual settings', async (t) => {
  const read = readDemonstrationConfig({})
  t.match(read, { host: '127.0.0.1', port: 8092, serverUrl: 'http://127.0.0.1:8080', logLevel: 'warn' })
  t.ok(read.dataDir.endsWith(join('data', 'demonstration')))
  t.ok(read.tokenFile.endsWith(join('data', 'authority.token')))
  t.strictSame(read.links, { portal: null, mailbox: null, scan: null, welcome: null })
  t.ok(Object.isFrozen(read) && Object.isFrozen(read.links))
})

t.test('it leads to where it is told', async (t) => {
  const { links } = readDemonstrationConfig({
    DEMONSTRATION_PORTAL_URL: 'http://p',
    DEMONSTRATION_MAILBOX_URL: 'http://m',
    DEMONSTRATION_SCAN_URL: 'http://s/scan/',
    DEMONSTRATION_WELCOME_URL: 'http://s/',
  })
  t.strictSame(links, { portal: 'http://p', mailbox: 'http://m', scan: 'http://s/scan/', welcome: 'http://s/' })
})

t.test('a setting that cannot be used is named with what it takes', async (t) => {
  for (const [name, value] of [
    ['DEMONSTRATION_PORT', '70000'],
    ['DEMONSTRATION_HOST', ' '],
    ['DEMONSTRATION_DATA_DIR', ''],
    ['DEMONSTRATION_TOKEN_FILE', ''],
    ['DEMONSTRATION_SERVER_URL', 'http://127.0.0.1:8080/'],
    ['DEMONSTRATION_SCAN_URL', 'javascript:alert(1)'],
    ['DEMONSTRATION_LOG_LEVEL', 'loud'],
  ] as const)
    t.throws(
      () => readDemonstrationConfig({ [name]: value }),
      new RegExp(`^${name} is "${RegExp.escape(value)}"; it takes `),
    )
})
