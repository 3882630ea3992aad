import { join, resolve } from 'node:path'
import t from 'tap'
import {
  acquirerSettings,
  demonstrationSettings,
  mailboxSettings,
  portalSettings,
  serverSettings,
} from '../../start/part-settings.ts'

const ENV = { EVISA_PORT: '17310' }

t.test("without settings each has its folder among the data, and its port above the server's", async (t) => {
  t.strictSame(await acquirerSettings(ENV, 'data'), {
    ...{ ACQUIRER_PORT: '17320', ACQUIRER_DATA_DIR: join('data', 'acquirer') },
    ACQUIRER_SECRET_FILE: join('data', 'acquirer', 'secret'),
  })
  t.strictSame(await mailboxSettings(ENV, 'data'), {
    ...{ MAILBOX_PORT: '17321', MAILBOX_DATA_DIR: join('data', 'mailbox') },
  })
  t.strictSame(await portalSettings(ENV, 'data'), {
    ...{ PORTAL_PORT: '17311', PORTAL_DATA_DIR: join('data', 'portal'), PORTAL_DEMONSTRATION: 'on' },
    PORTAL_LOG_LEVEL: 'warn',
  })
})

t.test('a port of the portal is known even where all are free ones', async (t) => {
  t.match((await portalSettings({ EVISA_PORT: '0' }, 'data')).PORTAL_PORT, /^[1-9][0-9]+$/)
  t.equal((await mailboxSettings({ EVISA_PORT: '0' }, 'data'))?.MAILBOX_PORT, '0')
})

t.test('what the environment says goes before', async (t) => {
  const said = { ...ENV, ACQUIRER_PORT: '1', MAILBOX_DATA_DIR: 'm', PORTAL_PORT: '2', PORTAL_LOG_LEVEL: 'info' }
  t.match(await acquirerSettings(said, 'data'), { ACQUIRER_PORT: '1' })
  t.match(await mailboxSettings(said, 'data'), { MAILBOX_DATA_DIR: 'm' })
  t.match(await portalSettings(said, 'data'), { PORTAL_PORT: '2', PORTAL_LOG_LEVEL: 'info' })
  t.equal(await acquirerSettings({ EVISA_ACQUIRER_URL: 'http://a' }, 'data'), null)
  t.equal(await mailboxSettings({ EVISA_SMTP_URL: 'smtp://a' }, 'data'), null)
})

t.test('the demonstration is told where all the others are, and where they lead', async (t) => {
  const around = { server: 'http://s', publicUrl: 'https://s.example', portalUrl: 'http://p', mailboxUrl: 'http://m' }
  t.strictSame(await demonstrationSettings(ENV, 'data', around), {
    ...{ DEMONSTRATION_PORT: '17322', DEMONSTRATION_DATA_DIR: join('data', 'demonstration') },
    ...{ DEMONSTRATION_SERVER_URL: 'http://s', DEMONSTRATION_TOKEN_FILE: resolve('data/authority.token') },
    ...{ DEMONSTRATION_PORTAL_URL: 'http://p', DEMONSTRATION_MAILBOX_URL: 'http://m' },
    ...{ DEMONSTRATION_SCAN_URL: 'https://s.example/scan/', DEMONSTRATION_WELCOME_URL: 'https://s.example/' },
  })
  const said = { ...ENV, DEMONSTRATION_PORT: '1', DEMONSTRATION_SCAN_URL: 'http://x' }
  const without = await demonstrationSettings(said, 'data', { ...around, mailboxUrl: null })
  t.match(without, { DEMONSTRATION_PORT: '1', DEMONSTRATION_SCAN_URL: 'http://x', DEMONSTRATION_MAILBOX_URL: '' })
})

t.test('the server is told of those that run, and of none that does not', async (t) => {
  const portal = { PORTAL_PORT: '8081' }
  const console = { CONSOLE_PORT: '8082' }
  const acquirer = { url: 'http://a', secretFile: 'f' }
  t.strictSame(serverSettings({}, { acquirer, smtpUrl: 'smtp://127.0.0.1:1', portal, console }), {
    ...{ EVISA_ACQUIRER_URL: 'http://a', EVISA_ACQUIRER_SECRET_FILE: 'f' },
    ...{ EVISA_SMTP_URL: 'smtp://127.0.0.1:1', EVISA_MAIL_FROM: 'evisa@evisa.example' },
    ...{ EVISA_LOG_LEVEL: 'warn', EVISA_PORTAL_URL: 'http://127.0.0.1:8081' },
    EVISA_CONSOLE_URL: 'http://localhost:8082',
  })
  const none = { acquirer: null, smtpUrl: null, portal, console }
  t.strictSame(serverSettings({ PORTAL_PUBLIC_URL: 'http://p', EVISA_LOG_LEVEL: 'info' }, none), {
    ...{ EVISA_LOG_LEVEL: 'info', EVISA_PORTAL_URL: 'http://p' },
    EVISA_CONSOLE_URL: 'http://localhost:8082',
  })
  t.match(serverSettings({ EVISA_PORTAL_URL: 'http://q' }, none), { EVISA_PORTAL_URL: 'http://q' })
})
