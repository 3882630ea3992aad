/** An authority with real keys from its first start: the token enrols scanners until an operator has a key, and faces always. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { initKeys } from '../../keys/ceremony.ts'
import { authorityTokenFile } from '../../platform/authority-token-file.ts'
import { KEY_PLACE } from '../server/build-app.ts'
import { deciders } from '../server/deciders.ts'
import { callOver, enrolFace } from './portal-people.ts'
import { type Json, jsonOf, run, startServer } from './programs.ts'

t.test('the terminal enrols until somebody could with a key, is told where, and still ends an access', async (t) => {
  const folder = t.testdir()
  const [dir, dataDir, passphrase] = [
    join(folder, 'keys'),
    join(folder, 'authority'),
    'six random words would be better',
  ]
  mkdirSync(dataDir)
  await initKeys({ dir, passphrase, now: Math.floor(Date.now() / 1000) })
  const env = {
    ...{ EVISA_KEYS_DIR: dir, EVISA_KEYS_PASSPHRASE: passphrase, EVISA_DATA_DIR: dataDir },
    ...{ EVISA_CONSOLE_URL: KEY_PLACE.consoleUrl, EVISA_RP_ID: KEY_PLACE.rpId },
  }
  const server = await startServer(env, folder)
  t.teardown(server.stop)
  const desk = (...args: string[]) => run('desk/terminal/cli.ts', ['--url', server.url, '--json', ...args], env, folder)
  const done = async (...args: string[]): Promise<Json> => jsonOf(await desk(...args))
  const { code } = await done('enrol', 'border')
  jsonOf(
    await run(
      'scanner-client/station/cli.ts',
      ['--station', join(folder, 'booth'), '--json', 'enrol', code],
      {},
      folder,
    ),
  )
  await done('carriers', 'set', 'KC', '--name', 'Air Astana', '--devices', '9')

  const authorization = `Bearer ${readFileSync(authorityTokenFile(dataDir), 'utf8').trim()}`
  const over = callOver(server.url)
  const { make } = await deciders({
    authority: (method, path, body) => over(method, path, body, { authorization }),
    enrol: async (role) => ({ call: await enrolFace(server.url, (await done('enrol', role)).code) }),
  })
  await make('Aigul', ['supervisor'])
  await done('enrol', 'border')
  const olga = await make('Olga', ['operator'])
  for (const args of [
    ['enrol', 'border'],
    ['enrol', 'carrier', '--carrier', 'KC'],
    ['carriers', 'set', 'KC', '--name', 'Air Astana', '--devices', '99'],
  ]) {
    const refused = await desk(...args)
    t.equal(refused.code, 1, args.join(' '))
    t.match(refused.stderr, /at the console, under Devices/)
  }
  await done('enrol', 'console')
  t.equal((await olga.call('POST', '/v1/enrolment-codes', { role: 'border' })).status, 201)
  const { devices } = await done('devices')
  const booth = devices.find(({ role }: Json) => role === 'border')
  await done('revoke-device', booth.id, '--reason', 'stolen')
  t.match((await done('carriers')).carriers, [{ id: 'KC', device_limit: 9 }])
})
