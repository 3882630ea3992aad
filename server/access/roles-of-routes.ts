/** Who may call what: the one table. A route that is not in it cannot be registered, and each of it is registered. */
import type { Role } from '../store/device-store.ts'
import type { PersonRole } from '../store/person-store.ts'

/** Who a route lets in; of the people who decide those who may do this, and all of them as `person`. */
export type Admitted = Role | `person/${PersonRole}` | 'anyone'

const ANYONE = ['anyone'] as const
const DEVICES = ['carrier', 'border'] as const
const ALL = ['carrier', 'border', 'authority', 'operator'] as const
const BORDER = ['border'] as const
const CARRIERS = ['carrier'] as const
// Of carriers only their administrators, each for its own: judged by the routes.
const OF_CARRIERS = 'person/carrier-administrator'
const KEEPERS = ['carrier', 'authority', 'operator', 'person/operator', OF_CARRIERS] as const
const DEVICE_READERS = [...KEEPERS, 'person/auditor', 'person/supervisor'] as const
const DESK = ['authority', 'operator'] as const
// Each is told what they may do something about, and some of them nothing.
const OFFICE = ['authority', 'operator', 'person'] as const
const DESK_AND_PERSON = [...DESK, 'person/operator'] as const
const OFFICERS = ['person/case-officer', 'person/supervisor'] as const
const INVITATION_OFFICERS = ['person/invitation-officer', 'person/supervisor'] as const
const READERS = ['border', 'authority', 'operator', ...OFFICERS, 'person/operator', 'person/auditor'] as const
// Nobody makes a second person of themselves.
const AUTHORITY = ['authority'] as const
const PERSON_READERS = [
  'authority',
  'operator',
  'person/administrator',
  'person/auditor',
  'person/supervisor',
  'person/operator',
  OF_CARRIERS,
] as const
const ADMINISTRATORS = ['person/administrator', OF_CARRIERS] as const
// What runs the authority, and who may look at how.
const RUNNING = ['authority', 'operator', 'person/operator', 'person/auditor'] as const
const CARRIER_READERS = [...RUNNING, 'person/supervisor', OF_CARRIERS] as const
const CASE_READERS = ['authority', 'operator', ...OFFICERS, 'person/auditor'] as const
// Each finds what they may read.
const SEARCHERS = [...OFFICERS, 'person/invitation-officer', 'person/operator', 'person/auditor'] as const
const CASE_OFFICERS = ['operator', ...OFFICERS] as const
// What goes out of the authority: fees, and mails that came back.
const OFFICE_READERS = [...RUNNING, 'person/supervisor'] as const
const OFFICE_ACTORS = [...DESK_AND_PERSON, 'person/supervisor'] as const
const PROPOSERS = ['operator', 'person/operator', 'person/supervisor'] as const
const PROPOSAL_READERS = OFFICE_READERS
const REVIEWERS = ['authority', 'operator', 'person/supervisor', 'person/border-supervisor'] as const
const CONFLICT_READERS = [...REVIEWERS, 'person/operator', 'person/auditor'] as const
// Second line is the border's, and whoever leads it asks what became of people.
const REFERRAL_READERS = [...READERS, 'person/border-supervisor'] as const
/** A portal by itself, with nobody signed in at it. */
export const PORTAL = ['portal'] as const
/** A console by itself: it brings somebody to a key, and no further. */
export const CONSOLE = ['console'] as const
/** Whoever decides, by a session of one's own. */
export const DECIDERS = ['person'] as const
/** People at a portal, each by a session of their own. */
export const APPLICANTS = ['applicant'] as const
export const HOSTS = ['host'] as const
export const PERSONS = ['applicant', 'host'] as const
// A host of its own, an officer for one at the counter.
const INVITERS = ['host', 'operator', ...INVITATION_OFFICERS] as const
const HOSTS_AND_DESK = ['host', 'authority', 'operator', ...INVITATION_OFFICERS, 'person/auditor'] as const
const APPROVERS = ['operator', ...INVITATION_OFFICERS] as const

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
  'GET /metrics': RUNNING,
  'GET /schemas': ANYONE,
  'GET /schemas/:file': ANYONE,
  'GET /.well-known/jwks.json': ANYONE,
  'GET /.well-known/oauth-authorization-server': ANYONE,
  'GET /v1/artefacts/snapshot': ANYONE,
  'GET /v1/artefacts/2/snapshot': ANYONE,
  'GET /v1/artefacts/2/trust': ANYONE,
  'GET /v1/artefacts/border/snapshot': READERS,
  'GET /v1/artefacts/border/by-hash/:sha256': READERS,
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
  'GET /v1/proposals': PROPOSAL_READERS,
  'POST /v1/proposals/status': PROPOSERS,
  'POST /v1/proposals/policy': PROPOSERS,
  'POST /v1/proposals/terms': PROPOSERS,
  'GET /v1/proposals/:id': PROPOSAL_READERS,
  'POST /v1/proposals/:id/approval': PROPOSERS,
  'DELETE /v1/proposals/:id': PROPOSERS,
  'GET /v1/keys': PROPOSAL_READERS,
  'GET /v1/policy': PROPOSAL_READERS,
  'GET /v1/terms': ANYONE,
  'GET /v1/eligibility': ANYONE,
  'POST /v1/visas/:number/deliveries': DESK,
  'GET /v1/visas/:number/deliveries': RUNNING,
  'GET /v1/deliveries': OFFICE_READERS,
  'POST /v1/deliveries/:id/resend': OFFICE_ACTORS,
  'GET /v1/letters': OFFICE_READERS,
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
  'GET /v1/referrals': REFERRAL_READERS,
  'GET /v1/refusals/:number': CONFLICT_READERS,
  'GET /v1/conflicts': CONFLICT_READERS,
  'GET /v1/conflicts/:id': CONFLICT_READERS,
  'GET /v1/conflicts/:id/records': CONFLICT_READERS,
  'GET /v1/conflicts/:id/day': CONFLICT_READERS,
  'POST /v1/conflicts/:id/review': REVIEWERS,
  'GET /v1/recovery': DESK,
  'POST /v1/recovery/epochs': AUTHORITY,
  'GET /v1/recovery/doubts': DESK,
  'POST /v1/recovery/doubts': AUTHORITY,
  'POST /v1/witnesses': DEVICES,
  'GET /v1/audit': RUNNING,
  'POST /v1/audit-look-ups': RUNNING,
  'GET /v1/audit/checkpoint': RUNNING,
  'GET /v1/audit/ledger': RUNNING,
  'GET /v1/clock': RUNNING,
  'POST /v1/clock/confirmation': AUTHORITY,
  'GET /v1/carriers': CARRIER_READERS,
  'PUT /v1/carriers/:id': DESK_AND_PERSON,
  'POST /v1/enrolment-codes': KEEPERS,
  'POST /v1/devices': ANYONE,
  'GET /v1/device-keys/:id': ANYONE,
  'GET /v1/published-versions': ANYONE,
  'POST /v1/token': ANYONE,
  'GET /v1/devices': DEVICE_READERS,
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
  'POST /v1/key-sign-ins': CONSOLE,
  'POST /v1/key-sign-ins/:id/assertion': CONSOLE,
  'GET /v1/playable-people': CONSOLE,
  'POST /v1/key-registrations': CONSOLE,
  'POST /v1/key-registrations/:id/key': CONSOLE,
  'GET /v1/me': DECIDERS,
  'POST /v1/me/keys': DECIDERS,
  'POST /v1/me/keys/:id': DECIDERS,
  'DELETE /v1/me/keys/:id': DECIDERS,
  'DELETE /v1/me/sessions/:id': DECIDERS,
  'POST /v1/signings': DECIDERS,
  'GET /v1/signings/:id': DECIDERS,
  'POST /v1/signings/:id/assertion': DECIDERS,
  'GET /v1/signatures': RUNNING,
  'POST /v1/prepared-acts': ['operator'],
  'GET /v1/prepared-acts': DECIDERS,
  'GET /v1/prepared-acts/:id': ['operator', 'person'],
  'GET /v1/persons': PERSON_READERS,
  'GET /v1/person-changes': PERSON_READERS,
  'DELETE /v1/person-changes/:id': ADMINISTRATORS,
  'POST /v1/person-changes/:id/approval': AUTHORITY,
  'POST /v1/administrators': AUTHORITY,
  'POST /v1/status-look-ups': PORTAL,
  'GET /v1/account': PERSONS,
  'PUT /v1/account': PERSONS,
  'POST /v1/account/address-changes': PERSONS,
  'POST /v1/account/address-changes/:id/code': PERSONS,
  'POST /v1/applications/:reference/payments': APPLICANTS,
  'GET /v1/applications/:reference/payments': APPLICANTS,
  'GET /v1/applications/:reference/payments/:id/receipt.pdf': APPLICANTS,
  'POST /v1/payment-notices/:acquirer': ANYONE,
  'GET /v1/payments': OFFICE_READERS,
  'GET /v1/payments/:id': OFFICE_READERS,
  'POST /v1/payment-look-ups': OFFICE_READERS,
  'POST /v1/payments/:id/owe-back': OFFICE_ACTORS,
  'POST /v1/settlements': OFFICE_ACTORS,
  'GET /v1/cases': CASE_READERS,
  'GET /v1/cases/:reference': CASE_READERS,
  'GET /v1/cases/:reference/copies/:file': CASE_OFFICERS,
  'POST /v1/cases/:reference/claim': CASE_OFFICERS,
  'DELETE /v1/cases/:reference/claim': CASE_OFFICERS,
  'POST /v1/cases/:reference/decision': CASE_OFFICERS,
  'POST /v1/cases/:reference/correction': CASE_OFFICERS,
  'GET /v1/attention': OFFICE,
  'POST /v1/searches': SEARCHERS,
  'GET /v1/second-looks': CASE_READERS,
  'POST /v1/second-looks/:reference': CASE_OFFICERS,
  'GET /v1/applications/:reference/visa.pdf': APPLICANTS,
  'GET /v1/applications/:reference/visa.png': APPLICANTS,
  'POST /v1/applications/:reference/visa/deliveries': APPLICANTS,
  'POST /v1/hosts': INVITERS,
  'GET /v1/hosts': HOSTS_AND_DESK,
  'POST /v1/hosts/:id/decision': APPROVERS,
  'POST /v1/invitations': INVITERS,
  'GET /v1/invitations': HOSTS_AND_DESK,
  'GET /v1/invitations/:id': HOSTS_AND_DESK,
  'PUT /v1/invitations/:id': HOSTS,
  'POST /v1/invitations/:id/submission': HOSTS,
  'POST /v1/invitations/:id/take-up': APPROVERS,
  'POST /v1/invitations/:id/question': APPROVERS,
  'POST /v1/invitations/:id/answer': INVITERS,
  'POST /v1/invitations/:id/approval': APPROVERS,
  'POST /v1/invitations/:id/refusal': APPROVERS,
  'POST /v1/invitations/:id/call-off': INVITERS,
  'POST /v1/invitations/:id/arrival': INVITERS,
  'POST /v1/invitation-lists': INVITERS,
  'POST /v1/paper-invitations': APPROVERS,
  'POST /v1/paper-invitation-lists': APPROVERS,
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
