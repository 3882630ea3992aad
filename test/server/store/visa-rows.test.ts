import t from 'tap'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { registerHash } from '#evisa/issuance-register.ts'
import { usedVisa } from '../../../server/store/visa-cover.ts'
import { coverOfNew, payloadHash, readVisa, visaColumnsOf } from '../../../server/store/visa-rows.ts'
import { kidOf, newVisa } from './made-visas.ts'

t.test('the hash of a visa is the one by which a register holds it', async (t) => {
  const { jws } = await newVisa()
  t.strictSame(payloadHash(jws), Buffer.from(await registerHash(textOfBase64url(jws.split('.')[1] ?? ''))))
  t.equal(payloadHash(jws).length, 16)
})

t.test('a visa is read as it was written', async (t) => {
  const visa = await newVisa({ entries: 'multiple', category: 'B2', valid_until: '2026-12-09', stay_days: 7 })
  const columns = visaColumnsOf(visa)
  t.match(columns, {
    number: visa.claims.jti,
    kid: kidOf(visa.jws),
    allowed: null,
    validUntil: '2026-12-09',
    stayDays: 7,
  })
  const { claims, jws, qrText, visaSupportNumber } = columns
  const row = {
    ...{
      claims,
      jws,
      qr_text: qrText,
      visa_support_number: visaSupportNumber,
      ...usedVisa(coverOfNew(columns), 2, []),
    },
    ...{ application_reference: 'REF-1', replaces: null, replaced_by: '222222222222' },
  }
  t.strictSame(readVisa(row), {
    ...{ ...visa, status: 'valid', entriesUsed: 2 },
    ...{ applicationReference: 'REF-1', replaces: null, replacedBy: '222222222222' },
  })
  t.equal(readVisa(undefined), null)
  const damaged = { name: 'RowDamaged', table: 'visas', key: `${row.status_list}/${row.status_index}` }
  for (const change of [
    { entries_used: 1 },
    { status: 'revoked' },
    { claims: claims.replace('multiple', 'nultiple') },
  ] as const)
    t.throws(() => readVisa({ ...row, ...change }), damaged)
  t.throws(() => readVisa({ ...row, jws: jws.replace('.ey', '.ez') }), damaged)
})
