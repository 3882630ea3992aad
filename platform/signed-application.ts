/** An application as a person signs it with others: its hash, and whom it is for, so that the list can be read. */
import { hash } from 'node:crypto'

export interface SignedApplication {
  /** SHA-256 of its canonical JSON, base64url. */
  readonly sha256: string
  readonly reference: string
  /** Whom and what it is for, as it says itself. */
  readonly for: string
}

/** Whatever was sent as one: what cannot be read of it is left out, and is judged where it is issued. */
export function signedApplication(application: unknown): SignedApplication {
  const { application_reference, holder, passport, ...asked } = membersOf(application)
  const [{ surname, given_names }, { issuer, number }] = [membersOf(holder), membersOf(passport)]
  const words = [surname, given_names, issuer, number, asked.category, asked.valid_from, asked.valid_until]
  return {
    sha256: hash('sha256', canonicalJson(application), 'base64url'),
    reference: textOf(application_reference),
    for: words
      .map(textOf)
      .filter((word) => word !== '')
      .join(' '),
  }
}

/** Without blanks, the members of each object in the order of their names (RFC 8785, JSON Canonicalization Scheme). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MOST_LETTERS) : ''
}

const MOST_LETTERS = 64
