import { join } from 'node:path'
import t from 'tap'
import { authorityTokenFile } from '../../platform/authority-token-file.ts'

t.test('lies in the data folder, under the name that the README tells', async (t) => {
  t.equal(authorityTokenFile('/srv/evisa'), join('/srv/evisa', 'authority.token'))
})
