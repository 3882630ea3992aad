import { join } from 'node:path'
import t from 'tap'
import { readServerConfig } from '../../../server/config.ts'
import { acquirerPlace } from '../../../server/payments/acquirer-settings.ts'

const read = (env: Record<string, string>) => readServerConfig(env).acquirer

t.test('without an address nothing can be paid', async (t) => {
  t.equal(read({}), null)
  t.equal(read({ EVISA_ACQUIRER_TERMINALS: '1' }), null)
})

t.test('an acquirer is named with its terminals and a secret that stands in a file', async (t) => {
  const dir = t.testdir({ secret: 'abc\n' })
  const config = read({
    ...{ EVISA_ACQUIRER_URL: 'http://127.0.0.1:8090', EVISA_ACQUIRER_TERMINALS: '1,22' },
    EVISA_ACQUIRER_SECRET_FILE: join(dir, 'secret'),
  })
  t.match(config, { url: 'http://127.0.0.1:8090', terminals: ['1', '22'], clientId: 'evisa-test' })
  if (config === null) return
  t.match(acquirerPlace(config), { secret: 'abc' })
  t.throws(
    () => acquirerPlace({ ...config, secretFile: join(dir, 'none') }),
    /EVISA_ACQUIRER_SECRET_FILE: .*none cannot be read/,
  )
})

t.test('a setting that cannot be used stops the start by its name', async (t) => {
  const url = { EVISA_ACQUIRER_URL: 'http://127.0.0.1:8090' }
  t.throws(() => read({ EVISA_ACQUIRER_URL: 'bank' }), /EVISA_ACQUIRER_URL is "bank"; it takes/)
  t.throws(() => read({ EVISA_ACQUIRER_URL: 'http://a/' }), /EVISA_ACQUIRER_URL/)
  t.throws(() => read(url), /EVISA_ACQUIRER_SECRET_FILE/)
  t.throws(() => read({ ...url, EVISA_ACQUIRER_TERMINALS: '1;2' }), /EVISA_ACQUIRER_TERMINALS/)
})
