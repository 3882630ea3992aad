import t from 'tap'
import { readPortalConfig } from '../../portal/config.ts'

t.test('a portal has the settings of a face, and where the others of a demonstration are', (t) => {
  const env = {
    PORTAL_DEMONSTRATION: 'on',
    PORTAL_MAILBOX_URL: 'http://127.0.0.1:1',
    PORTAL_CHECK_URL: 'http://127.0.0.1:2',
  }
  const config = readPortalConfig(env)
  t.match(config, {
    port: 8081,
    mailboxUrl: 'http://127.0.0.1:1',
    checkUrl: 'http://127.0.0.1:2',
    demonstrationUrl: null,
  })
  t.ok(Object.isFrozen(config))
  t.throws(() => readPortalConfig({ ...env, PORTAL_DEMONSTRATION_URL: 'x' }), {
    message: /^PORTAL_DEMONSTRATION_URL is/,
  })
  t.end()
})
