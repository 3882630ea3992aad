import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { Copy } from '../../../portal/passport/copy-calls.ts'
import { acceptedOf, copyView, pagesOf } from '../../../portal/passport/copy-view.ts'
import { FINDINGS, type FindingCode, weightOf } from '../../../server/passport-copies/copy-findings.ts'

const copy = (change: Partial<Copy>): Copy => ({
  ...{ id: 'one', state: 'accepted', size: 1000, received: 1000, pages: 1, findings: [] },
  ...{ created_at: 0, changed_at: 0 },
  ...change,
})
const finding = (code: FindingCode, page: number | null = 1) => {
  return { code, page, weight: weightOf(code), detail: '' }
}
const shown = (...copies: Copy[]) => copyView(copies, '/en/page', 'en')

t.test('nothing yet, on its way, being opened', async (t) => {
  t.same(shown(), { accepted: null, refusals: [], isMaking: false, percent: null })
  t.match(shown(copy({ state: 'receiving', received: 419 })), { percent: 41, isMaking: false })
  t.match(shown(copy({ state: 'making' })), { isMaking: true, percent: null })
})

t.test('the one that was accepted before stays beside one that is refused', async (t) => {
  const before = copy({ id: 'before', pages: 2, findings: [finding('blurred'), finding('blurred', 2)] })
  const view = shown(copy({ state: 'refused', findings: [finding('heic', null)] }), before)
  t.match(view.refusals, [/HEIC/])
  t.match(view.accepted, { pages: { length: 2 }, warnings: [/not sharp/] })
  t.equal(view.accepted?.warnings.length, 1, 'said once')
  t.equal(acceptedOf([copy({ state: 'refused' }), before])?.id, 'before')
})

t.test('its pages can be looked at', async (t) => {
  t.same(pagesOf(copy({ id: 'x', pages: 2 }), '/fr/page', 'fr'), [
    { href: '/fr/page/x/pages/1.jpg', text: 'La photo de votre passeport, page 1 sur 2' },
    { href: '/fr/page/x/pages/2.jpg', text: 'La photo de votre passeport, page 2 sur 2' },
  ])
})

t.test('whatever the authority finds has words in every language', async (t) => {
  for (const language of TRAVELLER_LANGUAGES)
    for (const code of Object.keys(FINDINGS) as FindingCode[]) {
      const state = weightOf(code) === 'refusal' ? 'refused' : 'accepted'
      const { refusals, accepted } = copyView([copy({ state, findings: [finding(code)] })], '/', language)
      const [text = ''] = state === 'refused' ? refusals : (accepted?.warnings ?? [])
      t.ok(text.length > 20, `${language} ${code}`)
    }
})
