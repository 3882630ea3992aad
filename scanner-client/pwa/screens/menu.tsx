/** The way to the other screens. */
import { useEffect } from 'preact/hooks'
import { say } from '../language.ts'
import { followHotKeys } from '../scanning/hot-keys.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { isAdministrator, type Screen, screen } from './app-state.ts'

const SCREENS = [
  'scan',
  'flights',
  'number',
  'passport',
  'second-line',
  'records',
  'report',
  'shift',
  'devices',
  'settings',
] as const satisfies readonly Screen[]
type Entry = (typeof SCREENS)[number]

// Screens that are missing here are everybody's.
const OPEN_TO: Readonly<Partial<Record<Entry, (isCarrier: boolean) => boolean>>> = {
  'second-line': (isCarrier) => !isCarrier,
  records: (isCarrier) => !isCarrier,
  flights: (isCarrier) => isCarrier,
  devices: (isCarrier) => isCarrier && isAdministrator.value,
}

export function Menu({ scanner }: { readonly scanner: ScannerModel }) {
  const isCarrier = scanner.enrolment.role === 'carrier'
  useEffect(
    () =>
      followHotKeys(document, () => ({
        ...(isCarrier
          ? {
              f: () => {
                screen.value = 'flights'
              },
            }
          : {
              l: () => {
                screen.value = 'second-line'
              },
            }),
      })),
    [isCarrier],
  )
  return (
    <nav class="menu" aria-label={say('menu/label')}>
      {SCREENS.filter((name) => OPEN_TO[name]?.(isCarrier) ?? true).map((name) => (
        <button
          key={name}
          type="button"
          aria-current={screen.value === name ? 'page' : undefined}
          onClick={() => {
            screen.value = name
          }}
        >
          {say(`menu/${name}`)}
          {name === 'flights' && <kbd>F</kbd>}
          {name === 'second-line' && <kbd>L</kbd>}
        </button>
      ))}
    </nav>
  )
}
