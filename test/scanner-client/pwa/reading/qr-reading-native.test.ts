import t from 'tap'
import { nativeTexts } from '../../../../scanner-client/pwa/reading/qr-reading-native.ts'

const frame = {} as ImageBitmap

t.test('a browser whose reader is there by name only is not asked again', async (t) => {
  let asked = 0
  Object.assign(globalThis, {
    BarcodeDetector: class {
      static async getSupportedFormats(): Promise<readonly string[]> {
        return ['qr_code', 'aztec']
      }
      async detect() {
        asked += 1
        if (asked === 1) return [{ rawValue: 'one' }, { rawValue: '' }]
        throw new DOMException('no service', 'NotSupportedError')
      }
    },
  })
  t.same(await nativeTexts(frame), ['one'])
  t.same(await nativeTexts(frame), [])
  t.same(await nativeTexts(frame), [])
  t.equal(asked, 2)
})
