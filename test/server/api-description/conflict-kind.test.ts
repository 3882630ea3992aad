import t from 'tap'
import { Compile } from 'typebox/schema'
import { ConflictKindText } from '../../../server/api-description/conflict-kind.ts'
import { CONFLICT_KINDS } from '../../../server/store/ledger-store.ts'

t.test('every kind that is kept can be told, and no other', async (t) => {
  const kind = Compile(ConflictKindText)
  for (const one of CONFLICT_KINDS) t.ok(kind.Check(one), one)
  t.notOk(kind.Check('odd'))
})
