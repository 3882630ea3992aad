/** A form as its page shows it: what was typed, and what is wrong with it, beside the field and in the summary above. */

/** Says of a form that only its page is asked for again, in another language: nothing of it is done, and no fault of it is told. */
export const REDRAW_FIELD = '_redraw'
/** The options of a route that looks at `isRedraw` before it does anything. */
export const REDRAWS = { config: { redraws: true } } as const

export interface FieldError {
  readonly field: string
  /** In the page's language; it says what to do. */
  readonly text: string
}

export interface Form {
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
  /** The first of each field. */
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>
}

export function formOf(values: Readonly<Record<string, string>> = {}, errors: readonly FieldError[] = []): Form {
  const errorOf: Record<string, { readonly text: string }> = {}
  for (const { field, text } of errors) errorOf[field] ??= { text }
  return { values, errors, errorOf }
}

/** Of a form as it came, also of one that is a query. */
export function isRedraw(body: unknown): boolean {
  return typeof body === 'object' && body !== null && REDRAW_FIELD in body
}

/** The texts of a form's body, each trimmed; fields that came twice or as files are not in it. */
export function textsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {}
  const texts = Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(texts.map(([name, text]) => [name, text.trim()]))
}
