/** The authority's HTTP service: plugins in order, then one file a resource. Built here, listened to in `main.ts`. */

import { randomBytes, randomInt } from 'node:crypto'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify'
import { authenticate } from './access/authenticate.ts'
import { dpopProofs } from './access/dpop-proofs.ts'
import { addRateLimits, type CallsPerMinute } from './access/rate-limits.ts'
import { guessGuard } from './accounts/guess-guard.ts'
import { addWorkingDays } from './applications/business-clock.ts'
import { lookUpGuard } from './checks/look-up-guard.ts'
import { answerWriters, type WritersOf } from './http/answer-writers.ts'
import { endConnection, hangUpOnPipelining } from './http/hang-up.ts'
import { refuseUnkeptAddresses } from './http/kept-texts.ts'
import { answerError, answerProblems, ProblemDocument } from './http/problem.ts'
import { refuseUnkept } from './http/refuse-unkept.ts'
import { refuseMembersTwice } from './http/single-members.ts'
import { logEvent } from './log-event.ts'
import { forgetHourly } from './operation/forget-hourly.ts'
import { lapseHourly } from './operation/lapse-hourly.ts'
import { lookBackHourly } from './operation/look-back-hourly.ts'
import { tendHourly } from './operation/tend-hourly.ts'
import { keysByClock } from './publishing/clock-guard.ts'
import { accountRoutes } from './routes/account.ts'
import { applicationActRoutes } from './routes/application-acts.ts'
import { applicationPageRoutes } from './routes/application-pages.ts'
import { applicationRoutes } from './routes/applications.ts'
import { artefactRoutes } from './routes/artefacts.ts'
import { attentionRoutes } from './routes/attention.ts'
import { auditRoutes } from './routes/audit.ts'
import { carrierRoutes } from './routes/carriers.ts'
import { caseCorrectionRoutes } from './routes/case-corrections.ts'
import { caseRoutes } from './routes/cases.ts'
import { clockRoutes } from './routes/clock.ts'
import { conflictRoutes } from './routes/conflicts.ts'
import { crossingRoutes } from './routes/crossings.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { deviceKeyRoute } from './routes/device-keys.ts'
import { deviceRoutes } from './routes/devices.ts'
import { eligibilityRoutes } from './routes/eligibility.ts'
import { enrolmentRoutes } from './routes/enrolment.ts'
import { flightCheckRoutes } from './routes/flight-checks.ts'
import { formatRoutes } from './routes/format.ts'
import { healthRoutes } from './routes/health.ts'
import { hostRoutes } from './routes/hosts.ts'
import { invitationActRoutes } from './routes/invitation-acts.ts'
import { invitationListRoutes } from './routes/invitation-lists.ts'
import { invitationRoutes } from './routes/invitations.ts'
import { issuingRoutes } from './routes/issuing.ts'
import { keySignInRoutes } from './routes/key-sign-ins.ts'
import { keyRoutes } from './routes/keys.ts'
import { letterRoutes } from './routes/letters.ts'
import { meRoutes } from './routes/me.ts'
import { addMetrics } from './routes/metrics.ts'
import { operatorRoutes } from './routes/operators.ts'
import { ownVisaRoutes } from './routes/own-visas.ts'
import { passportCopyRoutes } from './routes/passport-copies.ts'
import { paymentDeskRoutes } from './routes/payment-desk.ts'
import { paymentNoticeRoutes } from './routes/payment-notices.ts'
import { paymentRoutes } from './routes/payments.ts'
import { personRoutes } from './routes/persons.ts'
import { policyRoutes } from './routes/policy.ts'
import { preparedActRoutes } from './routes/prepared-acts.ts'
import { tellProposalNews } from './routes/proposal-news.ts'
import { proposalRoutes } from './routes/proposals.ts'
import { publishedVersionsRoute } from './routes/published-versions.ts'
import { recoveryRoutes } from './routes/recovery.ts'
import { referralRoutes } from './routes/referrals.ts'
import { refusalRoutes } from './routes/refusals.ts'
import { scannerPage } from './routes/scanner-page.ts'
import { searchRoutes } from './routes/searches.ts'
import { secondLookRoutes } from './routes/second-looks.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { signInRoutes } from './routes/sign-ins.ts'
import { signatureRoutes } from './routes/signatures.ts'
import { signingRoutes } from './routes/signings.ts'
import { statusLookUpRoute } from './routes/status-look-ups.ts'
import { termsRoutes } from './routes/terms.ts'
import { timeRoutes } from './routes/time.ts'
import { tokenRoute } from './routes/token.ts'
import { verificationRoutes } from './routes/verifications.ts'
import { visaDeskRoutes } from './routes/visa-desk.ts'
import { visaDocumentRoutes } from './routes/visa-documents.ts'
import { visaRoutes } from './routes/visas.ts'
import { welcomeRoute } from './routes/welcome.ts'
import type { Services } from './services.ts'

export interface AppOptions extends Omit<Services, 'randomBytes' | 'limits' | 'guard' | 'guesses' | 'pace'> {
  readonly callsPerMinute: CallsPerMinute
  /** The proxies in front that are believed where a request comes from, by commas. */
  readonly trustProxy: string | false
  readonly logger: FastifyBaseLogger
  /** A test makes all writers of answers, which are made as they are needed. */
  readonly writersOf?: WritersOf
  /** How long a request may take to arrive, all of it; what may take longer comes on in each such time. */
  readonly requestMs?: number
}

export type App = Awaited<ReturnType<typeof buildApp>>

const MAX_BODY_BYTES = 1_048_576
const REQUEST_MS = 30_000
// The slowest line that anybody has; what is slower is not there any more.
const LEAST_BYTES_A_SECOND = 1000
const LOOK_AT_REQUESTS_MS = 5000

export async function buildApp({
  logger,
  callsPerMinute,
  trustProxy,
  writersOf = answerWriters,
  requestMs = REQUEST_MS,
  ...given
}: AppOptions) {
  const app = Fastify({
    schemaController: { compilersFactory: { buildSerializer: writersOf } },
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: requestMs,
    // Without the first of these the other limit is for the head alone, and the one for all of a request is a minute.
    http: { headersTimeout: requestMs, connectionsCheckingInterval: Math.min(LOOK_AT_REQUESTS_MS, requestMs) },
    // Of a connection on which nothing moves, also not what was sent.
    connectionTimeout: 90_000,
    return503OnClosing: true,
    // Of an address that no router can read: no hook runs for it, so that its caller is counted here.
    frameworkErrors: (error, request, reply) =>
      void limits.stranger(request).then(
        () => answerError(error, request, reply),
        (tooMany) => answerError(tooMany, request, reply),
      ),
    clientErrorHandler: endConnection,
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    // TypeBox checks and never changes: no coercion, no member removed, unknown members are an error.
    .setValidatorCompiler(TypeBoxValidatorCompiler)

  answerProblems(app)
  hangUpOnPipelining(app)
  refuseMembersTwice(app)
  refuseUnkept(app, given.store)
  refuseUnkeptAddresses(app)
  app.removeContentTypeParser('text/plain')
  app.addHook('onResponse', async (request, reply) => {
    logEvent(request.log, 'request', {
      route: request.routeOptions.url ?? 'none',
      method: request.method,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      device: request.caller?.id ?? '',
    })
  })
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  })
  sendSecurityHeaders(app)
  await app.register(compress, { encodings: ['gzip'], customTypes: /json|jwt|text|javascript|svg|wasm/ })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'evisa-gate',
        version: '1',
        description:
          'Issues, prints and checks the e-visas of the Republic of Kazakhstan. Errors are RFC 9457 problems.',
      },
      components: {
        securitySchemes: {
          device: { type: 'http', scheme: 'DPoP', description: 'A token of POST /v1/token with a proof (RFC 9449)' },
          authority: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ device: [] }, { authority: [] }],
    },
  })
  const proofs = dpopProofs()
  const limits = await addRateLimits(app, callsPerMinute, trustProxy)
  const pace = { windowMs: requestMs, leastBytesASecond: LEAST_BYTES_A_SECOND }
  const made = { randomBytes, limits, proofs, pace, guard: lookUpGuard(), guesses: guessGuard() }
  const services = { ...given, ...made, keys: keysByClock(given.keys, given.publisher) }
  // Of what they look at nothing is signed.
  const operator = { ...services, keys: given.keys }
  authenticate(app, services)
  tellProposalNews(app, services)
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  app.addSchema(ProblemDocument)
  addMetrics(app, operator)
  const byClock = { ...services, assertClock: services.publisher.assertClock }
  forgetHourly(app, byClock)
  tendHourly(app, { ...byClock, addWorkingDays })
  lapseHourly(app, byClock)
  lookBackHourly(app, { ...byClock, randomInt })
  await app.register(healthRoutes, operator)
  await app.register(welcomeRoute, services)
  await app.register(scannerPage)
  await app.register(artefactRoutes, services)
  await app.register(formatRoutes, services)
  await app.register(issuingRoutes, services)
  await app.register(visaRoutes, services)
  await app.register(visaDocumentRoutes, services)
  await app.register(deliveryRoutes, services)
  await app.register(operatorRoutes, services)
  for (const routes of [keySignInRoutes, meRoutes, personRoutes, signingRoutes, signatureRoutes, preparedActRoutes])
    await app.register(routes, services)
  await app.register(proposalRoutes, services)
  await app.register(policyRoutes, services)
  await app.register(keyRoutes, services)
  await app.register(verificationRoutes, services)
  await app.register(flightCheckRoutes, services)
  await app.register(crossingRoutes, services)
  await app.register(conflictRoutes, services)
  await app.register(referralRoutes, services)
  await app.register(refusalRoutes, services)
  await app.register(recoveryRoutes, services)
  await app.register(auditRoutes, services)
  await app.register(carrierRoutes, services)
  await app.register(enrolmentRoutes, services)
  await app.register(deviceRoutes, services)
  await app.register(timeRoutes, services)
  await app.register(clockRoutes, services)
  await app.register(visaDeskRoutes, services)
  await app.register(deviceKeyRoute, services)
  await app.register(publishedVersionsRoute, services)
  await app.register(tokenRoute, services)
  await app.register(signInRoutes, services)
  await app.register(sessionRoutes, services)
  await app.register(accountRoutes, services)
  await app.register(termsRoutes, services)
  await app.register(letterRoutes, services)
  await app.register(paymentRoutes, services)
  await app.register(paymentNoticeRoutes, services)
  await app.register(paymentDeskRoutes, services)
  await app.register(passportCopyRoutes, services)
  await app.register(caseRoutes, services)
  await app.register(secondLookRoutes, services)
  await app.register(attentionRoutes, operator)
  await app.register(searchRoutes, services)
  await app.register(caseCorrectionRoutes, services)
  await app.register(ownVisaRoutes, services)
  await app.register(eligibilityRoutes, services)
  await app.register(hostRoutes, services)
  await app.register(invitationRoutes, services)
  await app.register(invitationActRoutes, services)
  await app.register(invitationListRoutes, services)
  await app.register(applicationRoutes, services)
  await app.register(applicationPageRoutes, services)
  await app.register(applicationActRoutes, services)
  await app.register(statusLookUpRoute, services)
  await app.ready()
  return app
}

// Helmet works them out anew for every request, and they are always the same.
function sendSecurityHeaders(app: FastifyInstance): void {
  let headers: ReturnType<FastifyReply['getHeaders']> | null = null
  app.addHook('onRequest', (_request, reply, done) => {
    if (headers === null) {
      reply.helmet()
      headers = { ...reply.getHeaders() }
    } else reply.headers(headers)
    done()
  })
}
