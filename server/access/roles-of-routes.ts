/** Who may call what: the one table. A route that is not in it cannot be registered, and each of it is registered. */
import type { Role } from '../store/device-store.ts'

/** Who a route lets in. */
export type Admitted = Role | 'anyone'

const ANYONE = ['anyone'] as const
const DEVICES = ['carrier', 'border'] as const
const ALL = ['carrier', 'border', 'authority', 'operator'] as const
const BORDER = ['border'] as const
const CARRIERS = ['carrier'] as const
// Of carriers only their administrators, each for its own: judged by the routes.
const KEEPERS = ['carrier', 'authority', 'operator'] as const
const DESK = ['authority', 'operator'] as const
const READERS = ['border', 'authority', 'operator'] as const
// Nobody makes a second person of themselves, and what two must decide nobody does without a name.
const AUTHORITY = ['authority'] as const
const OPERATORS = ['operator'] as const
/**
 * A portal by itself, with nobody signed in at it. A console is enrolled as well, and is in no row yet: it calls nothing until
 * officers have sessions at it.
 */
export const PORTAL = ['portal'] as const
/** People at a portal, each by a session of their own. */
export const APPLICANTS = ['applicant'] as const
export const HOSTS = ['host'] as const
export const PERSONS = ['applicant', 'host'] as const
// A host of its own, an officer for one at the counter.
const INVITERS = ['host', 'operator'] as const
const HOSTS_AND_DESK = ['host', 'authority', 'operator'] as const

/** By method and path, as the router writes it. What a device may see of a thing is judged where the thing is at hand. */
export const ROUTES: Readonly<Record<string, readonly Admitted[]>> = {
  'GET /': ANYONE,
  'GET /demo/:file': ANYONE,
  'GET /scan': ANYONE,
  'GET /scan/': ANYONE,
  'GET /scan/*': ANYONE,
  'GET /Q': ANYONE,
  'GET /q': ANYONE,
  'GET /health/live': ANYONE,
  'GET /health/ready': ANYONE,
  'GET /metrics': DESK,
  'GET /schemas': ANYONE,
  'GET /schemas/:file': ANYONE,
  'GET /.well-known/jwks.json': ANYONE,
  'GET /.well-known/oauth-authorization-server': ANYONE,
  'GET /v1/artefacts/snapshot': ANYONE,
  'GET /v1/artefacts/2/snapshot': ANYONE,
  'GET /v1/artefacts/2/trust': ANYONE,
  'GET /v1/artefacts/trust': ANYONE,
  'GET /v1/artefacts/policy': ANYONE,
  'GET /v1/artefacts/root/:version': ANYONE,
  'GET /v1/artefacts/status/:list': ANYONE,
  'GET /v1/artefacts/register/:kid': ANYONE,
  'GET /v1/artefacts/by-hash/:sha256': ANYONE,
  'POST /v1/visas': DESK,
  'POST /v1/visa-batches': DESK,
  'POST /v1/visas/:number/replacement': DESK,
  'GET /v1/visas/:number': READERS,
  'GET /v1/visas/:number/document.pdf': READERS,
  'GET /v1/visas/:number/picture.png': READERS,
  'GET /v1/visas/:number/qr.svg': READERS,
  'GET /v1/visas/:number/qr.png': READERS,
  'PUT /v1/visas/:number/status': DESK,
  'GET /v1/operators': DESK,
  'PUT /v1/operators/:name': AUTHORITY,
  'DELETE /v1/operators/:name': AUTHORITY,
  'GET /v1/proposals': DESK,
  'POST /v1/proposals/status': OPERATORS,
  'POST /v1/proposals/policy': OPERATORS,
  'POST /v1/proposals/terms': OPERATORS,
  'GET /v1/proposals/:id': DESK,
  'POST /v1/proposals/:id/approval': OPERATORS,
  'DELETE /v1/proposals/:id': OPERATORS,
  'GET /v1/policy': DESK,
  'GET /v1/terms': ANYONE,
  'GET /v1/eligibility': ANYONE,
  'POST /v1/visas/:number/deliveries': DESK,
  'GET /v1/visas/:number/deliveries': DESK,
  'GET /v1/deliveries': DESK,
  'POST /v1/deliveries/:id/resend': DESK,
  'GET /v1/letters': DESK,
  'POST /v1/applications/:reference/copies': APPLICANTS,
  'GET /v1/applications/:reference/copies': APPLICANTS,
  'GET /v1/applications/:reference/copies/:id': APPLICANTS,
  'PUT /v1/applications/:reference/copies/:id/parts/:place': APPLICANTS,
  'PUT /v1/applications/:reference/copies/:id/content': APPLICANTS,
  'GET /v1/applications/:reference/copies/:id/pages/:file': APPLICANTS,
  'POST /v1/verifications': ALL,
  'POST /v1/flight-checks': CARRIERS,
  'GET /v1/flight-checks': CARRIERS,
  'GET /v1/flight-checks/:id': CARRIERS,
  'PUT /v1/flight-checks/:id': CARRIERS,
  'DELETE /v1/flight-checks/:id': CARRIERS,
  'GET /v1/flight-checks/:id/events': CARRIERS,
  'POST /v1/crossings': BORDER,
  'GET /v1/crossings/feed': READERS,
  'GET /v1/crossings/conflicts': BORDER,
  'GET /v1/referrals': READERS,
  'GET /v1/conflicts': DESK,
  'GET /v1/conflicts/:id': DESK,
  'GET /v1/conflicts/:id/records': DESK,
  'POST /v1/conflicts/:id/review': DESK,
  'GET /v1/recovery': DESK,
  'POST /v1/recovery/epochs': AUTHORITY,
  'GET /v1/recovery/doubts': DESK,
  'POST /v1/recovery/doubts': AUTHORITY,
  'POST /v1/witnesses': DEVICES,
  'GET /v1/audit': DESK,
  'GET /v1/audit/checkpoint': DESK,
  'GET /v1/clock': DESK,
  'POST /v1/clock/confirmation': AUTHORITY,
  'GET /v1/carriers': DESK,
  'PUT /v1/carriers/:id': DESK,
  'POST /v1/enrolment-codes': KEEPERS,
  'POST /v1/devices': ANYONE,
  'GET /v1/device-keys/:id': ANYONE,
  'GET /v1/published-versions': ANYONE,
  'POST /v1/token': ANYONE,
  'GET /v1/devices': KEEPERS,
  'GET /v1/devices/:id': ALL,
  'PUT /v1/devices/:id/report': DEVICES,
  'GET /v1/time': DEVICES,
  'GET /v1/visa-desk': DEVICES,
  'DELETE /v1/devices/:id': KEEPERS,
  'POST /v1/sign-ins': PORTAL,
  'POST /v1/sign-ins/by-link': PORTAL,
  'POST /v1/sign-ins/:id/code': PORTAL,
  'GET /v1/sessions': PERSONS,
  'DELETE /v1/sessions/current': PERSONS,
  'DELETE /v1/sessions/others': PERSONS,
  'DELETE /v1/sessions/:id': PERSONS,
  'POST /v1/status-look-ups': PORTAL,
  'GET /v1/account': PERSONS,
  'PUT /v1/account': PERSONS,
  'POST /v1/account/address-changes': PERSONS,
  'POST /v1/account/address-changes/:id/code': PERSONS,
  'POST /v1/applications/:reference/payments': APPLICANTS,
  'GET /v1/applications/:reference/payments': APPLICANTS,
  'GET /v1/applications/:reference/payments/:id/receipt.pdf': APPLICANTS,
  'POST /v1/payment-notices/:acquirer': ANYONE,
  'GET /v1/payments': DESK,
  'GET /v1/payments/:id': DESK,
  'POST /v1/payments/:id/owe-back': DESK,
  'POST /v1/settlements': DESK,
  'GET /v1/cases': DESK,
  'GET /v1/cases/:reference': DESK,
  'GET /v1/cases/:reference/copies/:file': OPERATORS,
  'POST /v1/cases/:reference/claim': OPERATORS,
  'DELETE /v1/cases/:reference/claim': OPERATORS,
  'POST /v1/cases/:reference/decision': OPERATORS,
  'POST /v1/cases/:reference/correction': OPERATORS,
  'GET /v1/applications/:reference/visa.pdf': APPLICANTS,
  'GET /v1/applications/:reference/visa.png': APPLICANTS,
  'POST /v1/applications/:reference/visa/deliveries': APPLICANTS,
  'POST /v1/hosts': INVITERS,
  'GET /v1/hosts': HOSTS_AND_DESK,
  'POST /v1/hosts/:id/decision': OPERATORS,
  'POST /v1/invitations': INVITERS,
  'GET /v1/invitations': HOSTS_AND_DESK,
  'GET /v1/invitations/:id': HOSTS_AND_DESK,
  'PUT /v1/invitations/:id': HOSTS,
  'POST /v1/invitations/:id/submission': HOSTS,
  'POST /v1/invitations/:id/take-up': OPERATORS,
  'POST /v1/invitations/:id/question': OPERATORS,
  'POST /v1/invitations/:id/answer': INVITERS,
  'POST /v1/invitations/:id/approval': OPERATORS,
  'POST /v1/invitations/:id/refusal': OPERATORS,
  'POST /v1/invitations/:id/call-off': INVITERS,
  'POST /v1/invitations/:id/arrival': INVITERS,
  'POST /v1/invitation-lists': INVITERS,
  'POST /v1/paper-invitations': OPERATORS,
  'POST /v1/paper-invitation-lists': OPERATORS,
  'POST /v1/invitation-look-ups': APPLICANTS,
  'POST /v1/applications': APPLICANTS,
  'GET /v1/applications': APPLICANTS,
  'GET /v1/applications/:reference': APPLICANTS,
  'DELETE /v1/applications/:reference': APPLICANTS,
  'PUT /v1/applications/:reference/pages/:page': APPLICANTS,
  'GET /v1/applications/:reference/export': APPLICANTS,
  'POST /v1/applications/:reference/judgement': APPLICANTS,
  'POST /v1/applications/:reference/submission': APPLICANTS,
  'POST /v1/applications/:reference/reopening': APPLICANTS,
  'POST /v1/applications/:reference/withdrawal': APPLICANTS,
  'POST /v1/applications/:reference/answers': APPLICANTS,
  'POST /v1/applications/:reference/corrections': APPLICANTS,
}

/** The roles of a route; undefined for one that is not in the table. HEAD goes with GET; the pages of /docs are open. */
export function rolesOf(method: string, url: string): readonly Admitted[] | undefined {
  if (url === '/docs' || url.startsWith('/docs/')) return ANYONE
  return ROUTES[`${method === 'HEAD' ? 'GET' : method} ${url}`]
}
