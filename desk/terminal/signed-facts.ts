/** What an audit trail tells of the people who sign: gathered row by row, so that signatures can be compared with it. */
import type { AuditRow } from '#evisa/audit-row.ts'

/** A key from when it was registered. */
export interface KeyOfTrail {
  readonly person: string
  /** Its hash (RFC 7638, JSON Web Key Thumbprint). */
  readonly thumbprint: string
  readonly from: number
  until: number | null
}

/** A row that says by which signature it was done; `''` by the authority's token. */
export interface SignedRow {
  readonly act: AuditRow['act']
  readonly subject: string
  readonly signature: string
  /** Of an e-visa: what it was asked for as. */
  readonly reference: string
  readonly position: number
  /** Of an approval by the token: who else could have agreed then. */
  readonly others: readonly string[]
}

// What lets somebody in, or keeps somebody out, for good.
const DECIDES: ReadonlySet<string> = new Set([
  'issue',
  'approve',
  'application-clear',
  'application-refuse',
  'application-refuse-alone',
])

export class SignedFacts {
  /** By credential. */
  readonly keys = new Map<string, KeyOfTrail>()
  readonly signed: SignedRow[] = []
  /** What was decided without a signature since there are people with keys. */
  readonly unsigned: { readonly position: number; readonly act: string; readonly subject: string }[] = []
  readonly #roles = new Map<string, { readonly from: number; readonly roles: readonly string[] }[]>()
  readonly #changes = new Map<string, { readonly kind: string; readonly person: string }>()

  add({ act, subject, detail, at, position }: AuditRow): void {
    const told = (name: string) => String(detail[name] ?? '')
    const change = this.#changes.get(subject)
    // Who could have agreed is told before it is done: it makes others, and ends keys.
    const others = act === 'person-approve' && told('signature') === '' ? this.#approvers(change, at) : []
    if (act === 'person-key')
      this.keys.set(told('credential'), { person: subject, thumbprint: told('thumbprint'), from: at, until: null })
    else if (act === 'person-key-end') this.#endKeys(at, (_, credential) => credential === told('credential'))
    else if (act === 'person-make') this.#setRoles(subject, told('roles').split(' '), at)
    else if (act === 'person-set') this.#setRoles(subject, JSON.parse(told('roles')), at)
    else if (act === 'person-end') this.#endKeys(at, ({ person }) => person === subject)
    else if (act === 'person-propose') this.#changes.set(subject, { kind: told('kind'), person: told('person') })
    else if (act === 'person-approve' && change?.kind === 'another-key')
      this.#endKeys(at, ({ person }) => person === change.person)
    const [signature, reference] = [told('signature'), told('reference')]
    if (signature !== '' || act === 'person-approve')
      this.signed.push({ act, subject, signature, reference, position, others })
    else if (DECIDES.has(act) && this.keys.size > 0) this.unsigned.push({ position, act, subject })
  }

  /** What a person could do at a time. */
  rolesAt(person: string, at: number): readonly string[] {
    return this.#roles.get(person)?.findLast(({ from }) => from <= at)?.roles ?? []
  }

  #setRoles(person: string, roles: readonly string[], from: number): void {
    this.#roles.set(person, [...(this.#roles.get(person) ?? []), { roles, from }])
  }

  /** Whoever has a key and could agree to a change; the one whom it is about has no say in it. */
  #approvers(change: { readonly kind: string; readonly person: string } | undefined, at: number): readonly string[] {
    const agreeing = change?.kind === 'another-key' ? ['administrator', 'supervisor'] : ['administrator']
    const withKey = new Set([...this.keys.values()].filter(({ until }) => until === null).map(({ person }) => person))
    return [...withKey].filter(
      (person) => person !== change?.person && this.rolesAt(person, at).some((role) => agreeing.includes(role)),
    )
  }

  #endKeys(at: number, isEnded: (key: KeyOfTrail, credential: string) => boolean): void {
    for (const [credential, key] of this.keys) if (key.until === null && isEnded(key, credential)) key.until = at
  }
}
