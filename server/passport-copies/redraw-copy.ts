/** A whole file made anew, whatever kind it is of: the gate that a copy of a passport passes. */
import { fail, ok, type Result } from '#evisa/result.ts'
import { type Finding, type FindingCode, weightOf } from './copy-findings.ts'
import { redrawPdf } from './redraw-pdf.ts'
import { type RedrawnPage, redrawPicture } from './redraw-picture.ts'
import { tellKind } from './tell-kind.ts'

export interface RedrawnCopy {
  /** The first one first. */
  readonly pages: readonly Omit<RedrawnPage, 'findings'>[]
  /** Warnings. */
  readonly findings: readonly Finding[]
}

/** Makes a file anew; fails with why nobody could use it. */
export async function redrawCopy(file: Uint8Array, mostPages: number): Promise<Result<RedrawnCopy, Finding>> {
  const pages = await pagesOf(file, mostPages)
  if (!pages.ok) return fail({ code: pages.error, page: null })
  const findings = pages.value.flatMap((page, index) => page.findings.map((code) => ({ code, page: index + 1 })))
  const refusal = findings.find(({ code }) => weightOf(code) === 'refusal')
  if (refusal !== undefined) return fail(refusal)
  return ok({ pages: pages.value.map(({ findings, ...page }) => page), findings })
}

async function pagesOf(file: Uint8Array, mostPages: number): Promise<Result<readonly RedrawnPage[], FindingCode>> {
  const kind = await tellKind(file)
  if (kind === null) return fail('not-taken')
  if (kind === 'heic') return fail(kind)
  if (kind === 'pdf') return redrawPdf(file, mostPages)
  const page = await redrawPicture(file)
  return page.ok ? ok([page.value]) : page
}
