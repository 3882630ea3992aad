import t from 'tap'
import { portalPage } from '../../../server/letters/portal-page.ts'

t.test('a page of the portal is under its language', async (t) => {
  t.equal(portalPage('https://portal.example', 'ar', 'account'), 'https://portal.example/ar/account')
  t.equal(
    portalPage('https://portal.example/evisa', 'en', 'sign-in/link?token=abc'),
    'https://portal.example/evisa/en/sign-in/link?token=abc',
  )
})
