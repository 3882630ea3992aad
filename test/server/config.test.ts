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
      qrPrefix: 'EV1:',
      logLevel: 'info',
      databaseUrl: null,
      publicUrl: null,
      callsPerMinute: { device: 1200, stranger: 300 },
      trustProxy: false,
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
    ['EVISA_QR_PREFIX', 'HTTPS://EVISA.GOV.KZ/Q#', 'qrPrefix', 'HTTPS://EVISA.GOV.KZ/Q#'],
    ['EVISA_LOG_LEVEL', 'silent', 'logLevel', 'silent'],
  ] as const) {
    t.equal(readServerConfig({ [name]: value })[key], expected, `${name}=${value}`)
  }
})

t.test('a wrong setting names itself, what it is and what it takes', async (t) => {
  const wrong: Readonly<Record<string, readonly [RegExp, readonly string[]]>> = {
    EVISA_HOST: [/an address to listen on/, ['', ' ']],
    EVISA_PORT: [/a port from 0 to 65535/, ['', 'http', '-1', '65536', '80.5', '0x50', ' 80', '1e3', '80\n']],
    EVISA_DATA_DIR: [/a folder/, ['', ' ']],
    EVISA_POLICY_FILE: [/a JSON file/, ['']],
    EVISA_QR_PREFIX: [/EV1: or HTTPS/, ['', 'ev1:', 'EV2:', 'https://a.kz/q#', 'HTTPS://A.KZ/Q', 'HTTP://A.KZ/Q#']],
    EVISA_LOG_LEVEL: [/fatal, error, warn, info, debug, silent/, ['', 'trace', 'INFO', 'verbose']],
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
