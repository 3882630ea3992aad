/** A page with a field, a list, a box and a button, on which readers type. */
import { followWedge } from '../../../../scanner-client/pwa/reading/keyboard-wedge.ts'

export const heard: string[] = []
export const strange: string[] = []
export const pressed: string[] = []

const waiting = new Map<number, () => void>()
let lastTimer = 0

/** Time passes when the test says so: keys have times of their own, however late a slow machine brings them. */
export function rest(): void {
  const due = [...waiting.values()]
  waiting.clear()
  for (const run of due) run()
}

export function start(): () => void {
  Object.assign(globalThis, {
    setTimeout: (run: () => void) => {
      waiting.set(++lastTimer, run)
      return lastTimer
    },
    clearTimeout: (timer: number) => waiting.delete(timer),
  })
  document.body.innerHTML = `
    <input id="field" value="typed before"><textarea id="area"></textarea>
    <select id="list"><option value="ala">Almaty</option><option value="nqz">Nursultan</option></select>
    <input id="box" type="checkbox"><button id="button">Admit</button>`
  const stop = followWedge(document, {
    onTyped: (typed) => void (typed.kind !== 'more' && heard.push(typed.text)),
    onStrange: () => void strange.push('strange'),
  })
  // What else on the page hears keys.
  document.addEventListener('keydown', ({ key }) => void pressed.push(key))
  document.getElementById('button')?.addEventListener('click', () => void pressed.push('click'))
  return stop
}
