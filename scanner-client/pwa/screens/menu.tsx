/** The way to the other screens. */
import { say } from '../language.ts'
import type { Desk } from '../scanner-desk.ts'
import { type Screen, screen } from './app-state.ts'

const SCREENS: readonly Screen[] = ['scan', 'number', 'passport', 'records', 'report', 'shift', 'settings']

export function Menu({ desk }: { readonly desk: Desk }) {
  const isCarrier = desk.enrolment.role === 'carrier'
  return (
    <nav class="menu" aria-label={say('menu/label')}>
      {SCREENS.filter((name) => !(isCarrier && name === 'records')).map((name) => (
        <button
          key={name}
          type="button"
          aria-current={screen.value === name ? 'page' : undefined}
          onClick={() => {
            screen.value = name
          }}
        >
          {say(`menu/${name}`)}
        </button>
      ))}
    </nav>
  )
}
