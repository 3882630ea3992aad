/** A new list: dropped, chosen or pasted; then which flight it is, as far as the list does not say it. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { GivenFlight } from '#evisa/flight.ts'
import { say } from '../language.ts'
import { followFileDrops } from '../reading/file-drops.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import type { FlightsModel } from './flights-model.ts'
import { type GivenList, readGivenList } from './given-list.ts'
import { ListRows } from './list-rows.tsx'
import { type PlanField, PlanFields } from './plan-fields.tsx'

interface NewFlightProps {
  readonly scanner: ScannerModel
  readonly flights: FlightsModel
}

const FIELDS = ['flight', 'checkpoint', 'arrival', 'departure'] as const satisfies readonly PlanField[]

export function NewFlight({ scanner, flights }: NewFlightProps) {
  const list = useSignal<GivenList | null>(null)
  const fault = useSignal<string | null>(null)
  const take = (given: Uint8Array | string) => {
    const read = readGivenList(given)
    flights.fault.value = null
    fault.value = read.ok ? null : read.error
    list.value = read.ok ? read.value : null
  }
  return (
    <section class="new-flight">
      <h2>{say('flights/new')}</h2>
      <ListSource take={take} />
      {fault.value !== null && (
        <div class="fault" role="alert">
          <p>{say('flights-fault/list')}</p>
          <p class="detail">{fault.value}</p>
        </div>
      )}
      {list.value !== null && <ListPlan scanner={scanner} flights={flights} list={list.value} />}
    </section>
  )
}

function ListSource({ take }: { readonly take: (given: Uint8Array | string) => void }) {
  const pasted = useSignal('')
  const isOver = useSignal(false)
  const takeFile = async (file: Blob) => take(new Uint8Array(await file.arrayBuffer()))
  useEffect(
    () =>
      followFileDrops(document, takeFile, (over) => {
        isOver.value = over
      }),
    [],
  )
  return (
    <div class={isOver.value ? 'drop over' : 'drop'}>
      <p>{say('flights/drop')}</p>
      <label class="button">
        {say('flights/choose')}
        <input
          class="unseen"
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          onChange={async ({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (file !== undefined) await takeFile(file)
            currentTarget.value = ''
          }}
        />
      </label>
      <details>
        <summary>{say('flights/paste')}</summary>
        <label>
          {say('flights/paste-rows')}
          <textarea
            rows={5}
            spellcheck={false}
            autocomplete="off"
            placeholder={'seat,text,passport_number,nationality'}
            value={pasted.value}
            onInput={({ currentTarget }) => {
              pasted.value = currentTarget.value
            }}
          />
        </label>
        <button type="button" onClick={() => take(pasted.value)}>
          {say('flights/take')}
        </button>
      </details>
      <p class="state">{say('flights/columns')}</p>
    </div>
  )
}

/** Asks for what the list does not say of its flight, proposing that of the shift. */
function ListPlan({ scanner, flights, list }: NewFlightProps & { readonly list: GivenList }) {
  const shift = scanner.shift.value
  const plan = useSignal<GivenFlight>({
    ...(shift !== null && { flight: shift.flight, checkpoint: shift.checkpoint, arrival: shift.arrival }),
  })
  const { flight: said } = list
  const asked = FIELDS.filter((field) => !said[field])
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault()
        await flights.check(list, Object.fromEntries(asked.map((field) => [field, plan.value[field] ?? ''])))
      }}
    >
      <ListRows list={list} />
      {FIELDS.filter((field) => said[field]).map((field) => (
        <p key={field}>
          {say(`flight-fault/${field}`)} <b>{said[field]}</b> {say('flights/as-listed')}
        </p>
      ))}
      <PlanFields scanner={scanner} plan={plan} fields={asked} />
      <button type="submit" class="main" disabled={flights.busy.value}>
        {say('flights/check')}
      </button>
    </form>
  )
}
