import t from 'tap'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { SignInFirst } from '../../../pages/page-faults.ts'
import type { Visit } from '../../../pages/visit.ts'
import {
  confirmedHosts,
  hostAddress,
  invitationAddress,
  ownHosts,
  ownInvitation,
  toInvitation,
} from '../../../portal/host/own-hosts.ts'

const session = { token: 'token', owner: 'owner' }

t.test('without a session nothing is asked', async (t) => {
  const visit = { session: null, api: {} as Api } as Visit
  await t.rejects(ownHosts(visit), SignInFirst)
  await t.rejects(ownInvitation(visit, 'X'), SignInFirst)
})

t.test('only those that an officer confirmed may invite', async (t) => {
  const hosts = ['claimed', 'confirmed', 'refused'].map((state) => ({ host: state, state }))
  const GET = async () => ({ data: { hosts }, response: { ok: true, status: 200 } })
  const visit = { session, api: { GET } as unknown as Api } as Visit
  t.match(await confirmedHosts(visit), [{ host: 'confirmed' }])
})

t.test('addresses hold nothing but what is asked for', async (t) => {
  t.equal(hostAddress('kk'), '/kk/host')
  t.equal(hostAddress('kk', 'register'), '/kk/host/register')
  t.equal(invitationAddress('kk', 'A/B', 'answer'), '/kk/host/invitations/A%2FB/answer')
  const sent: unknown[] = []
  const reply = { redirect: (...to: unknown[]) => sent.push(...to) } as never
  toInvitation({ visit: { language: 'en' }, params: { id: 'K7Q2' } } as never, reply)
  t.strictSame(sent, ['/en/host/invitations/K7Q2', 303])
})
