/** The terms of the demonstration, as pages are shown them. */
import { readFileSync } from 'node:fs'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'

const { editions }: { readonly editions: readonly TermsEdition[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/terms.json', import.meta.url), 'utf8'),
)
const [edition] = editions
if (edition === undefined) throw new TypeError('there are no terms')

export const TERMS_EDITION = edition
