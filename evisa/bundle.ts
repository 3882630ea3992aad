/**
 * A bundle: all that a scanner fetches, as a file for an airport without a network. One JSON text a line: a first line that
 * says what it is, the artefacts, and for border devices the pages of the ledger. It needs no trust: all in it is signed.
 */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { fail, ok, type Result } from './result.ts'

export const BUNDLE_HEADER = '{"evisa_bundle":1}'

const closed = { additionalProperties: false } as const
const BundleItem = Type.Union([
  Type.Object({ path: Type.String({ maxLength: 60 }), text: Type.String() }, closed),
  Type.Object({ feed: Type.String() }, closed),
])
/** An artefact under its path (`trust`, `status/0`, ...), or a page of the ledger. */
export type BundleItem = Type.Static<typeof BundleItem>

const bundleItem = Compile(BundleItem)

export function bundleLine(item: BundleItem): string {
  return JSON.stringify(item)
}

/** Reads a line after the first one. */
export function readBundleLine(line: string): Result<BundleItem, string> {
  try {
    const item: unknown = JSON.parse(line)
    return bundleItem.Check(item) ? ok(item) : fail('is neither an artefact nor a page of the ledger')
  } catch (error) {
    if (error instanceof SyntaxError) return fail('is no JSON: the file was cut off or changed')
    throw error
  }
}
