import t from 'tap'
import { SIGNED_SCHEMAS } from '../../../server/api-description/signed-schemas.ts'

t.test('each schema is of its dialect, named by the path at which it is served, and closed', async (t) => {
  t.equal(SIGNED_SCHEMAS.size, 19)
  for (const [path, schema] of SIGNED_SCHEMAS) {
    t.match(schema, { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: path })
    const { anyOf, additionalProperties } = JSON.parse(JSON.stringify(schema))
    for (const one of anyOf ?? [{ additionalProperties }]) t.equal(one.additionalProperties, false, path)
  }
})
