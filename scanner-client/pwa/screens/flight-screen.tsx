/** One flight: how far its check is, every answer, what changed since; and what may be done with it. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { formatInstant } from '#evisa/civil-date.ts'
import { FLIGHT_OUTCOMES } from '#evisa/flight-reasons.ts'
import { SIGN_IN_FIRST } from '../../offline/http-call.ts'
import { wallClock } from '../browser-platform.ts'
import { ChangeFlight } from '../flights/change-flight.tsx'
import type { ReceiptedAnswer } from '../flights/flight-documents.ts'
import { FlightSheet } from '../flights/flight-sheet.tsx'
import { FlightTable } from '../flights/flight-table.tsx'
import { FlightsFaultNote } from '../flights/flights-fault-note.tsx'
import type { FlightsModel } from '../flights/flights-model.ts'
import { ListRows } from '../flights/list-rows.tsx'
import { answersFile, receiptsFile, saveFile } from '../flights/saved-files.ts'
import type { ShownFlight } from '../flights/shown-flight.ts'
import { language, localized, say, sayAge } from '../language.ts'
import { preferences } from '../scanning/preferences.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { signalOutcome } from '../scanning/signals-of-outcome.ts'
import { openReceipt } from './app-state.ts'

interface FlightProps {
  readonly scanner: ScannerModel
  readonly flights: FlightsModel
  readonly shown: ShownFlight
}

export function FlightScreen({ scanner, flights, shown }: FlightProps) {
  const isSheet = useSignal(false)
  const title = useRef<HTMLHeadingElement>(null)
  const { plan, progress } = shown
  useEffect(() => title.current?.focus(), [isSheet.value])
  const news = flights.news.value
  useEffect(() => {
    const gravest = FLIGHT_OUTCOMES.find((outcome) => news.some((answer) => answer.outcome === outcome))
    if (gravest !== undefined && gravest !== 'not-applicable') signalOutcome(gravest, preferences.value.sound)
  }, [news])
  if (isSheet.value) {
    return (
      <FlightSheet
        shown={shown}
        close={() => {
          isSheet.value = false
        }}
      />
    )
  }
  return (
    <main class="form flight" data-source={shown.alone === null ? 'server' : 'device'} data-watch={shown.watch.state}>
      <h1 ref={title} tabIndex={-1}>
        {plan.flight} · {plan.checkpoint}
      </h1>
      <p>{say('shift/lands', { at: plan.arrival.slice(0, 16).replace('T', ' ') })}</p>
      <FlightsFaultNote fault={flights.fault.value} />
      {shown.list !== null && <ListRows list={shown.list} />}
      <Source flights={flights} shown={shown} />
      <p class="unseen" role="status">
        {progress === null ? say('flight/done', { n: shown.answers.size }) : say('flight/busy')}
      </p>
      {progress !== null && (
        <label class="progress">
          {say('flight/progress', progress)}
          <progress value={progress.done} max={Math.max(1, progress.total)} />
        </label>
      )}
      <News news={news} />
      <FlightTable
        shown={shown}
        openReceipt={({ receipt }) => {
          if (receipt !== null) openReceipt(receipt)
        }}
      />
      {progress === null && <ChangeFlight key={plan.arrival} scanner={scanner} flights={flights} shown={shown} />}
      <Actions flights={flights} shown={shown} sheet={isSheet} />
    </main>
  )
}

/** Whose answers these are, and whether they are followed. */
function Source({ flights, shown }: Pick<FlightProps, 'flights' | 'shown'>) {
  const { alone, watch, progress } = shown
  if (alone !== null) {
    return (
      <div class="note offline" role="status">
        <p>
          <b>{say('flight/offline')}</b>{' '}
          {alone.dataAge === null ? say('line/no-data') : say('line/data-age', { age: sayAge(alone.dataAge) })}
        </p>
        <p>{say('flight/offline-means')}</p>
        <p class="detail">{alone.because === SIGN_IN_FIRST ? say('line/sign-in') : alone.because}</p>
        <button
          type="button"
          class="no-print"
          disabled={flights.busy.value || progress !== null}
          onClick={() => void flights.send()}
        >
          {say('flight/send')}
        </button>
      </div>
    )
  }
  if (watch.state === 'not-watched') return null
  const since = formatInstant(watch.since).slice(11, 16)
  return (
    <p class={watch.state === 'live' ? 'state good' : 'note'} role="status">
      {say(`watch/${watch.state}`, { at: since })}
    </p>
  )
}

/** Heard by a screen reader as soon as it comes. */
function News({ news }: { readonly news: readonly ReceiptedAnswer[] }) {
  return (
    <ul class="news" aria-live="assertive">
      {news.slice(0, MOST_NEWS).map(({ row, reference, word, instruction }) => (
        <li key={`${row} ${word.en}`}>
          <b>
            {say('flight/news', { row, reference: reference ?? '' })} {localized(word)}
          </b>{' '}
          {localized(instruction)}
        </li>
      ))}
      {news.length > MOST_NEWS && <li>{say('flight/more-news', { n: news.length - MOST_NEWS })}</li>}
    </ul>
  )
}

const MOST_NEWS = 5

interface ActionsProps extends Pick<FlightProps, 'flights' | 'shown'> {
  readonly sheet: { value: boolean }
}

function Actions({ flights, shown, sheet }: ActionsProps) {
  const isSure = useSignal(false)
  const answers = [...shown.answers.values()]
  const isDone = shown.progress === null
  const isPast = Date.parse(shown.plan.arrival) / 1000 < wallClock()
  return (
    <div class="row no-print">
      <button
        type="button"
        disabled={!isDone}
        onClick={() => saveFile(answersFile(shown.plan, answers, language.value))}
      >
        {say('flight/save')}
      </button>
      <button type="button" disabled={!isDone} onClick={() => saveFile(receiptsFile(shown.plan, answers))}>
        {say('flight/save-receipts')}
      </button>
      <button
        type="button"
        onClick={() => {
          sheet.value = true
        }}
      >
        {say('sheet/open')}
      </button>
      {isSure.value ? (
        <>
          <p class={isPast ? '' : 'note'}>{say('flight/remove-sure')}</p>
          <button type="button" disabled={flights.busy.value} onClick={() => void flights.remove()}>
            {say('flight/remove-yes')}
          </button>
          <button
            type="button"
            onClick={() => {
              isSure.value = false
            }}
          >
            {say('border/back')}
          </button>
        </>
      ) : (
        <button
          type="button"
          onClick={() => {
            isSure.value = true
          }}
        >
          {say('flight/remove')}
        </button>
      )}
      <button type="button" class="main" onClick={() => flights.leave()}>
        {say('flight/back')}
      </button>
    </div>
  )
}
