import multipart from '@fastify/multipart'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { readListForm } from '../../../portal/host/read-list-form.ts'

async function reading(t: Test, check: (fields: Readonly<Record<string, string>>) => void = () => undefined) {
  const app = Fastify()
  await app.register(multipart, { throwFileSizeLimit: false })
  app.post('/', async (request) => {
    const read = await readListForm(request, check)
    return read.ok ? { fields: read.value.fields, text: read.value.bytes.toString() } : { fault: read.error }
  })
  t.teardown(() => app.close())
  return async (payload: string) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=edge' }
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/', headers, payload })
    return statusCode === 200 ? JSON.parse(body) : statusCode
  }
}

const field = (name: string, value: string) =>
  `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const fileOf = (name: string, value: string) =>
  `--edge\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${value}\r\n`
const END = '--edge--\r\n'

t.test('the fields before the file, and the file', async (t) => {
  const send = await reading(t)
  t.strictSame(await send(`${field('host', 'H')}${fileOf('a.csv', 'a;b')}${END}`), {
    fields: { host: 'H' },
    text: 'a;b',
  })
})

t.test('each form that holds no one whole file is told as what it is', async (t) => {
  const send = await reading(t)
  t.strictSame(await send(`${field('host', 'H')}${fileOf('', '')}${END}`), { fault: 'none' })
  t.strictSame(await send(`${field('host', 'H')}${END}`), { fault: 'none' })
  t.strictSame(await send(`${fileOf('a.csv', '')}${END}`), { fault: 'empty' })
  t.strictSame(await send(`${fileOf('a.csv', 'a')}${fileOf('b.csv', 'b')}${END}`), { fault: 'several' })
  t.strictSame(await send(`${fileOf('a.csv', 'x'.repeat(2_097_153))}${END}`), { fault: 'large' })
  t.strictSame(await send(fileOf('a.csv', 'half of it')), { fault: 'cut' })
})

t.test('a form that is not taken is judged before its file', async (t) => {
  const send = await reading(t, ({ host }) => {
    if (host !== 'H') throw Object.assign(new Error('no'), { statusCode: 403 })
  })
  t.equal(await send(`${fileOf('a.csv', 'a')}${field('host', 'H')}${END}`), 403)
  t.equal(await send(END), 403)
})
