/**
 * Extensions: what a later program adds to a signed document of wire version 2. Who does not know one passes over it, unless
 * it must be known: then what rests on the document is left to a person.
 */
import Type from 'typebox'

/** The names of the extensions that this program knows: none yet. */
const KNOWN: ReadonlySet<string> = new Set()

export const Extensions = Type.Array(
  Type.Object(
    {
      name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
      must: Type.Boolean({ description: 'Whoever does not know it decides nothing by this document: refer' }),
      value: Type.Optional(Type.Unknown({ description: 'Of any form' })),
    },
    { additionalProperties: false },
  ),
  { maxItems: 32, description: 'What later programs add; of wire version 2' },
)
export type Extensions = Type.Static<typeof Extensions>

/** The name of an extension that must be known here and is not; null where there is none. */
export function unknownMust({ extensions = [] }: { readonly extensions?: Extensions }): string | null {
  return extensions.find(({ name, must }) => must && !KNOWN.has(name))?.name ?? null
}
