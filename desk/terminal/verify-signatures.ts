/** Whether all that people signed holds, and all that was done by it is what they signed. */
import { isDeepStrictEqual } from 'node:util'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import type { SignedFacts, SignedRow } from './signed-facts.ts'
import {
  faultOfSignature,
  type KeyPlaceAnswer,
  readText,
  type SignatureAnswer,
  type SignatureFault,
  type SignedText,
} from './verify-signature.ts'

export type SignedFault =
  | SignatureFault
  /** The audit trail names a signature that is not there. */
  | 'signature/missing'
  /** It was done by a signature over something else. */
  | 'signature/of-another'
  /** The e-visa is not what was signed. */
  | 'signature/visa'
  /** It takes two people, and there are no two. */
  | 'signature/second'
  /** It was done by nobody's signature. */
  | 'signature/none'
  /** The audit trail does not know what it did. */
  | 'signature/unnoted'

export interface SignedVerdict {
  readonly signatures: number
  /** Those whose text was erased with the case that they decided. */
  readonly erased: number
  /** What was decided by a token: each a fault, but in a demonstration. */
  readonly byToken: number
  readonly faults: readonly { readonly reason: SignedFault; readonly about: string }[]
}

interface Page extends KeyPlaceAnswer {
  readonly must_sign: boolean
  readonly signatures: readonly SignatureAnswer[]
  readonly complete: boolean
}

interface Read {
  readonly signature: SignatureAnswer
  /** Null where it was erased. */
  readonly said: SignedText | null
  readonly isGood: boolean
}

/** Which kinds of signature a row of the trail rests on. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  issue: ['case', 'issue', 'correction'],
  propose: ['proposal'],
  approve: ['proposal-approval'],
  'application-second-look': ['second-look'],
  'person-propose': ['person-change'],
  'person-approve': ['person-approval'],
}
/** Of what one person proposes another one signs that it is done. */
const PROPOSED_BY: Readonly<Record<string, string>> = { approve: 'propose', 'person-approve': 'person-propose' }

/** Reads them from the server. Throws `CallFailed`. */
export async function verifySignatures(
  { call }: Pick<AuthorityCalls, 'call'>,
  facts: SignedFacts,
): Promise<SignedVerdict> {
  const found = new Map<string, Read>()
  const faults: { readonly reason: SignedFault; readonly about: string }[] = []
  const tell = (reason: SignedFault, about: string) => void faults.push({ reason, about })
  let mustSign = true
  for (let after = ''; ; ) {
    const page = await call<Page>('GET', `/v1/signatures${after === '' ? '' : `?after=${encodeURIComponent(after)}`}`)
    mustSign = page.must_sign
    for (const signature of page.signatures) {
      const said = signature.text === '' ? null : readText(signature.text)
      const fault = signature.text === '' ? null : await faultOfSignature(signature, page, facts)
      if (fault !== null) tell(fault, nameOf(signature))
      found.set(signature.id, { signature, said, isGood: fault === null })
      after = signature.id
    }
    if (page.complete || page.signatures.length === 0) break
  }
  const proposals = new Map(facts.signed.map(({ act, subject, signature }) => [`${act} ${subject}`, signature]))
  for (const row of facts.signed) {
    const fault = faultOfRow(row, found, proposals)
    if (fault !== null) tell(fault, `row ${row.position} of the trail, ${row.act} ${row.subject}`)
  }
  const noted = new Set(facts.signed.map(({ signature }) => signature))
  for (const [id, { signature }] of found) if (!noted.has(id)) tell('signature/unnoted', nameOf(signature))
  if (mustSign)
    for (const { position, act, subject } of facts.unsigned)
      tell('signature/none', `row ${position} of the trail, ${act} ${subject}`)
  const erased = [...found.values()].filter(({ said }) => said === null).length
  return { signatures: found.size, erased, byToken: facts.unsigned.length, faults }
}

const nameOf = ({ kind, subject, name, id }: SignatureAnswer) => `${kind} ${subject}, signed by ${name} (${id})`

/** Signatures by what was done by them, and to what. */
type Proposals = ReadonlyMap<string, string>

function faultOfRow(row: SignedRow, found: ReadonlyMap<string, Read>, proposals: Proposals): SignedFault | null {
  const proposed = signedBefore(row, found, proposals)
  if (row.signature === '') {
    // The authority's token agrees to people where nobody else could.
    const others = row.others.filter((person) => person !== proposed?.signature.person)
    return others.length > 0 ? 'signature/second' : null
  }
  const by = found.get(row.signature)
  if (by === undefined) return 'signature/missing'
  const { kind, subject, person } = by.signature
  const kinds = KINDS[row.act] ?? (row.act.startsWith('application-') ? ['case', 'correction'] : [kind])
  if (!kinds.includes(kind)) return 'signature/of-another'
  if (row.act === 'issue') return faultOfVisa(row, by, found)
  if (subject !== row.subject) return 'signature/of-another'
  if (!(row.act in PROPOSED_BY)) return null
  return proposed === undefined || proposed.signature.person === person ? 'signature/second' : null
}

/** The signature by which it was proposed what this row says was done. */
function signedBefore(
  { act, subject }: SignedRow,
  found: ReadonlyMap<string, Read>,
  proposals: Proposals,
): Read | undefined {
  return found.get(proposals.get(`${PROPOSED_BY[act]} ${subject}`) ?? '')
}

/** An e-visa that was issued by a signature is, in all that it says, what was signed. */
function faultOfVisa(
  { subject: number, reference }: SignedRow,
  by: Read,
  found: ReadonlyMap<string, Read>,
): SignedFault | null {
  const { signature, said } = by
  // What was said is gone; that it was signed, and by whom, is known still.
  if (said === null) return null
  const { content } = said
  if (signature.kind === 'issue') return namesReference(content, reference) ? null : 'signature/of-another'
  if (signature.kind === 'case' && (signature.subject !== reference || content.decision !== 'no-objection'))
    return 'signature/of-another'
  if (signature.kind === 'case' && !isOfInput(signature, number, content.input)) return 'signature/visa'
  if (content.two !== true) return null
  const first = found.get(String(content.first))
  const isSecond = content.place === 'second' && first !== undefined && first.signature.person !== signature.person
  return isSecond && first.isGood && first.said?.content.input === content.input ? null : 'signature/second'
}

function namesReference({ applications }: SignedText['content'], reference: string): boolean {
  return (
    Array.isArray(applications) &&
    applications.some((one: { readonly reference?: unknown }) => one.reference === reference)
  )
}

function isOfInput({ visa }: SignatureAnswer, number: string, input: unknown): boolean {
  if (visa === null || visa.jti !== number || typeof input !== 'string') return false
  const { category, entries, valid_from, valid_until, stay_days, holder, passport } = JSON.parse(input)
  const asked = { category, entries, valid_from, valid_until, stay_days, holder, passport }
  return isDeepStrictEqual(
    asked,
    Object.fromEntries(Object.keys(asked).map((name) => [name, visa[name as keyof typeof visa]])),
  )
}
