/** Starts the authority server: settings, keys, store, artefacts, then the network; stops in the opposite order. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { timeZoneDataIsCurrent } from '#evisa/civil-date.ts'
import { openSigners } from '../keys/ceremony.ts'
import { readKeysConfig } from '../keys/config.ts'
import { readPublished } from '../keys/key-store.ts'
import { signCompact } from '../keys/signer.ts'
import { buildApp } from './app.ts'
import { hashToken } from './authenticate.ts'
import { authorityTokenFile, openAuthorityToken } from './authority-token.ts'
import { readServerConfig } from './config.ts'
import { demoKeys, demoVisas, mayDemonstrate, renewDemoTrust } from './demo-authority.ts'
import { logEvent, makeLogger } from './log-event.ts'
import { makePublisher } from './publish.ts'
import { openSqliteStore } from './store/sqlite-store.ts'

const now = () => Math.floor(Date.now() / 1000)

async function main(): Promise<void> {
  const config = readServerConfig(process.env)
  if (!timeZoneDataIsCurrent())
    throw new Error('the time zone data of this machine is older than 2024-03-01: update Node')
  const isDemo = mayDemonstrate(process.env, config.dataDir)
  const keys = isDemo ? await demoKeys(config.dataDir, now()) : readKeysConfig(process.env)
  if (isDemo) await renewDemoTrust(keys, now())
  const signers = await openSigners(keys)
  const signWith = (purpose: 'visa' | 'policy' | 'status') => {
    const signer = signers.get(purpose)
    if (signer === undefined) throw new Error(`there is no active ${purpose} key in ${keys.dir}: see keys/README.md`)
    return (typ: string, payload: unknown) => signCompact(signer, typ, payload)
  }
  const token = openAuthorityToken(config.dataDir)
  const store = openSqliteStore(join(config.dataDir, 'authority.db'))
  const publisher = await makePublisher({
    rootText: readPublished(keys.dir, 'root-1.json'),
    trustText: readPublished(keys.dir, 'trust.json'),
    policy: await readPolicy(config.policyFile),
    signPolicy: signWith('policy'),
    signStatus: signWith('status'),
    store,
    now,
  })
  // The keyring may be ahead of the trust list that was published: scanners would refuse what such a key signs.
  const { trust } = await publisher.knowledge()
  for (const { kid, purpose } of signers.values()) {
    if (trust?.keys.get(kid)?.state === 'active') continue
    throw new Error(`the ${purpose} key ${kid} is not active in the published trust list: npm run keys -- publish`)
  }
  const signVisa = signWith('visa')
  const issuing = {
    store,
    policy: publisher.policy,
    sign: signVisa,
    now: now(),
    randomBytes,
    qrPrefix: config.qrPrefix,
  }
  // Lines for people go to standard output, log lines to standard error.
  const logger = makeLogger(config.logLevel, pino.destination(2))
  const app = await buildApp({
    store,
    publisher,
    signVisa,
    now,
    qrPrefix: config.qrPrefix,
    authorityTokenHash: hashToken(token),
    demoVisas: isDemo ? await demoVisas(config.dataDir, issuing) : [],
    logger,
  })
  const address = await app.listen({ host: config.host, port: config.port })
  // Not before it listens: it would end a start that failed as if all had gone well, with exit code 0.
  closeWithGrace({ delay: 10_000, logger: false }, async ({ signal, err }) => {
    await app.close()
    await store.close()
    logEvent(app.log, 'server-stopped', { signal: signal ?? '', error: err?.name ?? '' })
  })
  logEvent(app.log, 'server-started', { address })
  process.stdout.write(
    [
      `evisa-gate authority at ${address}`,
      `  ${isDemo ? 'demo e-visas to scan  ' : 'welcome page          '}${address}/`,
      `  API description       ${address}/docs`,
      `  authority's token     ${authorityTokenFile(config.dataDir)}`,
      ...(isDemo ? ['  DEMONSTRATION: keys made on this machine. For real ones see keys/README.md.'] : []),
      '  stop with Ctrl-C',
      '',
    ].join('\n'),
  )
}

async function readPolicy(file: string) {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`EVISA_POLICY_FILE: ${file} is no JSON: ${(cause as Error).message}`, { cause })
  }
}

main().catch((error: Error) => {
  process.stderr.write(`evisa-gate did not start: ${error.message}\n`)
  process.exitCode = 1
})
