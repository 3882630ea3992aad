import t from 'tap'
import { type Environment, readFaceConfig } from '../../pages/face-config.ts'

const read = (env: Environment) =>
  readFaceConfig(env, { prefix: 'PORTAL', is: 'the portal', port: 8081, folder: 'portal', urls: ['MAILBOX_URL'] })

const URL = { PORTAL_PUBLIC_URL: 'https://portal.example', PORTAL_TRUST_PROXY: '127.0.0.1' }

t.test('where people are real it has to be known by HTTPS; a demonstration stays on this machine', (t) => {
  t.match(read(URL), {
    ...{ host: '127.0.0.1', port: 8081, publicUrl: 'https://portal.example', trustProxy: '127.0.0.1' },
    ...{
      urls: { MAILBOX_URL: null },
      isDemonstration: false,
      enrolmentCodeFile: null,
      logLevel: 'info',
      dataDir: /data.portal$/,
    },
  })
  const demonstration = read({ PORTAL_DEMONSTRATION: 'on' })
  t.match(demonstration, { isDemonstration: true, publicUrl: null, trustProxy: false })
  t.ok(Object.isFrozen(demonstration))
  for (const env of [{}, { PORTAL_PUBLIC_URL: 'http://portal.example' }])
    t.throws(() => read(env), { name: 'FaceConfigError', message: /https:\/\// })
  // Behind a proxy that is not named everybody has the address of the proxy, by which guesses are counted.
  t.throws(() => read({ PORTAL_PUBLIC_URL: 'https://portal.example' }), {
    ...{ name: 'FaceConfigError', message: /^PORTAL_TRUST_PROXY has to name what brings HTTPS/ },
  })
  t.end()
})

t.test('a setting that cannot be used is named with what it takes', (t) => {
  for (const [name, value] of [
    ['PORTAL_PORT', '70000'],
    ['PORTAL_PORT', '80x'],
    ['PORTAL_HOST', ' '],
    ['PORTAL_DATA_DIR', ''],
    ['PORTAL_DEMONSTRATION', 'yes'],
    ['PORTAL_LOG_LEVEL', 'loud'],
    ['PORTAL_PUBLIC_URL', 'https://portal.example/'],
    ['PORTAL_PUBLIC_URL', 'https://portal.example/x'],
    ['PORTAL_PUBLIC_URL', 'https://user@portal.example'],
    ['PORTAL_PUBLIC_URL', 'javascript:alert(1)'],
    ['PORTAL_PUBLIC_URL', 'portal.example'],
    ['PORTAL_MAILBOX_URL', 'mailbox'],
    ['PORTAL_TRUST_PROXY', 'true'],
    ['PORTAL_TRUST_PROXY', '10.0.0.0/99'],
    ['PORTAL_TRUST_PROXY', '127.0.0.1,proxy.example'],
  ] as const)
    t.throws(() => read({ ...URL, [name]: value }), { message: new RegExp(`^${name} is ".*"; it takes `) })
  t.throws(() => read({ ...URL, PORTAL_PROT: '1' }), {
    message: /^PORTAL_PROT is no setting; there are PORTAL_/,
  })
  t.doesNotThrow(() => read({ ...URL, EVISA_PORT: 'x', PATH: '' }), 'what is of others is not read')
  t.end()
})
