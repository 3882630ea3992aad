import t from 'tap'
import { meantTexts } from '../../../scanner-client/offline/keyboard-layouts.ts'
import { LAYOUTS, type LayoutName, typedBy } from '../pwa/reading/keyboard-layouts.ts'

const LINE = 'P<UTOQWERTYUIOPASDFGHJKLZXCVBNM<<1234567890'

t.test('what is typed under the layout of another keyboard is among what it may mean', async (t) => {
  for (const computer of Object.keys(LAYOUTS) as LayoutName[]) {
    for (const line of [LINE, LINE.toLowerCase().replaceAll('<', ',')]) {
      const typed = typedBy(line, 'us', computer).map(({ key }) => key)
      t.ok(meantTexts(typed.join('')).includes(LINE), `${computer}: ${typed.join('')}`)
    }
  }
  for (const reader of ['german', 'french'] as const) {
    const typed = typedBy(LINE, reader, 'us').map(({ key }) => key)
    t.ok(meantTexts(typed.join('')).includes(LINE), `${reader} on a US keyboard`)
  }
})

t.test('what a keyboard does not write is nothing that was meant', async (t) => {
  for (const text of meantTexts(']A~')) t.match(text, /^\ufffd.\ufffd$/)
})
