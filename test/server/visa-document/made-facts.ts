/** Facts of printed e-visas for the tests, and what a page says when it is read back. */
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { indexPolicy, type PolicyInForce } from '#evisa/policy.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { signCompact } from '../../../keys/signer.ts'
import { type DocumentFacts, documentFacts } from '../../../server/visa-document/document-facts.ts'

export const POLICY = indexPolicy({ version: 1, iat: NOW, exp: NOW + 1, ...defaultPolicy() })
  .editions[0] as PolicyInForce

/** An e-visa that was signed, and its code. */
export async function printedVisa(change: Partial<VisaClaims> = {}, prefix = 'EV1:') {
  const claims = visaClaims(change)
  const qrText = qrTextOfJws(await signCompact((await testKey('visa', 'visa')).signer, 'evisa+jwt', claims), prefix)
  if (!qrText.ok) throw new Error(qrText.error)
  return { claims, qrText: qrText.value }
}

export async function madeFacts(change: Partial<VisaClaims> = {}, prefix?: string): Promise<DocumentFacts> {
  return documentFacts(await printedVisa(change, prefix), POLICY, false)
}

/** What the pages of a PDF say, for who copies or searches it; white space as one space. */
export async function textsOf(pdf: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const texts = [...document.pages()].map((page) => page.getText().replaceAll(/\s+/g, ' '))
    document.destroy()
    return texts
  } finally {
    library.destroy()
  }
}
