/** Who proposes and agrees, so that nobody is shown a form that the server would not take from them. */

const PROPOSERS: readonly string[] = ['operator', 'supervisor']

export function mayPropose({ roles }: { readonly roles: readonly string[] }): boolean {
  return roles.some((role) => PROPOSERS.includes(role))
}
