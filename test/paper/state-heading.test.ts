import t from 'tap'
import type { Pen } from '../../paper/page-pen.ts'
import { BESIDE_SUN, HEADING, stateHeading } from '../../paper/state-heading.ts'

t.test('it is all decoration, and words have room beside it', async (t) => {
  const drawn: string[] = []
  const pen = new Proxy({} as Pen, { get: (_, name) => () => drawn.push(String(name)) })
  stateHeading(pen)
  t.same(drawn, ['decoration'])
  t.ok(BESIDE_SUN > 90 && HEADING > 80)
})
