import t from 'tap'
import { fitted } from '../../paper/fitted.ts'

t.test('a text is as large as fits on its line, and never smaller than the least', async (t) => {
  // Its letters are all half as wide as their size.
  const pen = { width: (text: string, { size }: { readonly size: number }) => (text.length * size) / 2 }
  const sizeOf = (text: string) => fitted(pen, text, 60, { face: 'text', size: 12 }, 8).size
  t.equal(sizeOf('A'.repeat(10)), 12)
  t.equal(sizeOf('A'.repeat(12)), 10)
  t.equal(sizeOf('A'.repeat(80)), 8)
})
