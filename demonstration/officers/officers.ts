/** The two officers of the demonstration: operators like any others, whose tokens are in memory alone. */
import { type AuthorityCalls, authorityCalls } from '../../desk/calls/authority-calls.ts'
import { onlySpecimens } from './only-specimens.ts'

export interface Officer extends Pick<AuthorityCalls, 'call'> {
  /** As the audit trail names them. */
  readonly name: string
}

export interface Officers {
  /** Who takes things up and decides first. */
  readonly asel: Officer
  /** Who approves, and decides second. */
  readonly bauyrzhan: Officer
}

export const OFFICER_NAMES = { asel: 'demo-asel', bauyrzhan: 'demo-bauyrzhan' } as const

export interface Authority {
  readonly serverUrl: string
  /** With the authority's own token. */
  readonly tokenFile: string
}

/** Makes both operators, or gives them another token. Rejects with `CallFailed`; with `NoDemonstration` where nobody made up may decide. */
export async function signOfficersIn({ serverUrl: url, tokenFile }: Authority): Promise<Officers> {
  await onlySpecimens(url)
  const authority = authorityCalls(() => ({ url, operator: 'demonstration', tokenFile }))
  const officer = async (name: string): Promise<Officer> => {
    const { token } = await authority.call<{ token: string }>('PUT', `/v1/operators/${name}`)
    const { call } = authorityCalls(() => ({ url, operator: name, token }))
    return { name, call }
  }
  return { asel: await officer(OFFICER_NAMES.asel), bauyrzhan: await officer(OFFICER_NAMES.bauyrzhan) }
}
