import t from 'tap'
import { unknownMust } from '#evisa/extensions.ts'

t.test('who does not know an extension passes over it, unless it must be known', async (t) => {
  t.equal(unknownMust({}), null)
  t.equal(unknownMust({ extensions: [{ name: 'later', must: false, value: 1 }] }), null)
  t.equal(
    unknownMust({
      extensions: [
        { name: 'later', must: false },
        { name: 'graver', must: true },
      ],
    }),
    'graver',
  )
})
