import fastifyMultipart from '@fastify/multipart'
import Fastify from 'fastify'
import t from 'tap'
import { isCutOff } from '../../pages/cut-off.ts'

/** What reading a form says of a body. */
async function faultOf(body: string): Promise<unknown> {
  const app = Fastify()
  await app.register(fastifyMultipart)
  let fault: unknown = null
  app.post('/', async (request) => {
    try {
      for await (const part of request.parts()) if (part.type === 'file') await part.toBuffer()
    } catch (error) {
      fault = error
    }
    return 'read'
  })
  await app.inject({
    method: 'POST',
    url: '/',
    payload: body,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  })
  await app.close()
  return fault
}

const HEAD = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\ncontent-type: text/plain\r\n\r\n'

t.test('a form that ends wherever is one that was cut off', async (t) => {
  t.equal(await faultOf(`${HEAD}abc\r\n--b--\r\n`), null, 'a whole one')
  for (const body of [`${HEAD}abc`, `${HEAD}abc\r\n--b\r\n`, HEAD, '--b\r\ncontent-disp'])
    t.equal(isCutOff(await faultOf(body)), true, JSON.stringify(body.slice(-12)))
})

t.test('a line that breaks is one, too, and any other error is not', async (t) => {
  t.equal(isCutOff(Object.assign(new Error('read'), { code: 'ECONNRESET' })), true)
  for (const other of [new Error('no space'), new TypeError('x'), 'Unexpected end of form', null])
    t.equal(isCutOff(other), false)
})
