/** An application as its owner sees it: whose turn it is and until when, what was typed with its faults, and what is missing. */
import { type CivilDate, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { ok, type Result } from '#evisa/result.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { APPLICATION, type ApplicationEdge, type ApplicationState } from '../lifecycles/application-states.ts'
import { edgesFrom } from '../lifecycles/machine.ts'
import type {
  ApplicationCase,
  ApplicationPlace,
  CaseRecords,
  KeptAnswers,
  KeptApplication,
  ListedApplication,
  OwnedReference,
} from '../store/application-store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { type ApplicationContext, findCase } from './application-context.ts'
import { type Uncorrectable, whyNot } from './ask-correction.ts'
import { erasableFrom } from './erase-application.ts'
import { PAGE_NAMES, type PageName } from './pages.ts'
import { readPage } from './read-pages.ts'
import { type Turn, turnEnds, whoseTurn } from './waiting-times.ts'

/** What its owner may do about an application, by the names of the edges that lead on from its state. */
const OWN_EDGES = [
  'submit',
  'reopen',
  'withdraw',
  'answer',
  'ask-correction',
] as const satisfies readonly ApplicationEdge[]
export type OwnEdge = (typeof OWN_EDGES)[number]

export interface Standing {
  readonly turn: Turn
  /** Until when whoever's turn it is should be done; null where nothing is promised, or nobody has to do anything. */
  readonly until: EpochSeconds | null
  readonly may: readonly OwnEdge[]
}

export interface ShownPage {
  readonly page: PageName
  /** Of the application, when it was kept; 0: never. */
  readonly revision: number
  readonly answers: KeptAnswers
  readonly faults: readonly FieldFault[]
}

export interface ShownApplication {
  readonly found: ApplicationCase
  readonly standing: Standing
  readonly pages: readonly ShownPage[]
  /** The pages that have a fault or were never kept, and `copy` where there is none that was accepted. */
  readonly missing: readonly string[]
  /** Null where none was issued. */
  readonly visa: OwnVisaStanding | null
  /** Null where it was not refused. */
  readonly refusal: Refusal | null
  /** From when on its owner may erase it; null while it is not decided. */
  readonly erasableFrom: EpochSeconds | null
}

/** How the e-visa of an application stands. */
export interface OwnVisaStanding extends Pick<StoredVisa, 'status' | 'entriesUsed'> {
  readonly validUntil: CivilDate
  /** Why a mistake in it is not corrected any more; null where it may be. */
  readonly uncorrectable: Uncorrectable | null
}

/** By which rule it was refused, and what the officer wrote to the traveller. */
export type Refusal = Pick<CaseRecords['decisions'][number], 'rule' | 'reason' | 'at'>

type Context = Pick<ApplicationContext, 'store' | 'terms' | 'now'>

export async function showApplication(
  owned: OwnedReference,
  context: Context,
): Promise<Result<ShownApplication, 'not-there'>> {
  const found = await findCase(owned, context)
  if (!found.ok) return found
  const { application, pages: kept, copy, hasOpenPayment } = found.value
  const today = civilDateAt(context.now())
  const pages = PAGE_NAMES.map((page): ShownPage => {
    const { answers = {}, revision = 0 } = kept.find((one) => one.page === page) ?? {}
    return { page, revision, answers, faults: readPage(page, answers, today).faults }
  })
  const missing = pages.filter(({ faults }) => faults.length > 0).map(({ page }) => page)
  return ok({
    found: found.value,
    standing: await standingOf(application, hasOpenPayment, context),
    pages,
    missing: copy?.state === 'accepted' ? missing : [...missing, 'copy'],
    ...(await outcomeOf(application, context)),
  })
}

/** What came of it. */
async function outcomeOf(
  application: KeptApplication,
  { store, terms, now }: Context,
): Promise<Pick<ShownApplication, 'visa' | 'refusal' | 'erasableFrom'>> {
  const { reference, state, visaNumber } = application
  const visa = visaNumber === null ? null : await store.findVisa(visaNumber)
  const decisions = state === 'refused' ? (await store.recordsOfCase(reference)).decisions : []
  const inForce = await terms.inForce()
  return {
    visa: visa && {
      ...{ status: visa.status, entriesUsed: visa.entriesUsed, validUntil: visa.claims.valid_until },
      uncorrectable: whyNot(visa, now()),
    },
    refusal: decisions.findLast(({ decision }) => decision === 'refuse') ?? null,
    erasableFrom: inForce && erasableFrom(application, inForce.edition),
  }
}

export interface ListedStanding {
  readonly application: ListedApplication
  readonly standing: Standing
}

export async function listApplications(
  account: string,
  before: ApplicationPlace | null,
  limit: number,
  context: Context,
): Promise<readonly ListedStanding[]> {
  const listed = await context.store.applicationsOf(account, before, limit)
  return Promise.all(
    listed.map(async (application) => ({ application, standing: await standingOf(application, false, context) })),
  )
}

async function standingOf(application: ListedApplication, isPaying: boolean, { terms }: Context): Promise<Standing> {
  const { state, terms: kept } = application
  const edition: TermsEdition | null =
    kept === null
      ? ((await terms.inForce())?.edition ?? null)
      : await terms.editionOf(kept.revision, kept.effectiveFrom)
  return { turn: whoseTurn(state), until: turnEnds(application, edition), may: mayDo(state, isPaying) }
}

/** While a payment is open it is neither changed nor withdrawn. */
function mayDo(state: ApplicationState, isPaying: boolean): readonly OwnEdge[] {
  const edges: readonly ApplicationEdge[] = edgesFrom(APPLICATION, state)
  return OWN_EDGES.filter((edge) => edges.includes(edge) && !(isPaying && (edge === 'reopen' || edge === 'withdraw')))
}
