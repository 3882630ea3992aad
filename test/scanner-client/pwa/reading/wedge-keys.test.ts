import t from 'tap'
import { altCodes, wedgeKeyOf } from '../../../../scanner-client/pwa/reading/wedge-keys.ts'
import { asEvent, LAYOUTS, type LayoutName, typedBy } from './keyboard-layouts.ts'

const TEXT = 'AZazQWqwYMym0123456789 <>:/.?=-_#;\'"'

t.test('the place of a key is read as on a US keyboard, whatever the layout and the caps lock', async (t) => {
  for (const layout of Object.keys(LAYOUTS) as LayoutName[]) {
    const keys = typedBy(TEXT, 'us', layout).map((pressed) => wedgeKeyOf(asEvent(pressed)))
    t.equal(keys.map((key) => key?.us).join(''), TEXT, layout)
  }
  const locked = typedBy('aBc1<', 'us', 'russian', true).map((pressed) => wedgeKeyOf(asEvent(pressed)))
  t.equal(locked.map((key) => key?.us).join(''), 'AbC1<', 'as the lock makes it')
})

t.test('what the layout makes of it is kept beside it', async (t) => {
  const keys = typedBy('P<KAZ', 'french', 'french').map((pressed) => wedgeKeyOf(asEvent(pressed)))
  t.equal(keys.map((key) => key?.key).join(''), 'P<KAZ')
  const dead = wedgeKeyOf(asEvent({ key: 'Dead', code: 'Equal', shiftKey: false, capsLock: false }))
  t.same(dead, { key: '\ufffd', us: '=' })
  const method = wedgeKeyOf(asEvent({ key: 'Process', code: 'KeyE', shiftKey: true, capsLock: false }))
  t.same(method, { key: '\ufffd', us: 'E' }, 'an input method took it')
})

t.test('a key without a place is what it says; digits come from the number pad too', async (t) => {
  const pressed = (key: string, code: string) => wedgeKeyOf(asEvent({ key, code, shiftKey: false, capsLock: false }))
  t.same(pressed('7', ''), { key: '7', us: '7' })
  t.same(pressed('7', 'Numpad7'), { key: '7', us: '7' })
  for (const [key, code] of [
    ['Shift', 'ShiftLeft'],
    ['F5', 'F5'],
    ['Unidentified', ''],
    ['ArrowUp', 'ArrowUp'],
  ] as const) {
    t.equal(pressed(key, code), null, key)
  }
})

t.test('what is typed as numbers with Alt held is written when Alt is let go', async (t) => {
  const codes = altCodes()
  const typed = (number: string, at: number) => {
    codes.press({ key: 'Alt', code: 'AltLeft', altKey: true }, at)
    for (const digit of number) t.ok(codes.press({ key: digit, code: `Numpad${digit}`, altKey: true }, at + 1))
    return codes.release('Alt')
  }
  t.same(typed('0080', 5), { key: { key: 'P', us: 'P' }, since: 5 })
  t.same(typed('60', 9), { key: { key: '<', us: '<' }, since: 9 })
  t.same(typed('013', 12), { key: 'end', since: 12 })
  t.equal(codes.release('Alt'), null, 'Alt by itself writes nothing')
  t.equal(codes.release('Shift'), null)
  t.equal(codes.press({ key: '7', code: 'Numpad7', altKey: false }, 1), false, 'nor does a digit without it')
  t.equal(codes.press({ key: 'f', code: 'KeyF', altKey: true }, 1), false)
})
