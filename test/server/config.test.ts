import { resolve } from 'node:path'
import t from 'tap'
import { ConfigError, readServerConfig } from '../../server/config.ts'

t.test('needs no setting at all, and cannot be changed afterwards', async (t) => {
  const config = readServerConfig({})
  t.strictSame(
    { ...config },
    {
      host: '127.0.0.1',
      port: 8080,
      dataDir: resolve('data'),
      policyFile: resolve(import.meta.dirname, '../../fixtures/policy.json'),
      termsFile: resolve(import.meta.dirname, '../../fixtures/terms.json'),
      qrPrefix: 'EV1:',
      visaDesk: null,
      firstWire: true,
      logLevel: 'info',
      databaseUrl: null,
      publicUrl: null,
      portalUrl: null,
      consoleUrl: null,
      rpId: null,
      officeLanguage: 'kk',
      callsPerMinute: { device: 1200, stranger: 300 },
      trustProxy: false,
      mail: null,
      fileKeyFile: resolve('data/file-key'),
      clamav: null,
      acquirer: null,
    },
  )
  t.ok(Object.isFrozen(config))
})

t.test('takes what is right', async (t) => {
  for (const [name, value, key, expected] of [
    ['EVISA_HOST', '0.0.0.0', 'host', '0.0.0.0'],
    ['EVISA_PORT', '0', 'port', 0],
    ['EVISA_PORT', '65535', 'port', 65_535],
    ['EVISA_DATA_DIR', '/srv/evisa', 'dataDir', resolve('/srv/evisa')],
    ['EVISA_POLICY_FILE', 'mine.json', 'policyFile', resolve('mine.json')],
    ['EVISA_TERMS_FILE', 'mine.json', 'termsFile', resolve('mine.json')],
    ['EVISA_QR_PREFIX', 'HTTPS://EVISA.GOV.KZ/Q#', 'qrPrefix', 'HTTPS://EVISA.GOV.KZ/Q#'],
    ['EVISA_LOG_LEVEL', 'silent', 'logLevel', 'silent'],
    ['EVISA_FILE_KEY_FILE', '/run/keys/file-key', 'fileKeyFile', resolve('/run/keys/file-key')],
    ['EVISA_CONSOLE_URL', 'https://desk.evisa.gov.kz', 'consoleUrl', 'https://desk.evisa.gov.kz'],
    ['EVISA_RP_ID', 'evisa.gov.kz', 'rpId', 'evisa.gov.kz'],
    ['EVISA_PUBLIC_URL', 'https://evisa.gov.kz/api', 'publicUrl', 'https://evisa.gov.kz/api'],
    ['EVISA_PUBLIC_URL', 'http://[::1]:8080', 'publicUrl', 'http://[::1]:8080'],
    ['EVISA_PORTAL_URL', 'https://evisa.gov.kz', 'portalUrl', 'https://evisa.gov.kz'],
    ['EVISA_OFFICE_LANGUAGE', 'ru', 'officeLanguage', 'ru'],
    ['EVISA_TRUST_PROXY', '127.0.0.1,10.0.0.0/8,fd00::/8', 'trustProxy', '127.0.0.1,10.0.0.0/8,fd00::/8'],
    ['DATABASE_URL', 'postgres://evisa@db/evisa', 'databaseUrl', 'postgres://evisa@db/evisa'],
  ] as const) {
    t.equal(readServerConfig({ [name]: value })[key], expected, `${name}=${value}`)
  }
  const calls = { EVISA_DEVICE_CALLS_PER_MINUTE: '1', EVISA_STRANGER_CALLS_PER_MINUTE: '9999999' }
  t.same(readServerConfig(calls).callsPerMinute, { device: 1, stranger: 9_999_999 })
})

t.test('a wrong setting names itself, what it is and what it takes', async (t) => {
  const wrong: Readonly<Record<string, readonly [RegExp, readonly string[]]>> = {
    EVISA_HOST: [/an address to listen on/, ['', ' ']],
    EVISA_PORT: [/a port from 0 to 65535/, ['', 'http', '-1', '65536', '80.5', '0x50', ' 80', '1e3', '80\n']],
    EVISA_DATA_DIR: [/a folder/, ['', ' ']],
    EVISA_POLICY_FILE: [/a JSON file/, ['']],
    EVISA_TERMS_FILE: [/a JSON file/, ['']],
    EVISA_VISA_DESK: [
      /a number and the hours/,
      ['+7 7172 720000', '720000, 24/7', '+7 7172 720000, always', '+7 7172 720000, 08:00-20:00, x'],
    ],
    EVISA_QR_PREFIX: [/EV1: or HTTPS/, ['', 'ev1:', 'EV2:', 'https://a.kz/q#', 'HTTPS://A.KZ/Q', 'HTTP://A.KZ/Q#']],
    EVISA_LOG_LEVEL: [/fatal, error, warn, info, debug, silent/, ['', 'trace', 'INFO', 'verbose']],
    EVISA_PUBLIC_URL: [
      /without a slash at its end/,
      ['evisa.gov.kz', 'https://a.kz/', 'https://a.kz?x', 'ftp://a.kz', ' '],
    ],
    EVISA_PORTAL_URL: [/the address of the portal/, ['evisa.gov.kz', 'https://a.kz/', 'https://a.kz?x']],
    EVISA_DEVICE_CALLS_PER_MINUTE: [/a number from 1 to/, ['', '0', '-1', '1.5', '1e3', '12345678']],
    EVISA_STRANGER_CALLS_PER_MINUTE: [/a number from 1 to/, ['0', 'many']],
    EVISA_TRUST_PROXY: [
      /addresses of proxies/,
      ['yes', '1', '10.0.0.0/0', '10.0.0.0/33', '10.0.0.1,', 'fd00::/129', 'a.kz'],
    ],
    EVISA_FILE_KEY_FILE: [/a file/, ['', ' ']],
    EVISA_CLAMAV: [/HOST:PORT of clamd/, ['clamav', '3310', 'clamav:0', 'a b:1']],
    EVISA_WIRE_1: [/on or off/, ['', '1', 'ON', 'yes']],
    DATABASE_URL: [/postgres:\/\/USER/, ['mysql://a/b', 'postgres://', 'a']],
  }
  for (const [name, [takes, values]] of Object.entries(wrong)) {
    for (const value of values) {
      const setting = { [name]: value }
      t.throws(() => readServerConfig(setting), ConfigError, JSON.stringify(setting))
      t.throws(() => readServerConfig(setting), { message: takes })
      t.throws(() => readServerConfig(setting), { message: new RegExp(`^${name} is "`) })
    }
  }
})

t.test('a scan of copies is reached over a port, or by a socket', async (t) => {
  const { clamav } = readServerConfig({ EVISA_CLAMAV: '[::1]:3310' })
  t.same(clamav, { host: '::1', port: 3310 })
  t.same(readServerConfig({ EVISA_CLAMAV: '/run/clamd.ctl' }).clamav, { path: '/run/clamd.ctl' })
})

t.test('a password is never repeated, whatever is wrong with the setting that it stands in', async (t) => {
  for (const [name, value] of [
    ['DATABASE_URL', 'mysql://evisa:hunter2@host/db'],
    ['EVISA_SMTP_URL', 'smtp://evisa:hunter2@host/path'],
  ] as const)
    t.throws(() => readServerConfig({ [name]: value }), { message: new RegExp(`^${name} is "\\.\\.\\."; it takes`) })
})
