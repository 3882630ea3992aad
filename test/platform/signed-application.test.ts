import { createHash } from 'node:crypto'
import t from 'tap'
import { canonicalJson, signedApplication } from '../../platform/signed-application.ts'

t.test('the order of members and blanks change nothing, and all else does', async (t) => {
  t.equal(canonicalJson({ b: [1, { d: null, c: 'ü"' }], a: true }), '{"a":true,"b":[1,{"c":"ü\\"","d":null}]}')
  const one = {
    application_reference: 'R',
    holder: { surname: 'PERERA', given_names: 'N' },
    passport: { issuer: 'LKA', number: 'N1' },
  }
  const { application_reference, ...more } = one
  const listed = signedApplication(one)
  t.strictSame(signedApplication({ ...more, application_reference }), listed)
  t.strictSame(listed, {
    sha256: createHash('sha256').update(canonicalJson(one)).digest('base64url'),
    reference: 'R',
    for: 'PERERA N LKA N1',
  })
  t.not(signedApplication({ ...one, category: 'B12' }).sha256, listed.sha256)
})

t.test('whatever is sent as one has a line', async (t) => {
  for (const sent of [null, 'text', 7, [], {}, { holder: 'x', passport: null }])
    t.match(signedApplication(sent), { sha256: /^[\w-]{43}$/, reference: '', for: '' })
})
