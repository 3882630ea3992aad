import t from 'tap'
import { SourceError } from '../../../scanner-client/station/source-error.ts'

t.test('a program tells it apart by its code, a person by its message', async (t) => {
  const cause = new Error('libspng read error')
  const error = new SourceError('source/not-a-picture', 'The picture is damaged; save it again as PNG or JPEG.', cause)
  t.match(error, { name: 'SourceError', code: 'source/not-a-picture', cause })
  t.equal(String(error), 'SourceError: The picture is damaged; save it again as PNG or JPEG.')
})
