/**
 * Which versions of its signed data the authority published, and when: what a device says that it held when it checked
 * is compared with that.
 */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { EpochSeconds } from './civil-date.ts'
import { ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'
import type { ArtefactFault } from './verify-threshold.ts'

export const PUBLISHED_VERSIONS_TYP = 'evisa-published-versions+jwt'
/** Of each artefact, in one question. */
export const MOST_VERSIONS_ASKED = 100
export const MAX_PUBLISHED_VERSIONS_CHARACTERS = 64_000

const Artefact = Type.Union([Type.Literal('trust-list'), Type.Literal('policy'), Type.Literal('snapshot')])
export type VersionedArtefact = Type.Static<typeof Artefact>
/** The artefacts that receipts name by version, as they name them. */
export const VERSIONED_ARTEFACTS: readonly VersionedArtefact[] = ['trust-list', 'policy', 'snapshot']

export const PublishedVersions = Type.Object(
  {
    iat: Instant,
    versions: Type.Array(
      Type.Object(
        {
          artefact: Artefact,
          version: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
          published: Type.Union([Type.Literal('yes'), Type.Literal('no'), Type.Literal('not-noted')], {
            description: 'not-noted: it is older than what the server noted, which proves nothing',
          }),
          published_at: Type.Union([Instant, Type.Null()], { description: 'Null unless `published` is `yes`' }),
        },
        { additionalProperties: false },
      ),
      { maxItems: VERSIONED_ARTEFACTS.length * MOST_VERSIONS_ASKED, description: 'Each that was asked about' },
    ),
  },
  { additionalProperties: false, $id: 'published-versions', title: 'Versions that were published' },
)
export type PublishedVersions = Type.Static<typeof PublishedVersions>
export type PublishedVersion = PublishedVersions['versions'][number]

const kind = {
  typ: PUBLISHED_VERSIONS_TYP,
  purpose: 'snapshot',
  schema: Compile(PublishedVersions),
  maxCharacters: MAX_PUBLISHED_VERSIONS_CHARACTERS,
} as const

/** Verifies what the authority says of versions. Ask after the receipts are at hand: later ones are not in the answer. */
export async function verifyPublishedVersions(
  jws: string,
  trust: TrustList,
): Promise<Result<PublishedVersions, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  return verified.ok ? ok(verified.value.payload) : verified
}

/** What is known of versions, by artefact and version. */
export type KnownVersions = ReadonlyMap<string, PublishedVersion>

/** A version by the name under which it is looked up. */
export function nameOfVersion({ artefact, version }: { readonly artefact: string; readonly version: number }): string {
  return `${artefact} ${version}`
}

/** A version that a receipt names. */
export interface NamedVersion {
  readonly artefact: VersionedArtefact
  readonly version: number
}

/** The path and query that ask about these versions, in as many questions as it takes; nothing is asked twice. */
export function questionsAbout(named: readonly NamedVersion[]): readonly string[] {
  const distinct = [...new Map(named.map((one) => [nameOfVersion(one), one])).values()]
  const questions: string[] = []
  for (let from = 0; from < distinct.length; from += MOST_VERSIONS_ASKED) {
    const asked = distinct.slice(from, from + MOST_VERSIONS_ASKED)
    const parts = VERSIONED_ARTEFACTS.flatMap((name) => {
      const versions = asked.filter(({ artefact }) => artefact === name).map(({ version }) => version)
      return versions.length === 0 ? [] : [`${name}=${versions.join(',')}`]
    })
    questions.push(`/v1/published-versions?${parts.join('&')}`)
  }
  return questions
}

/** When a version was published, where that is known. */
export function publishedAt(one: PublishedVersion | undefined): EpochSeconds | null {
  return one?.published === 'yes' ? one.published_at : null
}
