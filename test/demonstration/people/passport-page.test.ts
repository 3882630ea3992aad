import sharp from 'sharp'
import t from 'tap'
import { MADE_PEOPLE } from '../../../demonstration/people/made-people.ts'
import { drawPassportPage } from '../../../demonstration/people/passport-page.ts'
import { madeScene } from '../made-scene.ts'

const BYTES = { 'content-type': 'application/octet-stream' }

t.test('every page is taken by the server as the copy of a passport, with nothing to say against it', async (t) => {
  const { nimali } = await madeScene(t)
  for (const person of MADE_PEOPLE) {
    const picture = await drawPassportPage(person)
    t.match(await sharp(picture).metadata(), { format: 'jpeg', width: 1968, height: 1386 })
    t.ok(picture.length < 600_000, `${picture.length} bytes`)
    const { reference } = (await nimali.call('POST', '/v1/applications', { language: 'en' })).body
    const path = `/v1/applications/${reference}/copies`
    const { id } = (await nimali.call('POST', path, { size: picture.length })).body
    // It is answered once the server has made its own picture of it.
    const sent = await nimali.call('PUT', `${path}/${id}/content`, picture, BYTES)
    t.match(sent.body, { state: 'accepted', findings: [] }, person.passport)
  }
})

t.test('no two of them look the same', async (t) => {
  const [one, other] = await Promise.all(MADE_PEOPLE.slice(0, 2).map(drawPassportPage))
  t.notSame(one, other)
})
