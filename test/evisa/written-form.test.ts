import t from 'tap'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { readWritten } from '../../evisa/written-form.ts'

const closed = { additionalProperties: false } as const
const form = {
  validator: Compile(Type.Object({ rows: Type.Array(Type.Object({ id: Type.String() }, closed)) }, closed)),
  takesAt: (place: string) => (place === 'rows[].id' ? 'takes a text' : undefined),
  unknownName: (within: string | undefined) => `is unknown in ${within}`,
}

t.test('what has the form is given back as it is', async (t) => {
  const written = { rows: [{ id: 'a' }] }
  const read = readWritten(form, written)
  t.equal(read.ok && read.value, written)
})

t.test('each place that has not is told once, with what it takes', async (t) => {
  t.strictSame(readWritten(form, { rows: [{ id: 'a' }, { id: 1 }, {}, { id: 'b', more: 1 }] }), {
    ok: false,
    error: [
      { path: 'rows[1].id', message: 'takes a text' },
      { path: 'rows[2].id', message: 'is missing' },
      { path: 'rows[3].more', message: 'is unknown in rows' },
    ],
  })
  t.match(readWritten(form, []), { ok: false, error: [{ path: '', message: /object/ }] })
})
