import t from 'tap'
import { claimsFault, parseVisaClaims } from '#evisa/visa-claims.ts'
import { BAD_CLAIMS } from '../hostile-texts.ts'
import { makeClaims } from '../made.ts'

const claims = makeClaims()

t.test('reads the claims of a visa', async (t) => {
  const { holder, passport } = claims
  const good = [
    claims,
    { ...claims, entries: 'multiple', category: 'B9-1', stay_days: 1023 },
    { ...claims, valid_from: '2026-12-19', valid_until: '2026-12-19' },
    { ...claims, valid_from: '2000-01-01', valid_until: '2179-06-06', iat: 0xffff_ffff },
    { ...claims, holder: { ...holder, given_names: '', birth_date: '1990' } },
    { ...claims, holder: { ...holder, birth_date: '1990-02', sex: 'X' } },
    { ...claims, holder: { ...holder, birth_date: '2000-02-29', surname: 'A'.repeat(80) } },
    { ...claims, passport: { ...passport, number: 'A'.repeat(22) } },
    { ...claims, status: { status_list: { idx: 131_071, uri: 'urn:evisa:KAZ:status:65535' } } },
    { ...claims, status: { status_list: { idx: 0, uri: 'urn:evisa:KAZ:status:0' } } },
  ]
  for (const one of good) t.same(parseVisaClaims(JSON.stringify(one)), { ok: true, value: one })
})

t.test('refuses every other', async (t) => {
  for (const { name, text } of BAD_CLAIMS) {
    const payload = Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('latin1')
    t.same(parseVisaClaims(payload), { ok: false, error: 'credential/claims' }, name)
  }
  t.same(parseVisaClaims(''), { ok: false, error: 'credential/claims' })
})

t.test('says what is wrong where the shape is right', async (t) => {
  const { holder, passport } = claims
  t.equal(claimsFault(claims), null)
  t.match(claimsFault({ ...claims, jti: '222222222222' }), /check character/)
  t.match(claimsFault({ ...claims, valid_until: '2027-02-29' }), /2027-02-29/)
  t.match(claimsFault({ ...claims, passport: { ...passport, expires: '2031-04-31' } }), /2031-04-31/)
  t.match(claimsFault({ ...claims, valid_until: '2179-06-07' }), /2179-06-07/)
  t.match(claimsFault({ ...claims, holder: { ...holder, birth_date: '1990-02-30' } }), /birth date/)
  t.match(claimsFault({ ...claims, valid_until: '2026-11-19' }), /after valid_until/)
  t.match(claimsFault({ ...claims, status: { status_list: { idx: 1, uri: 'urn:evisa:KAZ:status:65536' } } }), /65535/)
})
