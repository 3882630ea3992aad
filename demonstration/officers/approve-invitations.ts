/** Invitations are taken up by one officer and approved by the other, as they come. */
import type { Officers } from './officers.ts'
import type { Act } from './work.ts'

interface Listed {
  readonly invitations: readonly {
    readonly invitation: string
    readonly officers: { readonly created_by: string; readonly taken_up_by: string | null } | null
  }[]
}

export const approveInvitations: Act = async ({ officers, attempt }) => {
  const inState = (state: string) => officers.asel.call<Listed>('GET', `/v1/invitations?state=${state}`)
  for (const { invitation } of (await inState('submitted')).invitations)
    await attempt('take-up-invitation', invitation, () =>
      officers.asel.call('POST', `/v1/invitations/${invitation}/take-up`),
    )
  for (const { invitation, officers: by } of (await inState('review')).invitations)
    await attempt('approve-invitation', invitation, () =>
      secondOf(officers, [by?.created_by, by?.taken_up_by]).call('POST', `/v1/invitations/${invitation}/approval`),
    )
}

/** Whoever had no hand in it before. */
function secondOf({ asel, bauyrzhan }: Officers, before: readonly (string | null | undefined)[]) {
  return before.includes(`operator/${bauyrzhan.name}`) ? asel : bauyrzhan
}
