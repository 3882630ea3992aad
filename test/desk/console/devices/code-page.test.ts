import t from 'tap'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { loadPicture } from '../../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../../scanner-client/station/read-codes.ts'
import { devicesScene } from './devices-scene.ts'

t.test('the picture says what the text says, and neither is in the trail, a title or an address', async (t) => {
  const { built, operator } = await devicesScene(t)
  const page = await operator.send(await operator.get('/en/devices/new'), { role: 'border' })
  const text = page.text('code')
  const code = parseEnrolmentCode(text)
  if (!code.ok) return t.fail(code.error)
  const [, bytes = ''] = page.document.querySelector('img.desk-picture')?.getAttribute('src')?.split(',') ?? []
  t.same(await (await stationReader()).read(await loadPicture(Buffer.from(bytes, 'base64'))), [text])
  t.match(page.text('main'), `${code.value.server}/scan/`)
  t.notOk(JSON.stringify(await built.store.auditAfter(0, 999)).includes(code.value.secret))
  t.notOk(page.path.includes(code.value.secret) || page.text('title').includes(text))
  t.match(page.headers['cache-control'], 'no-store')
})
