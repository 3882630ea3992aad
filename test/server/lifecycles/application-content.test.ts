import t from 'tap'
import { Compile } from 'typebox/schema'
import { ApplicationContent, Background } from '../../../server/lifecycles/application-content.ts'
import { CONTENT } from '../store/made-applications.ts'

const content = Compile(ApplicationContent)
const good = { ...CONTENT, copy: 'copy' }

t.test('what is frozen of an application fits its form, and nothing else does', async (t) => {
  t.ok(content.Check(good))
  t.ok(content.Check({ ...good, mrz: ['P<LKA', 'N1'], copy_sha256: null }))
  for (const change of [
    { more: 1 },
    { mrz: ['P<'] },
    { phone: 'call me' },
    { entries: 3 },
    { holder: {} },
    { language: 'xx' },
  ])
    t.notOk(content.Check({ ...good, ...change }), JSON.stringify(change))
  t.notOk(Compile(Background).Check({ ...good.background, convicted: 'no' }))
})
