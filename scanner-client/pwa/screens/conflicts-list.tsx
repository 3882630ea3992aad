/** What the authority has to look at of what was done here, and how long ago it said so. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { conflictText } from '#evisa/instructions.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { ToldConflicts } from '../../offline/conflicts-answer.ts'
import type { OwnRecord, ScannerStore } from '../../offline/scanner-store.ts'
import { wallClock } from '../browser-platform.ts'
import { localized, moment, say, sayAge } from '../language.ts'

interface ConflictsProps {
  readonly told: Omit<ToldConflicts, 'reviewed'>
  readonly store: ScannerStore
}

export function Conflicts({ told: { asOf, conflicts, more }, store }: ConflictsProps) {
  const records = useSignal<ReadonlyMap<string, OwnRecord>>(new Map())
  useEffect(() => {
    const load = async () => {
      const found = await Promise.all(conflicts.flatMap(({ events }) => events).map((id) => store.ownRecord(id)))
      records.value = new Map(found.flatMap((one) => (one === null ? [] : [[one.event.id, one] as const])))
    }
    void load()
  }, [conflicts])
  return (
    <>
      <h2>{say('conflicts/title')}</h2>
      <p class="detail">{say('conflicts/age', { age: sayAge(Math.max(0, wallClock() - asOf)) })}</p>
      <ul class="conflicts">
        {conflicts.map(({ id, kind, visa_number, events }) => (
          <li key={id} data-kind={kind}>
            <b>{visa_number === '' ? say('records/no-visa') : formatVisaNumber(visa_number)}</b>{' '}
            {localized(conflictText(kind))}
            <ul>
              {events.flatMap((event) => {
                const own = records.value.get(event)?.event
                if (own === undefined) return []
                return (
                  <li key={event}>
                    {say(`action/${own.action}`)} · {own.checkpoint} · {moment(own.at)}
                  </li>
                )
              })}
            </ul>
          </li>
        ))}
      </ul>
      {more && <p>{say('conflicts/more')}</p>}
    </>
  )
}
