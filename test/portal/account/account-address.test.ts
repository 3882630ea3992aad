import t from 'tap'
import { accountAddress } from '../../../portal/account/account-address.ts'
import { portalScene } from '../portal-scene.ts'

t.test('a host has the account under the pages of hosts, a traveller beside the others', async (t) => {
  t.equal(accountAddress('kk', 'host', 'sessions'), '/kk/host/account/sessions')
  t.equal(accountAddress('kk', 'applicant'), '/kk/account')
})

t.test('nobody is asked to sign in as another kind of person than the page is for', async (t) => {
  const scene = await portalScene(t)
  for (const page of ['', '/language', '/address', '/address/code', '/sessions']) {
    t.match((await scene.browser().get(`/en/account${page}`)).path, /^\/en\/sign-in\?next=/, page)
    t.match((await scene.browser().get(`/en/host/account${page}`)).path, /^\/en\/host\/sign-in\?next=/, page)
  }
})
