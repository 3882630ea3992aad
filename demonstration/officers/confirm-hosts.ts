/** Hosts are confirmed as they come. One whose number is another's already is refused, so that it does not wait for nothing. */
import { CallFailed } from '../../desk/calls/authority-calls.ts'
import type { Act } from './work.ts'

interface Listed {
  readonly hosts: readonly { readonly host: string }[]
}

const TAKEN = 'This number belongs to another host of this demonstration already: take another one of its page.'

export const confirmHosts: Act = async ({ officers: { asel }, attempt }) => {
  const { hosts } = await asel.call<Listed>('GET', '/v1/hosts')
  for (const { host } of hosts)
    await attempt('confirm-host', host, async () => {
      const path = `/v1/hosts/${host}/decision`
      await asel.call('POST', path, { decision: 'confirm' }).catch((error) => {
        if (!(error instanceof CallFailed && error.status === 409)) throw error
        return asel.call('POST', path, { decision: 'refuse', reason: TAKEN })
      })
    })
}
