/** Cases as the server answers them to the desk. */

export interface Holder {
  readonly surname: string
  readonly given_names: string
  readonly nationality: string
}

export interface ListedCaseAnswer {
  readonly reference: string
  readonly state: string
  readonly due_at: number | null
  readonly overdue: boolean
  readonly claim: { readonly by: string; readonly until: number } | null
  readonly flags: readonly string[]
  readonly holder: Holder | null
  readonly category: string | null
}

export interface OtherCaseAnswer {
  readonly reference: string
  readonly state: string
  readonly visa_number: string | null
  readonly holder: Holder | null
  readonly category: string | null
  readonly valid_from: string | null
  readonly valid_until: string | null
}

export interface DifferenceAnswer {
  readonly field: string
  readonly against: string
  readonly match: string | null
  readonly runs: readonly { readonly same: boolean; readonly typed: string; readonly found: string }[]
}

export interface DecisionAnswer {
  readonly officer: string
  readonly place: string
  readonly decision: string
  readonly rule: string | null
  readonly reason: string
  readonly at: number
  readonly issue_fault: readonly { readonly field: string; readonly message: string }[] | null
}

export type Typed = Readonly<Record<string, unknown>> & {
  readonly holder: Holder & { readonly sex: string; readonly birth_date: string }
  readonly passport: { readonly number: string; readonly issuer: string; readonly expires: string }
  readonly mrz: readonly string[] | null
  readonly background: Readonly<Record<string, unknown>>
}

export interface CaseAnswer extends Omit<ListedCaseAnswer, 'overdue' | 'holder' | 'category'> {
  readonly revision: number
  readonly differences: readonly DifferenceAnswer[]
  readonly typed: Typed | null
  readonly lines: { readonly were_typed: boolean; readonly number: string | null }
  readonly invitation: {
    readonly number: string | null
    readonly state: string
    readonly host: { readonly name: string; readonly kind: string; readonly number: string } | null
  } | null
  readonly terms: { readonly two_officers: { readonly refusal: boolean; readonly no_objection: boolean } }
  readonly copy: { readonly state: string; readonly pages: number; readonly findings: readonly unknown[] } | null
  readonly duplicates: readonly OtherCaseAnswer[]
  readonly of_passport: readonly OtherCaseAnswer[]
  readonly of_host: readonly OtherCaseAnswer[]
  readonly payments: readonly { readonly state: string; readonly amount_minor: number; readonly currency: string }[]
  readonly messages: readonly { readonly author: string; readonly text: string; readonly at: number }[]
  readonly decisions: readonly DecisionAnswer[]
  readonly corrections: readonly {
    readonly asked: unknown
    readonly decided_at: number | null
    readonly said: { readonly change: unknown; readonly by: string; readonly at: number } | null
  }[]
  readonly timeline: readonly {
    readonly of: string
    readonly edge: string
    readonly actor: string
    readonly at: number
  }[]
  readonly visa_number: string | null
}
