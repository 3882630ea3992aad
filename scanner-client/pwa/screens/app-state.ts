/** Which screen is shown, and what all screens share: the scanner at work, and what reads codes. */
import { signal } from '@preact/signals'
import type { KeptReceipt } from '#evisa/receipt-of-check.ts'
import type { VisaDeskPlace } from '#evisa/visa-desk.ts'
import type { ScannerStore } from '../../offline/scanner-store.ts'
import type { FlightsModelOptions } from '../flights/flights-model.ts'
import type { EnvironmentFault } from '../installation/environment.ts'
import type { Persistence } from '../installation/persistence.ts'
import type { FileFault, QrReading } from '../reading/qr-reading.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import type { ShiftSettings } from '../scanning/shift.ts'
import type { TrainingPerson } from '../training/training-store.ts'

export type Screen =
  | 'scan'
  | 'flights'
  | 'shift'
  | 'number'
  | 'passport'
  | 'second-line'
  | 'records'
  | 'report'
  | 'devices'
  | 'settings'
  | 'receipt'

/** What this page is: in the way of nobody, at work, or why it cannot be. */
export type Stage =
  | { readonly name: 'starting' }
  | { readonly name: 'unfit'; readonly faults: readonly EnvironmentFault[] }
  | { readonly name: 'elsewhere'; readonly takeOver: () => void }
  | { readonly name: 'broken'; readonly detail: string }
  | { readonly name: 'enrol'; readonly store: ScannerStore }
  | {
      readonly name: 'work'
      readonly store: ScannerStore
      readonly scanner: ScannerModel
      readonly isTraining: boolean
      /** What the screens of a carrier work with; they are fetched when they are first shown. */
      readonly flights: FlightsModelOptions
    }

export type FileRead =
  | { readonly name: 'reading' }
  | { readonly name: 'fault'; readonly fault: FileFault | 'file/broken' }
  /** Pages are left; `texts` were taken of the others, null where there were none. `more` looks at the rest. */
  | {
      readonly name: 'pages'
      readonly texts: readonly string[] | null
      readonly pages: { readonly looked: number; readonly of: number }
      readonly more: (() => void) | null
    }

export const stage = signal<Stage>({ name: 'starting' })
export const screen = signal<Screen>('scan')
/** Whether this device may enrol and revoke others of its carrier. */
export const isAdministrator = signal(false)

/** The receipt that is looked at, and the screen that is gone back to. */
export const shownReceipt = signal<{ readonly kept: KeptReceipt; readonly from: Screen } | null>(null)

export function openReceipt(kept: KeptReceipt): void {
  shownReceipt.value = { kept, from: screen.value }
  screen.value = 'receipt'
}

export function closeReceipt(): void {
  screen.value = shownReceipt.value?.from ?? 'scan'
  shownReceipt.value = null
}

/** Whom a gate calls; null while it is not known here. */
export const visaDesk = signal<VisaDeskPlace | null>(null)

/** Every second, for ages and for what clears itself. Epoch milliseconds. */
export const tick = signal(Date.now())
/** What there is to say of the file that was read last. */
export const fileRead = signal<FileRead | null>(null)
/** Something types here, and cannot be understood: a reader that is not set up. */
export const strangeReader = signal(false)
export const qrReading = signal<QrReading | null>(null)
/** Whether the browser promised to keep what is stored here. */
export const persistence = signal<Persistence>('unsupported')
/** What a link named of a shift that was not begun yet. */
export const proposedShift = signal<Partial<ShiftSettings>>({})
/** What this browser lacks though the scanner works in it. */
export const lacks = signal<readonly EnvironmentFault[]>([])
export const updateWaits = signal(false)
/** Whom training has to offer. */
export const trainingPeople = signal<readonly TrainingPerson[]>([])

/** What a browser offers that can install the page as an app. */
export interface InstallPrompt {
  prompt(): Promise<unknown>
}
export const installPrompt = signal<InstallPrompt | null>(null)
