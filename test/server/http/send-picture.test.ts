import Fastify from 'fastify'
import t from 'tap'
import { sendPicture } from '../../../server/http/send-picture.ts'

t.test('a picture is shown under its name, as what it is, and kept nowhere', async (t) => {
  const app = Fastify()
  app.get('/', async (_request, reply) => sendPicture(reply, Buffer.from('jpeg'), 'passport-1.jpg'))
  const { headers, body } = await app.inject('/')
  t.match(headers, {
    ...{ 'content-type': 'image/jpeg', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    'content-disposition': 'inline; filename="passport-1.jpg"',
  })
  t.equal(body, 'jpeg')
})
