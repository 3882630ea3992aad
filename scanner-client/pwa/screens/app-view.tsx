/** The page as a whole: the stage it has come to, and at work the screen that was chosen. */
import type { ScannerRole } from '../../offline/scanner-store.ts'
import { say } from '../language.ts'
import { closeReceipt, screen, shownReceipt, stage, updateWaits } from './app-state.ts'
import { EnrolScreen } from './enrol-screen.tsx'
import { LanguagePicker } from './language-picker.tsx'
import { Later } from './later.tsx'
import { Menu } from './menu.tsx'
import { NumberScreen } from './number-screen.tsx'
import { PassportScreen } from './passport-screen.tsx'
import { RecordsScreen } from './records-screen.tsx'
import { ReportScreen } from './report-screen.tsx'
import { ScanScreen } from './scan-screen.tsx'
import { SettingsScreen } from './settings-screen.tsx'
import { ShiftScreen } from './shift-screen.tsx'
import { StatusBar } from './status-bar.tsx'
import { TrainingStrip } from './training-strip.tsx'

interface AppProps {
  readonly enrolled: () => Promise<void>
  readonly train: (role: ScannerRole) => Promise<void>
  readonly leave: () => Promise<void>
}

export function App({ enrolled, train, leave }: AppProps) {
  const at = stage.value
  switch (at.name) {
    case 'starting':
      return <main class="form" aria-busy="true" />
    case 'unfit':
      return (
        <main class="form">
          <LanguagePicker />
          <h1>{say('stage/broken')}</h1>
          {at.faults.map((fault) => (
            <p key={fault} class="fault" role="alert">
              {say(`environment/${fault}`)}
            </p>
          ))}
        </main>
      )
    case 'elsewhere':
      return (
        <main class="form">
          <LanguagePicker />
          <h1>{say('app/title')}</h1>
          <p>{say('stage/elsewhere')}</p>
          <button type="button" class="main" onClick={at.takeOver}>
            {say('stage/use-here')}
          </button>
        </main>
      )
    case 'broken':
      return (
        <main class="form">
          <h1>{say('stage/broken')}</h1>
          <p class="fault" role="alert">
            {at.detail}
          </p>
          <button type="button" class="main" onClick={() => location.reload()}>
            {say('stage/reload')}
          </button>
        </main>
      )
    case 'enrol':
      return <EnrolScreen store={at.store} enrolled={enrolled} train={(role) => void train(role)} />
    case 'work': {
      const { scanner, store, isTraining, flights } = at
      return (
        <div class={isTraining ? 'work training' : 'work'}>
          {isTraining && <div class="watermark" aria-hidden="true" data-word={say('training/watermark')} />}
          <StatusBar scanner={scanner} isTraining={isTraining} />
          {updateWaits.value && <p class="note update">{say('update/waits')}</p>}
          {screen.value === 'scan' && <ScanScreen scanner={scanner} />}
          {screen.value === 'scan' && isTraining && scanner.verdict.value === null && (
            <TrainingStrip scanner={scanner} />
          )}
          {screen.value === 'shift' && <ShiftScreen scanner={scanner} />}
          {screen.value === 'number' && <NumberScreen scanner={scanner} />}
          {screen.value === 'passport' && <PassportScreen scanner={scanner} />}
          {screen.value === 'records' && <RecordsScreen scanner={scanner} store={store} />}
          {screen.value === 'report' && <ReportScreen scanner={scanner} />}
          {screen.value === 'flights' && (
            <Later
              key="flights"
              load={async () => {
                const { FlightsScreen } = await import('./flights-screen.tsx')
                return () => <FlightsScreen scanner={scanner} options={flights} />
              }}
            />
          )}
          {screen.value === 'devices' && (
            <Later
              key="devices"
              load={async () => {
                const { DevicesScreen } = await import('./devices-screen.tsx')
                return () => <DevicesScreen options={flights} />
              }}
            />
          )}
          {screen.value === 'receipt' && shownReceipt.value !== null && (
            <Later
              key={shownReceipt.value.kept.receipt}
              load={async () => {
                const { ReceiptScreen } = await import('./receipt-screen.tsx')
                return () =>
                  shownReceipt.value === null ? (
                    <main class="form" />
                  ) : (
                    <ReceiptScreen
                      kept={shownReceipt.value.kept}
                      issuer={scanner.enrolment.issuer}
                      close={closeReceipt}
                    />
                  )
              }}
            />
          )}
          {screen.value === 'settings' && (
            <SettingsScreen scanner={scanner} store={store} isTraining={isTraining} leave={() => void leave()} />
          )}
          {(screen.value !== 'scan' || scanner.verdict.value === null) && <Menu scanner={scanner} />}
        </div>
      )
    }
  }
}
