/** Starts the authority server: settings, keys, store, artefacts, then the network; stops in the opposite order. */

import { randomBytes } from 'node:crypto'
import closeWithGrace from 'close-with-grace'
import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'
import { SPECIMEN_WORDS } from '#evisa/specimen.ts'
import { type AuthorityKeys, followKeys } from '../keys/authority-keys.ts'
import type { KeysAccess } from '../keys/ceremony.ts'
import { readKeysConfig } from '../keys/config.ts'
import { readRecoveryHash } from '../keys/recovery-token.ts'
import { signCompact } from '../keys/signer.ts'
import { authorityTokenFile } from '../platform/authority-token-file.ts'
import { hashToken } from '../platform/token-text.ts'
import { openAuthorityToken } from './access/authority-token.ts'
import { buildApp } from './app.ts'
import { hourlyAuditCheckpoints } from './audit/audit-checkpoints.ts'
import { startIssuing } from './cases/issuing-loop.ts'
import { ConfigError, readServerConfig, type ServerConfig } from './config.ts'
import { startDeliveryQueue } from './delivery/delivery-queue.ts'
import { type SmtpSettings, smtpSettings } from './delivery/mail-settings.ts'
import type { MailQueue } from './delivery/queue-rounds.ts'
import { type IssueServices, issueContext } from './issuing/issue-context.ts'
import type { IssueContext } from './issuing/issue-visa.ts'
import { peopleAtBooths } from './ledger/prove-persons.ts'
import { startLetterQueue } from './letters/letter-queue.ts'
import { logEvent, makeLogger } from './log-event.ts'
import { lastBackupAt } from './operation/backup-note.ts'
import { keysFolder } from './operation/beside-backup.ts'
import { checkDaily } from './operation/check-daily.ts'
import { demoKeys, demoPeople, demoVisas, renewDemoTrust } from './operation/demo-authority.ts'
import {
  assertPolicy,
  assertTerms,
  readPolicyFile,
  readTermsFile,
  type TermsContent,
} from './operation/edition-files.ts'
import { type HeldFolder, holdFolder } from './operation/hold-folder.ts'
import { assertNotLost } from './operation/lost-store.ts'
import { mayDemonstrate } from './operation/may-demonstrate.ts'
import { type SettlingWorker, settleHourly } from './operation/settle-hourly.ts'
import { checkStart } from './operation/start-checks.ts'
import { damageAtStart } from './operation/start-damage.ts'
import { openCopies } from './passport-copies/open-copies.ts'
import { acquirerPlace } from './payments/acquirer-settings.ts'
import { dueOfCase } from './payments/due-of-case.ts'
import { type TestAcquirerPlace, testAcquirer } from './payments/test-acquirer.ts'
import { type PaymentWatch, watchPayments } from './payments/watch-payments.ts'
import { areKeptByPeople } from './people/kept-by-people.ts'
import { type KeyPlace, keyPlaceOf } from './people/key-place.ts'
import type { PolicyContent } from './policy/policy-content.ts'
import { MAX_STANDSTILL_SECONDS } from './publishing/clock-guard.ts'
import { makePublisher } from './publishing/publish.ts'
import { rosterSource } from './publishing/roster-content.ts'
import { watchOver } from './recovery/watch-over.ts'
import type { KeySource, Sign, SigningKeys } from './signing-keys.ts'
import { openStore } from './store/open-store.ts'
import { approvedTerms } from './terms/approved-terms.ts'
import { makeDocumentMaker } from './visa-document/document-maker.ts'
import { metDamage } from './watch/met-damage.ts'

const now = () => Math.floor(Date.now() / 1000)
/** Says what takes so long. */
const tell = (doing: string) => void process.stdout.write(`${doing} ...\n`)

async function main(): Promise<void> {
  const config = readServerConfig(process.env)
  const isDemo = mayDemonstrate(process.env, config.dataDir)
  const policy = await readPolicyFile(config.policyFile)
  const terms = await readTermsFile(config.termsFile)
  // A password file that is not there must stop the start, too.
  const smtp = config.mail === null ? null : smtpSettings(config.mail)
  const bank = config.acquirer === null ? null : acquirerPlace(config.acquirer)
  const keyPlace = keyPlaceOfSettings(config, isDemo)
  await checkStart(config)
  const folder = config.databaseUrl === null ? holdFolder(config.dataDir) : null
  try {
    await assertNotLost(config, keysFolder(config.dataDir, process.env))
    await start({ config, isDemo, policy, terms, smtp, bank, keyPlace, folder })
  } catch (error) {
    folder?.undo()
    throw damageAtStart(error, config)
  }
}

interface Start {
  readonly config: ServerConfig
  readonly isDemo: boolean
  readonly policy: PolicyContent
  readonly terms: TermsContent
  readonly smtp: SmtpSettings | null
  readonly bank: TestAcquirerPlace | null
  /** Null where there is no console. */
  readonly keyPlace: KeyPlace | null
  /** Null where the store is no folder's. */
  readonly folder: HeldFolder | null
}

async function start({ config, isDemo, policy, terms, smtp, bank, keyPlace, folder }: Start): Promise<void> {
  const keys = isDemo ? await demoKeys(config.dataDir, now(), tell) : readKeysConfig(process.env)
  if (isDemo) await renewDemoTrust(keys, now())
  // Lines for people go to standard output, log lines to standard error.
  const logger = makeLogger(config.logLevel, pino.destination(2))
  const keySource = await keySourceOf(keys, logger)
  let queues: readonly MailQueue[] = []
  let payments: PaymentWatch | null = null
  let settling: SettlingWorker | null = null
  const acquirer = bank === null ? null : testAcquirer(bank)
  let issuingLoop: MailQueue | null = null
  const met = metDamage(logger)
  const { store, watch, recovery, ...watched } = await watchOver({
    ...{ dataDir: config.dataDir, keys: keySource, now, log: logger, failed: met.note },
    open: (watching) => openStore(config, { tell: (line) => void process.stdout.write(`${line}\n`), now, watching }),
    recoveryHash: () => readRecoveryHash(keys.dir),
  })
  // Not before there is a store: a token without one means that it was lost.
  const token = openAuthorityToken(config.dataDir)
  // A file that was replaced by what two operators approved is not asked.
  if ((await store.policyRevision()) === 0) assertPolicy(policy, config.policyFile)
  if ((await store.termsRevision()) === 0) assertTerms(terms, config.termsFile)
  const storeCheck = checkDaily({ store, now, log: logger, met })
  // What a token alone lets in bears the mark of a demonstration.
  const mustSign = async () => !(await keySource()).isSpecimen
  const publisher = await makePublisher({
    keys: keySource,
    ...{ policy, mustSign, keyPlace },
    store,
    now,
    watch,
    damageMet: met.note,
    policyNotProven: (revision, fault) => logEvent(logger, 'policy-not-proven', { revision, fault }),
    // Nobody stands beside a demonstration, and nothing depends on what it signs: it may sleep for as long as it likes.
    maxStandstillSeconds: isDemo ? Number.POSITIVE_INFINITY : MAX_STANDSTILL_SECONDS,
    clockDoubted: (signedAt) => logEvent(logger, 'clock-doubted', { now: now(), signedAt }),
    keepCopy: watched.keepCopy,
    ...(keyPlace !== null && {
      roster: rosterSource({ ...keyPlace, borderOfficers: () => store.borderOfficers(), now }),
    }),
    afterPublish: hourlyAuditCheckpoints(store),
  })
  const issuing = { store, publisher, keys: keySource, now, randomBytes, qrPrefix: config.qrPrefix }
  const visas =
    isDemo && watch.behind() === null ? await demoVisas(config.dataDir, await demoContext(issuing), tell) : []
  if (isDemo && keyPlace !== null && watch.behind() === null) await demoPeople(store, now())
  const documents = makeDocumentMaker(publisher.policyOn, async () => (await keySource()).isSpecimen)
  const caseTerms = approvedTerms(store, terms.editions, now)
  let address = ''
  const { fileKeyFile, clamav } = config
  const copies = await openCopies({ store, terms: caseTerms, fileKeyFile, clamav, now, randomBytes, log: logger })
  const app = await buildApp({
    store,
    watch,
    recovery,
    publisher,
    terms: caseTerms,
    copies,
    keys: keySource,
    now,
    qrPrefix: config.qrPrefix,
    visaDesk: config.visaDesk,
    firstWire: config.firstWire,
    authorityTokenHash: hashToken(token),
    publicUrl: () => config.publicUrl ?? address,
    callsPerMinute: config.callsPerMinute,
    trustProxy: config.trustProxy,
    documents,
    portalUrl: config.portalUrl,
    officeLanguage: config.officeLanguage,
    keyPlace,
    mustSign,
    ...(keyPlace !== null && { peopleAt: peopleAtBooths(store, keyPlace) }),
    ...(smtp && { mail: { wake: () => void queues.map(({ wake }) => wake()) } }),
    ...(acquirer && { acquirer }),
    paymentWatch: { wake: () => payments?.wake(), nudge: (of) => payments?.nudge(of) },
    settling: { wake: () => settling?.wake() },
    issuing: { wake: () => issuingLoop?.wake() },
    demoVisas: visas,
    ...(!isDemo && {
      lastBackup: { madeAt: () => lastBackupAt(config.dataDir), isMissed: config.databaseUrl === null },
    }),
    storeCheck,
    logger,
  })
  address = await app.listen({ host: config.host, port: config.port })
  if (smtp !== null) {
    const sending = { store, smtp, now, random: Math.random, log: logger }
    queues = [
      startDeliveryQueue({ ...sending, documents }),
      startLetterQueue({ ...sending, portalUrl: config.portalUrl, isSpecimen: documents.isSpecimen }),
    ]
  }
  if (acquirer !== null) {
    const dueOf = dueOfCase({ store, terms: caseTerms })
    const acquirerOf = (name: string) => (name === acquirer.name ? acquirer : undefined)
    payments = watchPayments({ store, acquirerOf, dueOf, now, log: logger })
    settling = settleHourly({ store, acquirer, dueOf, now, log: logger })
  }
  issuingLoop = startIssuing({
    ...{ ...issuing, keyPlace, mustSign, log: app.log },
    mail: { wake: () => void queues.map(({ wake }) => wake()) },
  })
  // Not before it listens: it would end a start that failed as if all had gone well, with exit code 0.
  closeWithGrace({ delay: 10_000, logger: false }, async ({ signal, err }) => {
    await app.close()
    await issuingLoop?.close()
    await Promise.all(queues.map(({ close }) => close()))
    await settling?.close()
    await payments?.close()
    await acquirer?.close()
    await documents.close()
    await copies.close()
    storeCheck.stop()
    await watched.close()
    await store.close()
    folder?.release()
    logEvent(app.log, 'server-stopped', { signal: signal ?? '', error: err?.name ?? '' })
  })
  logEvent(app.log, 'server-started', { address })
  const revision = await store.policyRevision()
  const ofTerms = await store.termsRevision()
  const byPeople = watch.behind() === null && (await areKeptByPeople({ mustSign, keyPlace, store }))
  process.stdout.write(
    [
      `evisa-gate authority at ${address}`,
      `  ${isDemo ? 'demo e-visas to scan  ' : 'welcome page          '}${address}/`,
      `  API description       ${address}/docs`,
      `  authority's token     ${authorityTokenFile(config.dataDir)}`,
      byPeople
        ? '  scanners, airlines    at the console, under Devices'
        : `  in a second terminal  npm run -s authority -- --url ${address} enrol border`,
      ...(revision > 0
        ? [`  policy                revision ${revision}, as approved; EVISA_POLICY_FILE is not read`]
        : []),
      ...(ofTerms > 0
        ? [`  terms                 revision ${ofTerms}, as approved; EVISA_TERMS_FILE is not read`]
        : []),
      ...((await keySource()).isSpecimen
        ? [
            `  DEMONSTRATION: keys made on this machine, what they sign bears ${SPECIMEN_WORDS}.`,
            '  For real ones see keys/README.md.',
          ]
        : []),
      ...(watch.behind() === null ? [] : BEHIND),
      ...(watch.behind() !== null || publisher.clock().state === 'right'
        ? []
        : ['  CLOCK: far from what was signed last; see npm run -s authority -- repair-clock']),
      '  stop with Ctrl-C',
      '',
    ].join('\n'),
  )
}

function keyPlaceOfSettings({ consoleUrl, publicUrl, rpId, port }: ServerConfig, isDemo: boolean): KeyPlace | null {
  if (consoleUrl === null) return null
  try {
    // Keys belong to no IP address: on one's own machine the scanner's page is opened by this name.
    const scanner = publicUrl ?? (isDemo ? `http://localhost:${port}` : null)
    return keyPlaceOf(consoleUrl, scanner, rpId, isDemo)
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigError(`EVISA_CONSOLE_URL and EVISA_RP_ID: ${error.message}`)
    throw error
  }
}

const BEHIND = [
  '  THE STORE WENT BACK: it lacks what was acknowledged, and nothing is done by it.',
  '  If it was restored from a backup: npm run -s authority -- restored; see docs/recovery.md.',
]

async function demoContext(services: IssueServices): Promise<IssueContext> {
  const context = await issueContext(services, 'authority/demonstration')
  if (!context.ok) throw new Error('no edition of the policy is in force yet')
  return context.value
}

/** Follows the custodians' folder: what they publish there is in force here without a restart. */
async function keySourceOf(access: KeysAccess, logger: FastifyBaseLogger): Promise<KeySource> {
  const followed = await followKeys(access)
  let last: { readonly keys: AuthorityKeys; readonly signing: SigningKeys } | null = null
  let told: string | null = null
  return async () => {
    const keys = await followed.current()
    const fault = followed.fault()
    if (fault !== null && fault !== told) logEvent(logger, 'keys-not-taken', { fault })
    told = fault
    // The same object for as long as the same keys are in use, whatever was put there that is not.
    if (last?.keys !== keys) last = { keys, signing: signingKeysOf(keys, followed.fault) }
    return last.signing
  }
}

function signingKeysOf(
  { roots, trustText, firstTrustText, isSpecimen, signingKey }: AuthorityKeys,
  fault: () => string | null,
): SigningKeys {
  return {
    roots,
    trustText,
    firstTrustText,
    isSpecimen,
    get fault() {
      return fault()
    },
    key: (purpose, at) => {
      const found = signingKey(purpose, at)
      if (found === null) return null
      const { kid, terms } = found
      const sign: Sign = (typ, payload) => signCompact(found, typ, payload)
      return { kid, signUntil: terms.sign_until, verifyUntil: terms.verify_until, sign }
    },
  }
}

main().catch((error: Error) => {
  process.stderr.write(`evisa-gate did not start: ${error.message}\n`)
  process.exitCode = 1
})
