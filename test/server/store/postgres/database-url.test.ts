import t from 'tap'
import { passwordOf, withoutPassword } from '../../../../server/store/postgres/database-url.ts'

t.test('an address is shown without its password, which is given apart', async (t) => {
  const url = 'postgres://evisa:p%40ss@db.example:5432/evisa?sslmode=require'
  t.equal(withoutPassword(url), 'postgres://evisa@db.example:5432/evisa?sslmode=require')
  t.equal(passwordOf(url), 'p@ss')
  t.equal(passwordOf('postgres://db.example/evisa'), '')
})
