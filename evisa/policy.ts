/** The policy: what the law and the authority say, as signed data. Checkpoints, categories, nationalities, limits. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { type CivilDate, isCivilDate } from './civil-date.ts'
import { Extensions } from './extensions.ts'
import { fail, ok, type Result } from './result.ts'
import { Instant, Version } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'
import { Category, CivilDateText, Entries, State } from './visa-claims.ts'

export const POLICY_TYP = 'evisa-policy+jwt'

const closed = { additionalProperties: false } as const
const seconds = (description: string) => Type.Integer({ minimum: 0, maximum: 31_536_000, description })
const CheckpointId = Type.String({ pattern: '^[A-Za-z0-9-]{2,40}$' })

export const Checkpoint = Type.Object(
  {
    id: CheckpointId,
    kind: Type.Union([Type.Literal('air'), Type.Literal('rail'), Type.Literal('road'), Type.Literal('sea')]),
    name: Type.String({ minLength: 1, maxLength: 120 }),
    international: Type.Boolean({ description: 'For an airport: an e-visa holder may enter here' }),
  },
  closed,
)
export type Checkpoint = Type.Static<typeof Checkpoint>

export const CategoryRule = Type.Object(
  {
    code: Category,
    entries: Type.Array(Entries, { minItems: 1 }),
    max_stay_days: Type.Union([Type.Integer({ minimum: 1, maximum: 1023 }), Type.Null()]),
    max_validity_days: Type.Union([Type.Integer({ minimum: 1, maximum: 3660 }), Type.Null()]),
    nationalities: Type.Array(State, { description: 'Nationalities that may hold an e-visa of this category' }),
  },
  closed,
)
export type CategoryRule = Type.Static<typeof CategoryRule>

export const PolicyEdition = Type.Object(
  {
    effective_from: CivilDateText('First day in Kazakhstan on which it applies'),
    checkpoints: Type.Array(Checkpoint, { maxItems: 1000 }),
    checkpoint_aliases: Type.Record(CheckpointId, CheckpointId, closed),
    categories: Type.Array(CategoryRule, { maxItems: 100 }),
    visa_free: Type.Record(State, Type.Integer({ minimum: 1, maximum: 365 }), {
      ...closed,
      description: 'Nationalities that need no visa, and for how many days',
    }),
    passport_months_beyond_visa: Type.Integer({ minimum: 0, maximum: 24 }),
    limits: Type.Object(
      {
        trust_refresh_seconds: seconds('An unknown key is referred once the trust list is older than this'),
        status_max_age_seconds: Type.Object(
          { carrier: seconds('Oldest status list'), border: seconds('Oldest status list') },
          closed,
        ),
        ledger_warn_age_seconds: seconds('From this age on, stamps are to be looked at'),
        ledger_max_age_seconds: seconds('Beyond this age the ledger is not believed'),
      },
      closed,
    ),
    passport_required: Type.Object({ carrier: Type.Boolean(), border: Type.Boolean() }, closed),
    exit_by_air_only: Type.Boolean(),
    offline_entry: Type.Union([Type.Literal('admit'), Type.Literal('refer')]),
    stay_capped_by_validity: Type.Boolean(),
  },
  closed,
)
export type PolicyEdition = Type.Static<typeof PolicyEdition>

export const PolicyDocument = Type.Object(
  {
    version: Version,
    iat: Instant,
    exp: Instant,
    editions: Type.Array(PolicyEdition, {
      minItems: 1,
      maxItems: 12,
      description: 'By rising `effective_from`: scanners change from one to the next by themselves, on that day',
    }),
    extensions: Type.Optional(Extensions),
  },
  { ...closed, $id: 'policy', title: 'Policy' },
)
export type PolicyDocument = Type.Static<typeof PolicyDocument>

/** What applies on one day, indexed by checkpoint and category. */
export interface PolicyInForce extends Omit<PolicyEdition, 'checkpoints' | 'categories'> {
  readonly checkpoints: ReadonlyMap<string, Checkpoint>
  readonly categories: ReadonlyMap<string, CategoryRule & { readonly eligible: ReadonlySet<string> }>
}

export interface Policy extends Omit<PolicyDocument, 'editions'> {
  readonly editions: readonly PolicyInForce[]
}

export const MAX_POLICY_CHARACTERS = 1_000_000
const kind = {
  typ: POLICY_TYP,
  purpose: 'policy',
  schema: Compile(PolicyDocument),
  maxCharacters: MAX_POLICY_CHARACTERS,
} as const

/** Verifies a policy and indexes its editions. */
export async function verifyPolicy(jws: string, trust: TrustList): Promise<Result<Policy, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  if (!verified.ok) return verified
  const { editions } = verified.value.payload
  const dates = editions.map(({ effective_from }) => effective_from)
  const rises = dates.every((date, at) => isCivilDate(date) && (at === 0 || date > (dates[at - 1] ?? '')))
  return rises ? ok(indexPolicy(verified.value.payload)) : fail('artefact/schema')
}

export function indexPolicy({ editions, ...document }: PolicyDocument): Policy {
  return {
    ...document,
    editions: editions.map((edition) => ({
      ...edition,
      checkpoints: new Map(edition.checkpoints.map((checkpoint) => [checkpoint.id, checkpoint])),
      categories: new Map(
        edition.categories.map((rule) => [rule.code, { ...rule, eligible: new Set(rule.nationalities) }]),
      ),
    })),
  }
}

/** The edition in force on a day; null before the first one. */
export function policyOn(policy: Policy, day: CivilDate): PolicyInForce | null {
  return policy.editions.findLast(({ effective_from }) => effective_from <= day) ?? null
}

/**
 * The checkpoint of this id, or of the id that it is another name of (`TSE` is `NQZ`), in any letter case. Never looked
 * up by city.
 */
export function findCheckpoint(policy: PolicyInForce, id: string): Checkpoint | undefined {
  const aliases = policy.checkpoint_aliases
  const named = (name: string) => policy.checkpoints.get((Object.hasOwn(aliases, name) ? aliases[name] : null) ?? name)
  const folded = id.toUpperCase()
  const isMeant = (name: string) => name.toUpperCase() === folded
  return named(id) ?? named([...policy.checkpoints.keys(), ...Object.keys(aliases)].find(isMeant) ?? id)
}
