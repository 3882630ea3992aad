import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { followHotKeys } from '../../../../scanner-client/pwa/scanning/hot-keys.ts'

/** What a browser tells of a key, as far as it is looked at. */
function key(pressed: string, { code = '', nodeName = 'BODY', ...more }: Record<string, unknown> = {}): Event {
  const event = new Event('keydown')
  Object.defineProperty(event, 'target', { value: { nodeName } })
  return Object.assign(event, { key: pressed, code, ...more })
}

const ALONE = 150

t.test('a key that is pressed alone acts, once', async (t) => {
  const target = new EventTarget()
  const acted: string[] = []
  const stop = followHotKeys(target, () => ({ a: () => acted.push('a'), enter: () => acted.push('enter') }))
  for (const [pressed, code] of [['a'], ['A', 'KeyA'], ['ф', 'KeyA'], ['Enter'], ['b']] as const) {
    target.dispatchEvent(key(pressed, { code: code ?? '' }))
    await setTimeout(ALONE)
  }
  t.same(acted, ['a', 'a', 'a', 'enter'])
  stop()
  target.dispatchEvent(key('a'))
  await setTimeout(ALONE)
  t.equal(acted.length, 4)
})

t.test('what a reader types never acts, nor does the Enter at its end', async (t) => {
  const target = new EventTarget()
  const acted: string[] = []
  followHotKeys(target, () => ({
    a: () => acted.push('a'),
    r: () => acted.push('r'),
    enter: () => acted.push('enter'),
  }))
  for (const letter of [...'PARAR', 'Enter']) target.dispatchEvent(key(letter))
  await setTimeout(ALONE)
  t.same(acted, [])
})

t.test('keys for a field, a button or the browser are not ours', async (t) => {
  const target = new EventTarget()
  const acted: string[] = []
  followHotKeys(target, () => ({
    a: () => acted.push('a'),
    enter: () => acted.push('enter'),
    escape: () => acted.push('escape'),
  }))
  for (const [pressed, more] of [
    ['a', { nodeName: 'INPUT' }],
    ['Enter', { nodeName: 'BUTTON' }],
    ['a', { ctrlKey: true }],
    ['a', { repeat: true }],
  ] as const) {
    target.dispatchEvent(key(pressed, more))
    await setTimeout(ALONE)
  }
  t.same(acted, [])
  target.dispatchEvent(key('Escape', { nodeName: 'INPUT' }))
  await setTimeout(ALONE)
  t.same(acted, ['escape'])
})
