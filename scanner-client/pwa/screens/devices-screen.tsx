/** The carrier's scanners, for one that administers the others until people do: who they are, a code for another one, and ending one's access. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { formatInstant } from '#evisa/civil-date.ts'
import { Rejected, SignInFirst, Unreachable } from '../../offline/http-call.ts'
import { type CarrierDevice, type CarrierDevices, carrierDevices, type MadeCode } from '../flights/carrier-devices.ts'
import type { FlightsModelOptions } from '../flights/flights-model.ts'
import { QrCode } from '../flights/qr-code.tsx'
import { say } from '../language.ts'
import '../flights/flights.css'

export function DevicesScreen({ options }: { readonly options: FlightsModelOptions }) {
  const devices = useSignal<readonly CarrierDevice[]>([])
  const revoking = useSignal<CarrierDevice | null>(null)
  const { act, busy, fault, isOver } = useCalls(options)
  const load = async (calls: CarrierDevices) => {
    devices.value = await calls.list()
  }
  useEffect(() => void act(load), [])
  if (isOver.value)
    return (
      <main class="form devices">
        <h1>{say('menu/devices')}</h1>
        <p class="note">{say('devices/over')}</p>
      </main>
    )
  const others = devices.value.filter(({ revoked_at }) => revoked_at === null)
  const until = devices.value.find(({ id }) => id === options.enrolment.device)?.administers_until ?? null
  const revoked = devices.value.filter(({ revoked_at }) => revoked_at !== null)
  return (
    <main class="form devices" aria-busy={busy.value}>
      <h1>{say('menu/devices')}</h1>
      {fault.value !== null && (
        <div class="fault" role="alert">
          <p>{fault.value.text}</p>
          {fault.value.detail !== null && <p class="detail">{fault.value.detail}</p>}
        </div>
      )}
      {until !== null && <p class="note">{say('devices/people', { at: formatInstant(until).slice(0, 10) })}</p>}
      <NewCode act={act} isBusy={busy.value} />
      {revoking.value !== null && (
        <SureToRevoke
          device={revoking.value}
          isBusy={busy.value}
          revoke={({ id }) =>
            void act(async (calls) => {
              await calls.revoke(id)
              revoking.value = null
              await load(calls)
            })
          }
          leave={() => {
            revoking.value = null
          }}
        />
      )}
      <section>
        <h2>{say('devices/at-work', { n: others.length })}</h2>
        <ul>
          {others.map((device) => (
            <li key={device.id}>
              <b>{device.name}</b> <code>{device.id}</code> {seen(device.last_seen_at)}
              {device.id === options.enrolment.device ? (
                <span> {say('devices/own')}</span>
              ) : (
                <button
                  type="button"
                  aria-label={`${say('devices/revoke')} ${device.name}`}
                  onClick={() => {
                    revoking.value = device
                  }}
                >
                  {say('devices/revoke')}
                </button>
              )}
            </li>
          ))}
        </ul>
        {revoked.length > 0 && (
          <details>
            <summary>{say('devices/revoked', { n: revoked.length })}</summary>
            <ul>
              {revoked.map(({ id, name }) => (
                <li key={id}>
                  {name} <code>{id}</code>
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
    </main>
  )
}

type Act = (work: (calls: CarrierDevices) => Promise<void>) => Promise<void>

/** One call at a time, what went wrong with the last one, and whether this scanner administers the others no more. */
function useCalls({ network, store, enrolment }: FlightsModelOptions) {
  const fault = useSignal<{ readonly text: string; readonly detail: string | null } | null>(null)
  const busy = useSignal(false)
  const isOver = useSignal(false)
  const act: Act = async (work) => {
    if (busy.value) return
    busy.value = true
    fault.value = null
    try {
      const access = (await network?.accessOf(store, enrolment)) ?? null
      if (access === null) throw new Unreachable('training')
      await work(carrierDevices(access))
    } catch (error) {
      if (error instanceof Rejected && error.status === 403) isOver.value = true
      else if (error instanceof Rejected) fault.value = { text: say('flights-fault/rejected'), detail: error.message }
      else if (error instanceof SignInFirst) fault.value = { text: say('flights-fault/sign-in'), detail: null }
      else if (error instanceof Unreachable) fault.value = { text: say('flights-fault/needs-network'), detail: null }
      else throw error
    } finally {
      busy.value = false
    }
  }
  return { act, busy, fault, isOver }
}

function NewCode({ act, isBusy }: { readonly act: Act; readonly isBusy: boolean }) {
  const made = useSignal<MadeCode | null>(null)
  const { value: code } = made
  return (
    <section>
      <h2>{say('devices/new')}</h2>
      <p>{say('devices/new-explain')}</p>
      <button
        type="button"
        class="main"
        disabled={isBusy}
        onClick={() =>
          void act(async (calls) => {
            made.value = await calls.makeCode()
          })
        }
      >
        {say('devices/make-code')}
      </button>
      {code !== null && (
        <div class="made-code" role="status">
          <QrCode text={code.text} label={say('enrol/code')} />
          <p>
            <code>{code.text}</code>
          </p>
          <p class="note">{say('devices/until', { at: formatInstant(code.expiresAt).slice(11, 16) })}</p>
        </div>
      )}
    </section>
  )
}

interface SureToRevokeProps {
  readonly device: CarrierDevice
  readonly isBusy: boolean
  readonly revoke: (device: CarrierDevice) => void
  readonly leave: () => void
}

function SureToRevoke({ device, isBusy, revoke, leave }: SureToRevokeProps) {
  return (
    <div class="note" role="alertdialog" aria-label={say('devices/revoke')}>
      <p>{say('devices/revoke-sure', { name: device.name, id: device.id })}</p>
      <div class="row">
        <button type="button" disabled={isBusy} onClick={() => revoke(device)}>
          {say('devices/revoke-yes')}
        </button>
        <button type="button" onClick={leave}>
          {say('border/back')}
        </button>
      </div>
    </div>
  )
}

function seen(at: number | null): string {
  return at === null
    ? say('devices/never-seen')
    : say('devices/seen', { at: formatInstant(at).slice(0, 16).replace('T', ' ') })
}
