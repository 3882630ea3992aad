import t from 'tap'
import {
  ChecksumException,
  Decoder,
  Detector,
  FinderPatternFinder,
  FormatException,
  NotFoundException,
  orNotFound,
  TRY_HARDER,
} from '../../../scanner-client/offline/zxing-js-modules.ts'
import { blackAndWhite } from '../black-and-white.ts'
import { drawCode } from '../made-pictures.ts'

t.test('the paths lead to the classes that read a code', async (t) => {
  const code = new Detector(blackAndWhite(drawCode('HELLO', 'M', 4))).detect(TRY_HARDER)
  t.equal(new Decoder().decodeBitMatrix(code.getBits(), TRY_HARDER).getText(), 'HELLO')
})

t.test('the private steps of the finder that we change are there under their names', async (t) => {
  for (const step of ['haveMultiplyConfirmedCenters', 'findRowSkip', 'selectBestPatterns', 'getPossibleCenters']) {
    t.type((FinderPatternFinder.prototype as unknown as Record<string, unknown>)[step], 'function', step)
  }
})

t.test('"no code" becomes null, and nothing else does', async (t) => {
  t.equal(
    orNotFound(() => 7),
    7,
  )
  for (const NoCode of [NotFoundException, FormatException, ChecksumException]) {
    const step = () => {
      throw new NoCode()
    }
    t.equal(orNotFound(step), null, NoCode.name)
  }
  t.throws(
    () =>
      orNotFound(() => {
        throw new RangeError('a bug')
      }),
    RangeError,
  )
})
