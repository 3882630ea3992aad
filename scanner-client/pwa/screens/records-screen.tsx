/** What was done here: what the server has not got yet, what somebody must look at, double uses, and taking back the last. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { isTakenBack, VOID_WITHIN_SECONDS } from '#evisa/entry-account.ts'
import { becauseText } from '#evisa/instructions.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { DoubleUse } from '../../offline/double-use.ts'
import type { OwnRecord, QueuedRecord, ScannerStore } from '../../offline/scanner-store.ts'
import { openConflicts, openDoubleUses } from '../../offline/told-conflicts.ts'
import { wallClock } from '../browser-platform.ts'
import { localized, moment, say } from '../language.ts'
import { BY_KEY, type ScannerModel } from '../scanning/scanner-model.ts'
import { Conflicts } from './conflicts-list.tsx'
import { FaultNote } from './fault-note.tsx'
import { Later } from './later.tsx'
import { TextField } from './text-field.tsx'

interface RecordsProps {
  readonly scanner: ScannerModel
  readonly store: ScannerStore
}

interface Shown {
  readonly unsent: readonly QueuedRecord[]
  readonly open: readonly OwnRecord[]
  readonly last: OwnRecord | null
  readonly doubleUses: readonly DoubleUse[]
  readonly told: Awaited<ReturnType<typeof openConflicts>>
}

const AT_MOST = 200

export function RecordsScreen({ scanner, store }: RecordsProps) {
  const shown = useSignal<Shown | null>(null)
  const load = async () => {
    shown.value = {
      unsent: await store.queued('unsent', 0, AT_MOST),
      open: await store.openRecords(),
      last: await store.ownRecord('last'),
      doubleUses: await openDoubleUses(store),
      told: await openConflicts(store),
    }
  }
  const state = scanner.line.value
  useEffect(() => void load(), [state?.unsent, scanner.lastReport.value])
  if (shown.value === null) {
    return (
      <main class="form" aria-busy="true">
        <h1>{say('menu/records')}</h1>
      </main>
    )
  }
  const { unsent, open, last, doubleUses, told } = shown.value
  const count = state?.unsent ?? unsent.length
  return (
    <main class="form records">
      <h1>{say('menu/records')}</h1>
      <FaultNote scanner={scanner} />
      <h2>{say('records/unsent', { n: count })}</h2>
      <p>{say(count === 0 ? 'records/all-sent' : 'records/kept')}</p>
      <button type="button" onClick={() => scanner.syncSoon()}>
        {say('records/sync')}
      </button>
      <RecordList records={unsent} />
      {open.length > 0 && (
        <>
          <h2>{say('records/open')}</h2>
          <RecordList records={open} />
        </>
      )}
      {(scanner.shift.value?.refusals ?? []).length > 0 && (
        <Later
          key="refusals"
          load={async () => {
            const { RefusalsList } = await import('./refusals-list.tsx')
            return () => <RefusalsList scanner={scanner} store={store} />
          }}
        />
      )}
      {doubleUses.length > 0 && (
        <DoubleUses
          found={doubleUses}
          markSeen={async () => {
            await store.markDoubleUsesSeen()
            await scanner.refresh()
            await load()
          }}
        />
      )}
      {told !== null && told.conflicts.length > 0 && <Conflicts told={told} store={store} />}
      {last !== null && isTakenBack(last.event) && <TakeBack scanner={scanner} last={last} done={load} />}
    </main>
  )
}

function whose({ visa_number }: CrossingEvent): string {
  return visa_number === null ? say('records/no-visa') : formatVisaNumber(visa_number)
}

function RecordList({ records }: { readonly records: readonly QueuedRecord[] }) {
  return (
    <ul>
      {records.map(({ event, state, receipt }) => (
        <li key={event.id} data-state={state}>
          {say(`action/${event.action}`)} · {whose(event)} · {event.checkpoint} · {moment(event.at)}
          {receipt?.because && <b> {localized(becauseText(receipt.because))}</b>}
        </li>
      ))}
    </ul>
  )
}

interface DoubleUsesProps {
  readonly found: readonly DoubleUse[]
  readonly markSeen: () => Promise<void>
}

function DoubleUses({ found, markSeen }: DoubleUsesProps) {
  return (
    <>
      <h2>{say('double-use/title')}</h2>
      <ul>
        {found.map(({ visa_number, allowed, own, others, seen }) => (
          <li key={visa_number}>
            <b>{formatVisaNumber(visa_number)}</b>{' '}
            {say('double-use/allowed', { allowed, used: own.length + others.length })} {!seen && '•'}
            <ul>
              {[...own, ...others].map(({ id, checkpoint, at, device }) => (
                <li key={id}>
                  {checkpoint} · {moment(at)} · {device}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <button type="button" onClick={markSeen}>
        {say('double-use/seen')}
      </button>
    </>
  )
}

interface TakeBackProps {
  readonly scanner: ScannerModel
  readonly last: OwnRecord
  readonly done: () => Promise<void>
}

function TakeBack({ scanner, last, done }: TakeBackProps) {
  const text = useSignal('')
  const supervisor = useSignal('')
  const said = useSignal(false)
  const isByKey = ['proven', 'unusable'].includes(scanner.booth.keys.value)
  const isLate = wallClock() - last.event.at > VOID_WITHIN_SECONDS
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault()
        const answers = isByKey ? (isLate ? BY_KEY : null) : supervisor.value.trim() || null
        said.value = await scanner.takeBack(last.event.id, text.value.trim(), answers)
        if (said.value) text.value = ''
        await done()
      }}
    >
      <h2>{say('void/title')}</h2>
      <p>
        {say(`action/${last.event.action}`)} · {whose(last.event)} · {moment(last.event.at)}
      </p>
      {said.value && <p role="status">{say('void/done')}</p>}
      <TextField label={say('void/text')} value={text} required maxLength={200} />
      {isByKey && isLate && <p class="note">{say('override/by-key')}</p>}
      {!isByKey && (
        <TextField
          label={say(isLate ? 'void/supervisor-needed' : 'void/supervisor')}
          value={supervisor}
          required={isLate}
          maxLength={40}
          autocomplete="off"
        />
      )}
      <button type="submit" disabled={scanner.busy.value}>
        {say('void/do')}
      </button>
    </form>
  )
}
