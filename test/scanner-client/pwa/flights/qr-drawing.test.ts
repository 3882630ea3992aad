import sharp from 'sharp'
import t from 'tap'
import { pictureOfRgba } from '../../../../scanner-client/offline/read-picture.ts'
import { zxingWasmReader } from '../../../../scanner-client/offline/zxing-wasm-reader.ts'
import { drawQr } from '../../../../scanner-client/pwa/flights/qr-drawing.ts'
import { wasmOfPackage } from '../../made-pictures.ts'

t.test('what is drawn is read again', async (t) => {
  const text = `https://evisa.example/Q#${'eyJhbGciOiJFUzI1NiJ9.'.repeat(60)}`
  const drawn = await drawQr(text)
  if (drawn === null) return t.fail('nothing was drawn')
  const { size, path } = drawn
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 6}" height="${size * 6}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const read = await zxingWasmReader(await wasmOfPackage()).read(pictureOfRgba(data, info.width, info.height))
  t.same(read, [text])
})

t.test('a text that no code holds is not drawn', async (t) => {
  t.equal(await drawQr('x'.repeat(2954)), null)
  t.not(await drawQr('x'.repeat(2953)), null)
})
