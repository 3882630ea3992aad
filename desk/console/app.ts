/** The console's HTTP service: the kit, then an area a file. Built here, listened to in `main.ts`. */
import type { FastifyInstance } from 'fastify'
import { LANGUAGES } from '#evisa/language.ts'
import { type FaceAppOptions, openFaceApp } from '../../pages/face-app.ts'
import { addKit } from '../../pages/kit.ts'
import { templatesIn } from '../../pages/templates.ts'
import type { Area, Site } from './area.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { carrierRoutes } from './carrier.ts'
import { caseRoutes } from './cases/case.ts'
import { correctRoutes } from './cases/correct.ts'
import { decideRoutes } from './cases/decide.ts'
import { queueRoutes } from './cases/queue.ts'
import { ledgerRoutes } from './conflicts/ledger-routes.ts'
import { airlineRoutes } from './devices/airlines.ts'
import { endDeviceRoutes } from './devices/end-device.ts'
import { enrollingRoutes } from './devices/enrolling.ts'
import { fleetRoutes } from './devices/fleet.ts'
import { homeRoutes } from './home.ts'
import { keyRoutes } from './keys/keys.ts'
import { mailRoutes } from './mails/mail-list.ts'
import { ownRoutes } from './own.ts'
import { paymentRoutes } from './payments/payment-routes.ts'
import { peopleRoutes } from './people.ts'
import { preparedRoutes } from './prepared.ts'
import { proposalRoutes } from './proposals/proposals.ts'
import { proposeStatusRoutes } from './proposals/propose-status.ts'
import { registerRoutes } from './register.ts'
import { searchRoutes } from './search/search.ts'
import { secondLookRoutes } from './second-looks.ts'
import { signInFirst, signInRoutes } from './sign-in.ts'
import { signingRoutes } from './signing.ts'
import { surroundings } from './surroundings.ts'

export interface ConsoleOptions extends Site, FaceAppOptions {}

export const TEMPLATE_FOLDER = `${import.meta.dirname}/templates`

export async function buildConsoleApp(given: ConsoleOptions): Promise<FastifyInstance> {
  const { logger, trustProxy, noteRoute, ...site } = given
  const app = await openFaceApp({ logger, trustProxy, ...(noteRoute && { noteRoute }) })
  if (site.isDemonstration) openByName(app)
  const render = templatesIn(TEMPLATE_FOLDER)
  const kit = { ...site, face: 'desk', languages: LANGUAGES, mailboxUrl: null, render, surroundings, signInFirst }
  const cookies = await addKit(app, kit)
  const area: Area = { ...site, cookies }
  for (const routes of [
    homeRoutes,
    signInRoutes,
    registerRoutes,
    ownRoutes,
    peopleRoutes,
    preparedRoutes,
    signingRoutes,
    secondLookRoutes,
    carrierRoutes,
    searchRoutes,
    queueRoutes,
    caseRoutes,
    decideRoutes,
    correctRoutes,
    fleetRoutes,
    enrollingRoutes,
    endDeviceRoutes,
    airlineRoutes,
    ledgerRoutes,
    paymentRoutes,
    mailRoutes,
    auditRoutes,
    proposeStatusRoutes,
    proposalRoutes,
    keyRoutes,
  ])
    await app.register(routes, area)
  await app.ready()
  return app
}

/** No key belongs to an IP address: whoever opens a demonstration by one is led to the same page by name. */
function openByName(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ method, hostname, host, url }, reply) => {
    if (method === 'GET' && hostname === '127.0.0.1')
      return reply.redirect(`http://${host.replace('127.0.0.1', 'localhost')}${url}`, 307)
  })
}
