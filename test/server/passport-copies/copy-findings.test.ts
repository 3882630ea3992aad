import t from 'tap'
import { FINDINGS, isFindingCode, weightOf } from '../../../server/passport-copies/copy-findings.ts'

t.test('every finding says in words what to do', async (t) => {
  for (const [code, { detail }] of Object.entries(FINDINGS)) t.match(detail, /^[A-Z].*\.$/, code)
})

t.test('what a person sees better than figures do is only a warning', async (t) => {
  for (const code of ['blurred', 'glare', 'too-dark', 'too-bright', 'odd-shape', 'small'] as const)
    t.equal(weightOf(code), 'warning', code)
  for (const code of ['not-taken', 'heic', 'locked', 'too-small', 'empty'] as const) t.equal(weightOf(code), 'refusal')
})

t.test('a code of another version is none of today', async (t) => {
  t.ok(isFindingCode('heic'))
  t.notOk(isFindingCode('upside-down'))
  t.notOk(isFindingCode('toString'))
})
