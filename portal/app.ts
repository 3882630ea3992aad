/** The portal's HTTP service: the kit, then an area a folder. Built here, listened to in `main.ts`. */
import type { FastifyInstance } from 'fastify'
import { civilDateAt } from '#evisa/civil-date.ts'
import { type FaceAppOptions, openFaceApp } from '../pages/face-app.ts'
import { addKit } from '../pages/kit.ts'
import type { BodyPace } from '../pages/patient-requests.ts'
import { templatesIn } from '../pages/templates.ts'
import { accountRoutes } from './account/account-routes.ts'
import { addressRoutes } from './account/address-routes.ts'
import { applicationRoutes } from './application/application-routes.ts'
import type { Area, Site } from './area.ts'
import { caseRoutes } from './case/case-routes.ts'
import { correctRoutes } from './case/correct-routes.ts'
import { dataRoutes } from './case/data-routes.ts'
import { endingRoutes } from './case/ending-routes.ts'
import { questionRoutes } from './case/question-routes.ts'
import { visaRoutes } from './case/visa-routes.ts'
import { hostRoutes } from './host/host-routes.ts'
import { eligibilityRoutes } from './open/eligibility.ts'
import { homeRoutes } from './open/home.ts'
import { openRoutes } from './open/open-pages.ts'
import { passportRoutes } from './passport/passport.ts'
import { passportCopyRoutes } from './passport/passport-copy.ts'
import { payRoutes } from './payment/pay-routes.ts'
import { signInRoutes } from './sign-in/sign-in.ts'
import { signInFirst } from './sign-in/sign-in-first.ts'
import { statusRoutes } from './status/status.ts'
import { surroundings } from './surroundings.ts'
import { termsInForce } from './terms-in-force.ts'

export interface PortalOptions extends Site, FaceAppOptions {
  /** How fast a file has to come on, where that is not the usual. */
  readonly pace?: BodyPace
}

/** The rooms of the portal that have templates. */
export const TEMPLATE_FOLDERS = [
  'account',
  'application',
  'case',
  'host',
  'open',
  'passport',
  'payment',
  'sign-in',
  'status',
].map((area) => `${import.meta.dirname}/${area}/templates`)

export async function buildPortalApp(given: PortalOptions): Promise<FastifyInstance> {
  const { logger, trustProxy, pace, noteRoute, ...options } = given
  const app = await openFaceApp({ logger, trustProxy, ...(noteRoute && { noteRoute }) })
  const render = templatesIn(...TEMPLATE_FOLDERS)
  const cookies = await addKit(app, { ...options, face: 'portal', render, surroundings, signInFirst })
  const today = () => civilDateAt(options.now())
  const area: Area = { ...options, cookies, today, terms: termsInForce(today) }
  await app.register(homeRoutes, area)
  await app.register(openRoutes, area)
  await app.register(eligibilityRoutes, area)
  await app.register(signInRoutes, area)
  await app.register(statusRoutes, area)
  await app.register(applicationRoutes, area)
  await app.register(passportCopyRoutes, { ...area, ...(pace && { pace }) })
  await app.register(passportRoutes, area)
  for (const routes of [caseRoutes, visaRoutes, questionRoutes, correctRoutes, endingRoutes, dataRoutes, payRoutes])
    await app.register(routes, area)
  for (const routes of [accountRoutes, addressRoutes]) await app.register(routes, area)
  await app.register(hostRoutes, area)
  await app.ready()
  return app
}
