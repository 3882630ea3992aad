/** A page of the ledger for border devices: what all booths did, in order of commit, signed like everything else. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { Crossing } from './entry-account.ts'
import { Epoch, LedgerHead } from './epoch.ts'
import { Extensions } from './extensions.ts'
import { ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'

export const FEED_TYP = 'evisa-feed+jwt'
export const MAX_FEED_CHARACTERS = 16_000_000

const Position = (description: string) => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description })

/** A crossing for the copies of the ledger. */
export const FeedCrossing = Type.Object(
  {
    crossing: Crossing,
    allowed: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
      description: 'Entries that the visa allows; null for any number, and where no such visa is known',
    }),
    until: Type.String({
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      description: 'The last day on which it can matter: then it may be forgotten',
    }),
  },
  { additionalProperties: false },
)
export type FeedCrossing = Type.Static<typeof FeedCrossing>

export const FeedPage = Type.Object(
  {
    iat: Instant,
    after: Position('The page begins after this position'),
    next: Position('Ask again after this position'),
    complete: Type.Boolean({ description: 'There was nothing more at the moment of signing' }),
    crossings: Type.Array(FeedCrossing),
    epoch: Type.Optional(Epoch),
    head: Type.Optional(LedgerHead),
    extensions: Type.Optional(Extensions),
  },
  { additionalProperties: false, $id: 'feed-page', title: 'Page of the ledger' },
)
export type FeedPage = Type.Static<typeof FeedPage>

const kind = {
  typ: FEED_TYP,
  purpose: 'snapshot',
  schema: Compile(FeedPage),
  maxCharacters: MAX_FEED_CHARACTERS,
} as const

/** Verifies a page: who could make one up could hide an entry, or use one up that was never used. */
export async function verifyFeedPage(jws: string, trust: TrustList): Promise<Result<FeedPage, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  return verified.ok ? ok(verified.value.payload) : verified
}
