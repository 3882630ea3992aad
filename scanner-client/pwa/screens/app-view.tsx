/** The page as a whole: the stage it has come to, and at work the screen that was chosen. */
import type { ScannerRole } from '../../offline/scanner-store.ts'
import { say } from '../language.ts'
import { closeReceipt, proposedShift, type Stage, screen, shownReceipt, stage, updateWaits } from './app-state.ts'
import { EnrolScreen } from './enrol-screen.tsx'
import { LanguagePicker } from './language-picker.tsx'
import { Later } from './later.tsx'
import { LockScreen } from './lock-screen.tsx'
import { Menu } from './menu.tsx'
import { MissingLanguage } from './missing-language.tsx'
import { NumberScreen } from './number-screen.tsx'
import { PassportScreen } from './passport-screen.tsx'
import { RecordsScreen } from './records-screen.tsx'
import { ScanScreen } from './scan-screen.tsx'
import { SettingsScreen } from './settings-screen.tsx'
import { ShiftScreen } from './shift-screen.tsx'
import { SpecimenLine } from './specimen-line.tsx'
import { StatusBar } from './status-bar.tsx'
import { TrainingStrip } from './training-strip.tsx'
import { TravellerBefore } from './traveller-before.tsx'

interface AppProps {
  readonly enrolled: () => Promise<void>
  readonly train: (role: ScannerRole) => Promise<void>
  readonly leave: () => Promise<void>
}

export function App(props: AppProps) {
  return (
    <>
      <MissingLanguage />
      <ThisStage {...props} />
    </>
  )
}

function ThisStage({ enrolled, train, leave }: AppProps) {
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
    case 'work':
      return <Work at={at} leave={leave} />
  }
}

interface WorkProps extends Pick<AppProps, 'leave'> {
  readonly at: Extract<Stage, { readonly name: 'work' }>
}

function Work({ at, leave }: WorkProps) {
  const { scanner, isTraining } = at
  const locked = scanner.booth.locked.value
  return (
    <div class={isTraining ? 'work training' : 'work'}>
      {isTraining && <div class="watermark" aria-hidden="true" data-word={say('training/watermark')} />}
      <SpecimenLine scanner={scanner} />
      {locked !== null && <LockScreen scanner={scanner} because={locked} />}
      <div class="at-work" hidden={locked !== null} inert={locked !== null}>
        <StatusBar scanner={scanner} isTraining={isTraining} />
        {scanner.enrolment.role === 'border' && <TravellerBefore scanner={scanner} isTraining={isTraining} />}
        {updateWaits.value && <p class="note update">{say('update/waits')}</p>}
        <ChosenScreen at={at} leave={leave} />
        {(screen.value !== 'scan' || scanner.verdict.value === null) && <Menu scanner={scanner} />}
      </div>
    </div>
  )
}

function ChosenScreen({ at, leave }: WorkProps) {
  const { scanner, store, isTraining, flights } = at
  switch (screen.value) {
    case 'scan':
      return (
        <>
          <ScanScreen scanner={scanner} />
          {isTraining && scanner.verdict.value === null && <TrainingStrip scanner={scanner} />}
        </>
      )
    case 'shift':
      // Another link proposes another shift.
      return <ShiftScreen key={JSON.stringify(proposedShift.value)} scanner={scanner} />
    case 'number':
      return <NumberScreen scanner={scanner} />
    case 'passport':
      return <PassportScreen scanner={scanner} />
    case 'second-line':
      return (
        <Later
          key="second-line"
          load={async () => {
            const { SecondLineScreen } = await import('./second-line-screen.tsx')
            return () => <SecondLineScreen scanner={scanner} isTraining={isTraining} />
          }}
        />
      )
    case 'records':
      return <RecordsScreen scanner={scanner} store={store} />
    case 'report':
      return (
        <Later
          key="report"
          load={async () => {
            const { ReportScreen } = await import('./report-screen.tsx')
            return () => <ReportScreen scanner={scanner} />
          }}
        />
      )
    case 'settings':
      return <SettingsScreen scanner={scanner} store={store} isTraining={isTraining} leave={() => void leave()} />
    case 'flights':
      return (
        <Later
          key="flights"
          load={async () => {
            const { FlightsScreen } = await import('./flights-screen.tsx')
            return () => <FlightsScreen scanner={scanner} options={flights} />
          }}
        />
      )
    case 'devices':
      return (
        <Later
          key="devices"
          load={async () => {
            const { DevicesScreen } = await import('./devices-screen.tsx')
            return () => <DevicesScreen options={flights} />
          }}
        />
      )
    case 'receipt':
      return <ShownReceipt issuer={scanner.enrolment.issuer} />
  }
}

function ShownReceipt({ issuer }: { readonly issuer: string }) {
  const { value: shown } = shownReceipt
  if (shown === null) return null
  return (
    <Later
      key={shown.kept.receipt}
      load={async () => {
        const { ReceiptScreen } = await import('./receipt-screen.tsx')
        return () => <ReceiptScreen kept={shown.kept} issuer={issuer} close={closeReceipt} />
      }}
    />
  )
}
