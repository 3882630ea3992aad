import t from 'tap'
import { keyPlaceOf } from '../../../server/people/key-place.ts'

t.test('keys belong to the domain of the console, or to one that it lies in', async (t) => {
  const own = keyPlaceOf('https://desk.evisa.example', null, null, false)
  t.match(own, { rpId: 'desk.evisa.example', origins: ['https://desk.evisa.example'] })
  const shared = keyPlaceOf('https://desk.evisa.example', 'https://evisa.example/x', 'evisa.example', false)
  t.match(shared, { rpId: 'evisa.example', origins: ['https://desk.evisa.example', 'https://evisa.example'] })
  t.match(keyPlaceOf('http://localhost:8082', 'http://localhost:8080', null, true), { rpId: 'localhost' })
  const elsewhere = keyPlaceOf('https://desk.evisa.example', 'https://other.example', 'evisa.example', false)
  t.same(elsewhere.origins, ['https://desk.evisa.example'], 'a scanner elsewhere asks no keys')
})

t.test('a place where no key would work is refused', async (t) => {
  const faultOf = (url: string, rpId: string | null = null) => {
    try {
      return keyPlaceOf(url, null, rpId, false).rpId
    } catch (error) {
      return (error as Error).message
    }
  }
  t.match(faultOf('https://10.0.0.1'), /is no domain/)
  t.match(faultOf('https://[::1]'), /is no domain/)
  t.match(faultOf('https://desk.evisa.example', 'example'), /is no domain/)
  t.match(faultOf('https://desk.evisa.example', 'visa.example'), /does not lie in visa.example/)
  t.match(faultOf('https://desk.evisa.example', 'sub.desk.evisa.example'), /does not lie in/)
  t.match(faultOf('https://desk.evisa.example/console'), /has no path/)
})
