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
      const { desk, store, isTraining, flights } = at
      return (
        <div class={isTraining ? 'work training' : 'work'}>
          {isTraining && <div class="watermark" aria-hidden="true" data-word={say('training/watermark')} />}
          <StatusBar desk={desk} isTraining={isTraining} />
          {updateWaits.value && <p class="note update">{say('update/waits')}</p>}
          {screen.value === 'scan' && <ScanScreen desk={desk} />}
          {screen.value === 'scan' && isTraining && desk.verdict.value === null && <TrainingStrip desk={desk} />}
          {screen.value === 'shift' && <ShiftScreen desk={desk} />}
          {screen.value === 'number' && <NumberScreen desk={desk} />}
          {screen.value === 'passport' && <PassportScreen desk={desk} />}
          {screen.value === 'records' && <RecordsScreen desk={desk} store={store} />}
          {screen.value === 'report' && <ReportScreen desk={desk} />}
          {screen.value === 'flights' && (
            <Later
              key="flights"
              load={async () => {
                const { FlightsScreen } = await import('./flights-screen.tsx')
                return () => <FlightsScreen desk={desk} options={flights} />
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
                    <ReceiptScreen kept={shownReceipt.value.kept} issuer={desk.enrolment.issuer} close={closeReceipt} />
                  )
              }}
            />
          )}
          {screen.value === 'settings' && (
            <SettingsScreen desk={desk} store={store} isTraining={isTraining} leave={() => void leave()} />
          )}
          {(screen.value !== 'scan' || desk.verdict.value === null) && <Menu desk={desk} />}
        </div>
      )
    }
  }
}
