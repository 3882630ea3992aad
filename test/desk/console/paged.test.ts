import t from 'tap'
import { pageOf } from '../../../desk/console/paged.ts'

const LIST = Array.from({ length: 101 }, (_, at) => at)
const page = (asked: string, all: readonly number[] = LIST) => pageOf(all, asked, (number) => `?page=${number}`)

t.test('a page knows which it is of all, and the ways beside it', async (t) => {
  t.match(page(''), { from: 1, to: 50, before: '', after: '?page=2' })
  t.match(page('2'), { from: 51, to: 100, before: '?page=1', after: '?page=3' })
  t.match(page('3'), { items: [100], from: 101, to: 101, before: '?page=2', after: '' })
})

t.test('what is no page is the first, and what is beyond the end the last', async (t) => {
  for (const asked of ['0', '-7', 'x', '1.5']) t.match(page(asked), { from: 1, to: 50 }, asked)
  t.match(page('99'), { from: 101 })
  t.same(page('', []), { items: [], before: '', after: '', from: 0, to: 0 })
})
