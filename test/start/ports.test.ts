import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import t from 'tap'
import { knownPort, portBeside } from '../../start/ports.ts'

t.test("a port is so many above the server's, where that is one", async (t) => {
  t.equal(await portBeside('17310', 11), '17321')
  t.match(await portBeside(undefined, 10), /^(8090|0)$/)
  for (const port of ['0', 'x', '', '65530', '-1']) t.equal(await portBeside(port, 10), '0', port)
})

t.test('a port that another program has is not taken', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => void other.close())
  const { port } = other.address() as AddressInfo
  t.equal(await portBeside(String(port - 1), 1), '0')
})

t.test('a free port is known before it is taken', async (t) => {
  const port = await knownPort('0')
  const own = createServer().listen(Number(port), '127.0.0.1')
  await once(own, 'listening')
  own.close()
  t.ok(Number(port) > 1023)
  t.equal(await knownPort('8081'), '8081')
})
