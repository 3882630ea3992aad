import t from 'tap'
import { listedTwice } from '../../evisa/listed-twice.ts'

t.test('what stands in a list again is told where it does', async (t) => {
  t.same(
    [...listedTwice(['a', 'b', 'a', 'a'], (at) => `list[${at}]`)],
    [
      { path: 'list[2]', message: 'a is there twice' },
      { path: 'list[3]', message: 'a is there twice' },
    ],
  )
  t.same([...listedTwice([1, '1', 'multiple'], String)], [], 'a number is no text')
})
