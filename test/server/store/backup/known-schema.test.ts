import { readdirSync } from 'node:fs'
import t from 'tap'
import { knownSchema } from '../../../../server/store/backup/known-schema.ts'

t.test('is that of the newest migration, in both dialects', async (t) => {
  for (const dialect of ['sqlite', 'postgres']) {
    const names = readdirSync(new URL(`../../../../server/store/migrations/${dialect}`, import.meta.url))
    t.ok(
      names
        .sort()
        .at(-1)
        ?.startsWith(`${String(knownSchema()).padStart(3, '0')}-`),
      dialect,
    )
  }
})
