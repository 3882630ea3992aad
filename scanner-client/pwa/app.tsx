/** The scanner's page: what it can do here, whose turn it is, and then either enrolling or work. */
import { effect, type Signal, signal } from '@preact/signals'
import { deleteDB } from 'idb'
import { render } from 'preact'
import { heldSet } from '../offline/held-knowledge.ts'
import { type ScannerLine, scannerLine } from '../offline/scanner-line.ts'
import { type Enrolment, type ScannerRole, type ScannerStore, StorageFailed } from '../offline/scanner-store.ts'
import type { SyncContext } from '../offline/sync.ts'
import type { Typed } from '../offline/typed-reading.ts'
import { browserContext, browserFetch, verifyInBrowser, wallClock } from './browser-platform.ts'
import { followUpdates } from './installation/app-update.ts'
import { environmentFaults, isNeeded } from './installation/environment.ts'
import { beOnlyOne } from './installation/only-one.ts'
import { askForPersistence, persistenceOf } from './installation/persistence.ts'
import { language, say } from './language.ts'
import { followWedge } from './reading/keyboard-wedge.ts'
import { openQrReading } from './reading/qr-reading.ts'
import { keepPreferences, keptShift, preferences } from './scanning/preferences.ts'
import { openScannerModel, type ScannerModel } from './scanning/scanner-model.ts'
import { isOver, type Shift, shiftByLink, shiftOfLink, situationOf } from './scanning/shift.ts'
import { readySound } from './scanning/signals-of-outcome.ts'
import { keptVisaDesk, refreshVisaDesk } from './scanning/visa-desk.ts'
import {
  type InstallPrompt,
  installPrompt,
  isAdministrator,
  lacks,
  persistence,
  proposedShift,
  qrReading,
  screen,
  stage,
  strangeReader,
  tick,
  trainingPeople,
  updateWaits,
  visaDesk,
} from './screens/app-state.ts'
import { App } from './screens/app-view.tsx'
import { openBrowserStore } from './storage/browser-store.ts'
import './style.css'

/** How often it is looked at whether the visa desk's number is still the same. */
const VISA_DESK_SECONDS = 3600
const TRAINING_DATABASE = 'evisa-training'

let isOwnReload = false

/** Nothing is lost by a reload that the page itself begins: nobody is asked about what is unsent. */
function reloadUnasked(): void {
  isOwnReload = true
  location.reload()
}

async function start(): Promise<void> {
  const spoken = keepPreferences(localStorage, navigator.languages)
  effect(() => {
    document.documentElement.lang = language.value
    document.documentElement.dataset.theme = preferences.value.theme
    document.title = say('app/title')
  })
  const root = document.getElementById('app')
  if (root !== null) render(<App enrolled={work} train={train} leave={leave} />, root)

  const faults = await environmentFaults(window)
  // Nothing is said before: whoever works in another language is not shown an English page that changes.
  await spoken
  if (faults.some(isNeeded)) {
    stage.value = { name: 'unfit', faults }
    return
  }
  lacks.value = faults
  keepForOffline()
  const one = beOnlyOne(
    navigator,
    () => {
      stage.value = { name: 'elsewhere', takeOver: one.takeOver }
    },
    // The other page goes on from what is stored; this one must not go on from what it remembers.
    reloadUnasked,
  )
  await one.mine
  qrReading.value = openQrReading()
  followWedge(document, {
    onTyped: heard,
    onStrange: () => {
      strangeReader.value = true
    },
  })
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, readySound, { once: true })
  for (const kind of ['pointerdown', 'keydown'])
    addEventListener(kind, () => stage.value.name === 'work' && stage.value.scanner.booth.touched(), { capture: true })
  addEventListener('beforeinstallprompt', (event) => {
    // It is offered in the settings, and not over a traveller's head.
    event.preventDefault()
    installPrompt.value = event as unknown as InstallPrompt
  })
  addEventListener('hashchange', () => {
    if (stage.value.name !== 'work') return
    takeLink(stage.value.scanner)
    screen.value = hasShift(stage.value.scanner) ? 'scan' : 'shift'
  })
  setInterval(() => {
    tick.value = Date.now()
    if (stage.value.name === 'work') stage.value.scanner.passTime()
  }, 1000)
  addEventListener('beforeunload', (event) => {
    const unsent = stage.value.name === 'work' ? (stage.value.scanner.line.value?.unsent ?? 0) : 0
    if (unsent > 0 && !isOwnReload) event.preventDefault()
  })
  persistence.value = await persistenceOf(navigator)
  // Of an installed app the browser decides by itself; elsewhere it may ask the person, who is asked by a button before.
  if (matchMedia('(display-mode: standalone)').matches) void keepStorage()
  await work()
}

/** Nobody waits for it: the browser may wait for a person. */
async function keepStorage(): Promise<void> {
  persistence.value = await askForPersistence(navigator)
}

/** Opens the storage, and the scanner of whoever is enrolled here. */
async function work(): Promise<void> {
  const store = await openBrowserStore()
  const enrolment = await store.enrolment()
  if (enrolment === null) {
    stage.value = { name: 'enrol', store }
    return
  }
  const context = browserContext()
  const network = scannerLine(browserFetch, wallClock, context.verify)
  open({ store, enrolment, context, network }, keptShift(localStorage))
  if (enrolment.role === 'carrier') {
    followVisaDesk(store, enrolment, network)
    const { administers } = await import('./flights/carrier-devices.ts')
    // Who was one is told on the screen that it is none any more, and where to go.
    isAdministrator.value = enrolment.administrator === true || (await administers(network, store, enrolment))
  }
}

/** Knows the visa desk's number before it is needed: what is kept at once, and after a sync what the server says by now. */
function followVisaDesk(store: ScannerStore, enrolment: Enrolment, network: ScannerLine): void {
  const at = stage.value
  if (at.name !== 'work') return
  let askedAt = Number.NEGATIVE_INFINITY
  const end = at.scanner.lastReport.subscribe(async (report) => {
    if (stage.value !== at) return end()
    const now = wallClock()
    if (report !== null && now - askedAt < VISA_DESK_SECONDS) return
    const [access, set] = [await network.accessOf(store, enrolment), await heldSet(store, verifyInBrowser)]
    if (access === null || set === null) return
    if (report === null) visaDesk.value = await keptVisaDesk(localStorage, set.trust)
    else {
      askedAt = now
      visaDesk.value = await refreshVisaDesk(localStorage, set.trust, access, now)
    }
  })
}

async function train(role: ScannerRole): Promise<void> {
  // Nobody but who trains needs it: it is fetched when it is asked for.
  const { beginTraining } = await import('./training/training-store.ts')
  await deleteDB(TRAINING_DATABASE)
  const store = await openBrowserStore(TRAINING_DATABASE)
  const { enrolment, now, people } = await beginTraining(store, role)
  trainingPeople.value = people
  visaDesk.value = { phone: '+7 000 000000', hours: '24/7' }
  // Whoever trains next, maybe for the other side, begins anew.
  open({ store, enrolment, context: browserContext(now), network: null }, signal(null))
}

interface Opened {
  readonly store: ScannerStore
  readonly enrolment: Enrolment
  readonly context: SyncContext
  /** Null in training. */
  readonly network: ScannerLine | null
}

function open(opened: Opened, shift: Signal<Shift | null>): void {
  const scanner = openScannerModel({ ...opened, shift })
  takeLink(scanner)
  screen.value = hasShift(scanner) ? 'scan' : 'shift'
  scanner.second.arrived.subscribe((count) => {
    if (count > 0) screen.value = 'second-line'
  })
  const { store, network } = opened
  isAdministrator.value = opened.enrolment.administrator === true
  stage.value = {
    name: 'work',
    store,
    scanner,
    isTraining: network === null,
    flights: { ...opened, policy: scanner.policy },
  }
}

/** Takes the shift that check-in software names by a link. One that lacks something is asked about, and nobody is judged before. */
function takeLink(scanner: ScannerModel): void {
  const linked = shiftOfLink(location.hash)
  if (Object.keys(linked).length === 0) return
  // The next reload begins where the officer is by then.
  history.replaceState(null, '', location.pathname)
  const { shift, enrolment, now } = scanner
  const next = shift.value === null ? null : shiftByLink(shift.value, linked, now())
  const isWhole = next !== null && situationOf(next, { role: enrolment.role, exit: false, mrz: null }) !== null
  proposedShift.value = isWhole ? {} : (next ?? linked)
  shift.value = isWhole ? next : null
  scanner.next()
}

function hasShift({ shift, now }: ScannerModel): boolean {
  return shift.value !== null && !isOver(shift.value, now())
}

/** Leaves training for work; or work for enrolling anew, which keeps every record. */
async function leave(): Promise<void> {
  if (stage.value.name !== 'work') return
  const { scanner, store, isTraining } = stage.value
  await scanner.close()
  if (!isTraining) {
    // A shift is of one enrolment: a gate's has an arrival that no booth asks for.
    scanner.shift.value = null
    stage.value = { name: 'enrol', store }
    return
  }
  await store.close()
  await deleteDB(TRAINING_DATABASE)
  await work()
}

/** A reader typed something, whatever screen is shown. */
function heard(typed: Typed): void {
  const at = stage.value
  strangeReader.value = false
  if (at.name !== 'work') {
    const isForEnrolling = at.name === 'enrol' && typed.kind === 'code'
    if (isForEnrolling) dispatchEvent(new CustomEvent('evisa-code', { detail: typed.text }))
    return
  }
  screen.value = hasShift(at.scanner) ? 'scan' : 'shift'
  void at.scanner.takeTyped(typed)
}

function keepForOffline(): void {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer }
  if (serviceWorker === undefined) return
  followUpdates({
    container: serviceWorker,
    isSafe: () => {
      const at = stage.value
      // It is safe between two people, while nobody is typing a code, a shift or a passport.
      if (at.name !== 'work') return at.name !== 'enrol'
      const { verdict, busy, waitingMrz, choice, pending } = at.scanner
      const isIdle = [verdict, waitingMrz, choice, pending].every(({ value }) => value === null) && !busy.value
      return screen.value === 'scan' && isIdle && !at.isTraining
    },
    onWaiting: () => {
      updateWaits.value = true
    },
    reload: reloadUnasked,
  }).catch(() => {
    // It works while there is a network, and the next visit tries again.
    lacks.value = [...new Set([...lacks.value, 'no-service-worker' as const])]
  })
}

/** Tells a bug, or a storage that fails at the start: neither may hide behind a screen that looks well. */
function tellBroken(error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error)
  const at = stage.value
  if (at.name === 'work') at.scanner.fault.value = { code: 'fault/bug', detail }
  else
    stage.value = {
      name: 'broken',
      detail: error instanceof StorageFailed ? say(`fault/storage-${error.fault}`) : detail,
    }
}

addEventListener('unhandledrejection', ({ reason }) => tellBroken(reason))
start().catch(tellBroken)
